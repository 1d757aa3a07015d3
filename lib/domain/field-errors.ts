import { type $ZodError, type $ZodType, safeParse } from 'zod/v4/core';
import { type FieldError, Refusal } from './refusal.ts';
import { type MessageLanguage, messagesIn } from './schema-messages.ts';

/** A JSON pointer (RFC 6901) to a place in a document. */
export const jsonPointer = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** What is wrong with each field; a name that nobody knows is told where it stands. */
export const fieldErrorsOf = ({ issues }: $ZodError): readonly FieldError[] =>
  issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: jsonPointer([...issue.path, key]), message: 'is not a name known here' }))
      : [{ pointer: jsonPointer(issue.path), message: issue.message }],
  );

/** Nobody reads more, and a body of 32 kB can hold mistakes enough for an answer of megabytes. */
const errorsMax = 50;

/** Where the document lies in a larger one, as a JSON pointer, and in which language to say what is wrong with it. */
type Reading = { readonly at?: string; readonly language?: MessageLanguage };

/**
 * What a schema reads in a document of somebody else's making.
 *
 * @throws Refusal validation-failed with a pointer to each wrong field, at most fifty
 */
export const parseOrRefuse = <T>(
  schema: $ZodType<T>,
  value: unknown,
  { at = '', language = 'en' }: Reading = {},
): T => {
  const result = safeParse(schema, value, { error: messagesIn(language) });
  if (result.success) return result.data;
  const errors = fieldErrorsOf(result.error).slice(0, errorsMax);
  throw new Refusal('validation-failed', {
    errors: errors.map(({ pointer, message }) => ({ pointer: `${at}${pointer}`, message })),
  });
};

/** The refusal of one wrong field. */
export const refuseField = (pointer: string, message: string): Refusal =>
  new Refusal('validation-failed', { errors: [{ pointer, message }] });
