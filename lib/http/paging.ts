import * as z from 'zod/mini';
import { says } from '../domain/field-messages.ts';

/** How many items a page has at most: 1 to 100, 50 when it is not said. */
export const limitSchema = z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 50);

type CursorSchema = z.ZodMiniOptional<
  z.ZodMiniPipe<z.ZodMiniPipe<z.ZodMiniString, z.ZodMiniTransform<string, string>>, z.ZodMiniString>
>;

/** Where the page before ended, as the caller hands it back: letters and digits that mean nothing to it. */
export const cursorSchema = (form: RegExp, lengthMax = 200): CursorSchema =>
  z.optional(
    z.pipe(
      z.pipe(
        z.string().check(z.maxLength(lengthMax)),
        z.transform((text) => Buffer.from(text, 'base64url').toString()),
      ),
      z.string().check(z.regex(form, says('not-a-cursor'))),
    ),
  );

/** The query of a journal. */
export const eventQuerySchema = z.object({ limit: limitSchema, after: cursorSchema(/^EVENT#\d{6}$/) });

/** The `next` of a page as callers see it; see {@link cursorSchema}. */
export const toCursor = (next: string | undefined): string | undefined =>
  next && Buffer.from(next).toString('base64url');
