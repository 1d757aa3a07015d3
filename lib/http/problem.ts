import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { fieldMessages } from '../domain/field-messages.ts';
import type { Locale } from '../domain/order-details.ts';
import { type FieldError, Refusal, refusals } from '../domain/refusal.ts';

/** What every no and every fault of the API looks like: RFC 9457, `application/problem+json`. */
export const problemSchema = z
  .object({
    type: z.string().check(z.describe('Address of a text about this kind of problem')),
    code: z.string().check(z.describe('The kind of problem, from a closed list')),
    title: z.string(),
    status: z.int(),
    detail: z.optional(z.string()),
    instance: z.string().check(z.describe('Names this very occurrence; give it when you ask about it')),
    pointer: z.optional(
      z.string().check(z.describe('JSON pointer to the place in the body that the problem is about')),
    ),
    errors: z.optional(z.readonly(z.array(z.object({ pointer: z.string(), message: z.string() })))),
    orderId: z.optional(z.string().check(z.describe('The order that stands in the way'))),
  })
  .register(z.globalRegistry, { id: 'Problem' });

/** Whom a problem is told, and about what. */
export type ProblemContext = { readonly language: Locale; readonly requestId: string };

const languages = ['en', 'vi'] as const;

const sayField = ({ pointer, message }: FieldError, language: Locale): FieldError => {
  const known = Object.entries(fieldMessages).find(([key]) => key === message)?.[1];
  return { pointer, message: known?.[languages.indexOf(language)] ?? message };
};

type Headers = Readonly<Record<string, string>>;

const answer = (
  {
    status,
    headers = {},
    ...problem
  }: Omit<z.input<typeof problemSchema>, 'instance'> & { readonly headers?: Headers },
  { language, requestId }: ProblemContext,
): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': language,
    'cache-control': 'no-store',
    ...headers,
  },
  body: JSON.stringify({ ...problem, status, instance: `urn:lephi:request:${requestId}` }),
});

/** What some refusals say in headers too, as HTTP wants it. */
export const headersOf = ({ code, facts }: Refusal): Headers => ({
  ...(code === 'unauthenticated' && { 'www-authenticate': 'Bearer realm="lephi"' }),
  ...(code === 'busy' && { 'retry-after': '1' }),
  ...(facts.allow && { allow: facts.allow.join(', ') }),
});

/** A refusal as its caller hears it. */
export const toProblem = (refusal: Refusal, context: ProblemContext): APIGatewayProxyStructuredResultV2 => {
  const { code, facts } = refusal;
  const [status, en, vi] = refusals[code];
  const { errors, allow: _, ...rest } = facts;
  const said = errors && { errors: errors.map((error) => sayField(error, context.language)) };
  const title = context.language === 'vi' ? vi : en;
  const headers = headersOf(refusal);
  return answer({ type: `/v1/docs#problem-${code}`, code, title, status, headers, ...rest, ...said }, context);
};

/** A fault as its caller hears it: that it was ours, and nothing of what it was. */
export const toFault = (context: ProblemContext): APIGatewayProxyStructuredResultV2 => {
  const title = context.language === 'vi' ? 'Lỗi phía hệ thống' : 'Something went wrong on our side';
  return answer({ type: '/v1/docs#problem-fault', code: 'fault', title, status: 500 }, context);
};
