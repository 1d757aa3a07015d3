import { makeDeskRoutes } from '../lib/http/desk-api.ts';
import { answerProblem } from '../lib/http/problem.ts';
import { makeReconciliationRoutes } from '../lib/http/reconciliation-api.ts';
import { makeStack } from '../lib/http/stack.ts';
import { findAccount } from '../lib/runtime/accounts.ts';
import { makeCall } from '../lib/runtime/call.ts';
import { environment } from '../lib/runtime/environment.ts';
import { makeTokenReader } from '../lib/runtime/officer-tokens.ts';
import { parts } from '../lib/runtime/parts.ts';
import { files } from '../lib/runtime/statement-files.ts';

const readToken = makeTokenReader({
  call: makeCall(environment.WEBHOOK_RECEIVERS),
  issuer: environment.OFFICER_ISSUER,
  audience: environment.OFFICER_AUDIENCE,
  nowMs: Date.now,
});

const routes = [
  ...makeDeskRoutes({ ...parts, findAccount, readToken }),
  ...makeReconciliationRoutes({ ...parts, files, readToken }),
];

/** A finance officer calls: `/v1/desk` and `/v1/reconciliation`, and what is below them. */
export const handler = makeStack(routes, answerProblem);
