import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { fieldMessages } from '../domain/field-messages.ts';
import type { Locale } from '../domain/order-details.ts';
import { type FieldError, Refusal, refusals } from '../domain/refusal.ts';
import { languageOf } from './request.ts';

/** A fault, told as refusals are: the HTTP status, and the title in English and Vietnamese. */
export const fault = [500, 'Something went wrong on our side', 'Lỗi phía hệ thống'] as const;

/** One thing that is wrong with a file that somebody brought. */
export const fileProblemSchema = z
  .object({
    code: z.string(),
    line: z.optional(z.int()),
    field: z.optional(z.string()),
    found: z.optional(z.string()),
    wanted: z.optional(z.string()),
    message: z.string(),
  })
  .register(z.globalRegistry, { id: 'FileProblem' });

/** What every no and every fault of the API looks like: RFC 9457, `application/problem+json`. */
export const problemSchema = z
  .object({
    type: z.string(),
    code: z.enum([...Object.keys(refusals), 'fault']),
    title: z.string(),
    status: z.int(),
    detail: z.optional(z.string()),
    instance: z.string(),
    pointer: z.optional(z.string()),
    errors: z.optional(z.readonly(z.array(z.object({ pointer: z.string(), message: z.string() })))),
    problems: z.optional(z.readonly(z.array(fileProblemSchema))),
    problemCount: z.optional(z.int()),
    orderId: z.optional(z.string()),
  })
  .register(z.globalRegistry, { id: 'Problem' });

/** Whom a problem is told, and about what. */
type ProblemContext = { readonly language: Locale; readonly requestId: string };

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
  const [status, en, vi] = fault;
  return answer(
    { type: '/v1/docs#problem-fault', code: 'fault', title: context.language === 'vi' ? vi : en, status },
    context,
  );
};

/** Every error of the API as a problem, RFC 9457. */
export const answerProblem = (error: unknown, event: APIGatewayProxyEventV2): APIGatewayProxyStructuredResultV2 => {
  const context = { language: languageOf(event), requestId: event.requestContext.requestId };
  return error instanceof Refusal ? toProblem(error, context) : toFault(context);
};
