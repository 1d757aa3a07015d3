import { makeOrderRoutes } from '../lib/http/orders-api.ts';
import { answerProblem } from '../lib/http/problem.ts';
import { makeStack } from '../lib/http/stack.ts';
import { parts } from '../lib/runtime/parts.ts';

/** A portal calls: `/v1/…`, and every address that is nobody's. */
export const handler = makeStack(makeOrderRoutes(parts), answerProblem);
