import { makeDeskRoutes } from '../../../lib/http/desk-api.ts';
import { makeReconciliationRoutes } from '../../../lib/http/reconciliation-api.ts';
import { answerProblem } from '../../../lib/http/problem.ts';
import { makeStack } from '../../../lib/http/stack.ts';
import { log } from '../../../lib/runtime/log.ts';
import type { ReadToken } from '../../../lib/runtime/officer-tokens.ts';
import type { Files } from '../../../lib/store/files.ts';
import { makeMemoryFiles } from '../../../lib/store/memory-files.ts';
import type { DeskParts } from '../../../lib/use-cases/parts.ts';
import { callFunction, type HttpAnswer, type HttpCall } from './http-call.ts';

/** Whoever can sign in here, by the token that is theirs, and their roles. */
const roles: Readonly<Record<string, readonly string[]>> = {
  mai: ['finance-officer'],
  binh: ['finance-approver'],
  lan: ['finance-officer', 'finance-approver'],
  thanh: ['auditor'],
  nobody: [],
};

const iss = 'https://issuer.example';

export const readToken: ReadToken = async (token) =>
  token in roles
    ? { type: 'genuine', claims: { iss, sub: token, name: `Officer ${token}`, roles: roles[token] } }
    : { type: 'refused', why: 'not-genuine' };

/** The API of officers over a world, and who calls it: `get` and `post` at the desk. */
export type Office = {
  readonly call: (who: string, call: HttpCall) => Promise<HttpAnswer>;
  readonly get: (who: string, path: string) => Promise<HttpAnswer>;
  /** Posts JSON, or nothing. Each proposal goes under a key of its own, unless a test says another. */
  readonly post: (who: string, path: string, body?: unknown, key?: string) => Promise<HttpAnswer>;
};

let keys = 0;

export const openOffice = (parts: DeskParts & { readonly files?: Files }, read: ReadToken = readToken): Office => {
  log.setLogLevel('SILENT');
  const routes = [
    ...makeDeskRoutes({ ...parts, readToken: read }),
    ...makeReconciliationRoutes({ files: makeMemoryFiles(), ...parts, readToken: read }),
  ];
  const api = makeStack(routes, answerProblem);
  const call: Office['call'] = (who, made) =>
    callFunction(api, { ...made, headers: { authorization: `Bearer ${who}`, ...made.headers } });
  return {
    call,
    get: (who, path) => call(who, { target: `/v1/desk${path}` }),
    post: (who, path, body, key = `key-${(keys += 1)}`) =>
      call(who, {
        method: 'POST',
        target: `/v1/desk${path}`,
        ...(body !== undefined && { body: JSON.stringify(body) }),
        headers: { 'idempotency-key': key, ...(body !== undefined && { 'content-type': 'application/json' }) },
      }),
  };
};
