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

const timeoutMs = 15_000;

const problemSchema = z.object({
  code: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
});

const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(refusals, code);

/** What Lephi said no with, in the form in which use cases say it. */
function toError(status: number, json: unknown): Error {
  const problem = problemSchema.safeParse(json).data;
  if (problem === undefined) return new CannotGoOn(`Lephi answers ${status}.`);
  const { code, title, detail, errors } = problem;
  if (!isRefusalCode(code)) return new CannotGoOn(`${title}.`, code);
  return new Refusal(code, { ...(detail !== undefined && { detail }), ...(errors && { errors }) });
}

type Request = { readonly method: 'GET' | 'POST'; readonly path: string } & Sent;

async function send({ api, accessToken }: Session, { method, path, body, idempotencyKey }: Request): Promise<unknown> {
  const headers = {
    authorization: `Bearer ${accessToken}`,
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
  };
  const options = { method, headers, signal: AbortSignal.timeout(timeoutMs), redirect: 'error' as const };
  const url = `${api}/v1/desk${path}`;
  const answer = await fetch(url, body === undefined ? options : { ...options, body: JSON.stringify(body) }).catch(
    () => {
      throw new CannotGoOn(`Lephi does not answer at ${api}.`, 'not-running');
    },
  );
  const json: unknown = await answer.json().catch(() => undefined);
  if (!answer.ok) throw toError(answer.status, json);
  return json;
}

const read = <T>(schema: z.core.$ZodType<T>, json: unknown): T => {
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
