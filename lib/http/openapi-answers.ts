import type * as z from 'zod/mini';
import type {
  ZodOpenApiOperationObject,
  ZodOpenApiRequestBodyObject,
  ZodOpenApiResponseObject,
  ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { type RefusalCode, refusals } from '../domain/refusal.ts';
import { exampleProblem } from './openapi-examples.ts';
import { fault, problemSchema } from './problem.ts';

type ProblemCode = RefusalCode | 'fault';

const problems = { ...refusals, fault };

const text = (description: string) => ({ description, schema: { type: 'string' as const } });

/** What some statuses say in headers too. */
const headersByStatus: Partial<Record<number, ZodOpenApiResponseObject['headers']>> = {
  401: { 'WWW-Authenticate': text('That a bearer key is wanted') },
  503: { 'Retry-After': text('After so many seconds the same request may be sent again') },
};

const problemResponse = (status: number, codes: readonly ProblemCode[]): ZodOpenApiResponseObject => ({
  description: codes.map((code) => `\`${code}\`: ${problems[code][1]}`).join('; '),
  ...(headersByStatus[status] && { headers: headersByStatus[status] }),
  content: {
    'application/problem+json': {
      schema: problemSchema,
      examples: Object.fromEntries(
        codes.map((code) => [code, { summary: problems[code][1], value: exampleProblem(code) }]),
      ),
    },
  },
});

/** The problems that an operation can meet, by HTTP status; any can meet a wrong key or token and our own fault. */
export const refusing = (...codes: readonly RefusalCode[]): ZodOpenApiResponsesObject => {
  const all: readonly ProblemCode[] = [...codes, 'unauthenticated', 'fault'];
  const byStatus = Map.groupBy(all, (code) => problems[code][0]);
  const responses: ZodOpenApiResponsesObject = {};
  for (const [status, some] of byStatus) responses[`${status}`] = problemResponse(status, some);
  return responses;
};

/** What an operation answers when it is not refused. */
export const answering = (
  description: string,
  schema: z.core.$ZodType,
  example: unknown,
): ZodOpenApiResponseObject => ({
  description,
  content: { 'application/json': { schema, examples: { example: { value: example } } } },
});

type Operation = Omit<ZodOpenApiOperationObject, 'tags' | 'security'>;

/** What is the same of every operation of the desk. */
export const byOfficers = (operation: Operation): ZodOpenApiOperationObject => ({
  ...operation,
  tags: ['Desk'],
  security: [{ officerToken: [] }],
});

/** What is the same of every operation of reconciliation. */
export const byReconcilers = (operation: Operation): ZodOpenApiOperationObject => ({
  ...byOfficers(operation),
  tags: ['Reconciliation'],
});

/** Any can meet a wrong token, roles that do not allow it, and an issuer whose keys cannot be had. */
export const refusingOfficers = (...codes: readonly RefusalCode[]): ZodOpenApiResponsesObject =>
  refusing(...codes, 'not-allowed', 'busy');

/** What can be wrong with any JSON body. */
export const wrongBody: readonly RefusalCode[] = [
  'malformed-json',
  'body-too-large',
  'unsupported-media-type',
  'validation-failed',
];

/** A body of JSON that must be there. */
export const jsonBody = (schema: z.core.$ZodType, example: unknown): ZodOpenApiRequestBodyObject => ({
  required: true,
  content: { 'application/json': { schema, examples: { example: { value: example } } } },
});
