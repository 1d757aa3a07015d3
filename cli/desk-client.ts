import * as z from 'zod';
import { Refusal, type RefusalCode, refusals } from '../lib/domain/refusal.ts';
import { CannotGoOn } from './cannot-go-on.ts';
import { defaultData } from './find-lephi.ts';
import { getSession, type Session } from './officer-session.ts';

/** The API of the desk, called as the officer who is signed in at this terminal. */
export type Desk = {
  readonly get: <T>(path: string, schema: z.core.$ZodType<T>) => Promise<T>;
  readonly post: <T>(path: string, schema: z.core.$ZodType<T>, sent?: Sent) => Promise<T>;
};

type Sent = { readonly body?: unknown; readonly idempotencyKey?: string };

const usualTimeoutMs = 15_000;

const fileProblemSchema = z.object({
  code: z.string(),
  line: z.number().optional(),
  field: z.string().optional(),
  found: z.string().optional(),
  wanted: z.string().optional(),
  message: z.string(),
});

const problemSchema = z.object({
  code: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
  problems: z.array(fileProblemSchema).optional(),
  problemCount: z.number().optional(),
});

const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(refusals, code);

/** What Lephi said no with, in the form in which use cases say it. */
function toError(status: number, json: unknown): Error {
  const problem = problemSchema.safeParse(json).data;
  if (problem === undefined) return new CannotGoOn(`Lephi answers ${status}.`);
  const { code, title, detail, errors, problems, problemCount } = problem;
  if (!isRefusalCode(code)) return new CannotGoOn(`${title}.`, code);
  return new Refusal(code, {
    ...(detail !== undefined && { detail }),
    ...(errors && { errors }),
    ...(problems && { problems }),
    ...(problemCount !== undefined && { problemCount }),
  });
}

/** A request at the API of officers. */
type OfficerRequest = {
  readonly method: 'GET' | 'POST';
  /** From `/v1` on. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly timeoutMs?: number;
};

/** Calls as an officer. Refuses what Lephi refuses, in the same words. */
export async function callAsOfficer({ api, accessToken }: Session, request: OfficerRequest): Promise<Response> {
  const { method, path, headers, body, timeoutMs = usualTimeoutMs } = request;
  const answer = await fetch(`${api}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${accessToken}`, ...headers },
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
    ...(body !== undefined && { body }),
  }).catch(() => {
    throw new CannotGoOn(`Lephi does not answer at ${api}.`, 'not-running');
  });
  if (!answer.ok) throw toError(answer.status, await answer.json().catch(() => undefined));
  return answer;
}

type Request = Pick<OfficerRequest, 'method' | 'path'> & Sent;

async function send(session: Session, { method, path, body, idempotencyKey }: Request): Promise<unknown> {
  const headers = {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
  };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await callAsOfficer(session, { method, path: `/desk${path}`, headers, ...sent });
  return answer.json().catch(() => undefined);
}

/** What an answer says, as its schema reads it. */
export const read = <T>(schema: z.core.$ZodType<T>, json: unknown): T => {
  const parsed = z.core.safeParse(schema, json);
  if (!parsed.success) throw new CannotGoOn('Lephi answers what this version of the command does not understand.');
  return parsed.data;
};

/** Opens the desk of the Lephi at which an officer has signed in. Refuses in one line when nobody has. */
export function openDesk(data = defaultData): Desk {
  const session = getSession(data);
  return {
    get: async (path, schema) => read(schema, await send(session, { method: 'GET', path })),
    post: async (path, schema, sent = {}) => read(schema, await send(session, { method: 'POST', path, ...sent })),
  };
}
