import { makeCheckoutRoutes } from '../lib/http/checkout-pages.ts';
import { answerProblemPage } from '../lib/http/page-answer.ts';
import { makeStack } from '../lib/http/stack.ts';
import { findAccount } from '../lib/runtime/accounts.ts';
import { parts } from '../lib/runtime/parts.ts';

/** A citizen's browser calls: `/pay/…`. */
export const handler = makeStack(makeCheckoutRoutes({ ...parts, findAccount }), answerProblemPage);
