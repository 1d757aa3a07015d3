import { makeDeskRoutes } from '../lib/http/desk-api.ts';
import { answerProblem } from '../lib/http/problem.ts';
import { makeStack } from '../lib/http/stack.ts';
import { findAccount } from '../lib/runtime/accounts.ts';
import { makeCall } from '../lib/runtime/call.ts';
import { environment } from '../lib/runtime/environment.ts';
import { makeTokenReader } from '../lib/runtime/officer-tokens.ts';
import { parts } from '../lib/runtime/parts.ts';

const readToken = makeTokenReader({
  call: makeCall(environment.WEBHOOK_RECEIVERS),
  issuer: environment.OFFICER_ISSUER,
  audience: environment.OFFICER_AUDIENCE,
  nowMs: Date.now,
});

/** A finance officer calls: `/v1/desk` and what is below it. */
export const handler = makeStack(makeDeskRoutes({ ...parts, findAccount, readToken }), answerProblem);
