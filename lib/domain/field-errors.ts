import type * as z from 'zod';
import { type FieldError, Refusal } from './refusal.ts';

/** A JSON pointer (RFC 6901) to a place in a document. */
export const jsonPointer = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** What is wrong with each field; a name that nobody knows is told where it stands. */
export const fieldErrorsOf = ({ issues }: z.ZodError): readonly FieldError[] =>
  issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: jsonPointer([...issue.path, key]), message: 'is not a name known here' }))
      : [{ pointer: jsonPointer(issue.path), message: issue.message }],
  );

/**
 * What a schema reads in a document of somebody else's making.
 *
 * @throws Refusal validation-failed with a pointer to each wrong field, below `at` when that is given
 */
export const parseOrRefuse = <T>(schema: z.ZodType<T>, value: unknown, at = ''): T => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = fieldErrorsOf(result.error).map(({ pointer, message }) => ({ pointer: `${at}${pointer}`, message }));
  throw new Refusal('validation-failed', { errors });
};

/** The refusal of one wrong field. */
export const refuseField = (pointer: string, message: string): Refusal =>
  new Refusal('validation-failed', { errors: [{ pointer, message }] });
