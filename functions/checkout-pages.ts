import { makeCheckoutRoutes } from '../lib/http/checkout-pages.ts';
import { makePages } from '../lib/http/stacks.ts';
import { findAccount } from '../lib/runtime/accounts.ts';
import { parts } from '../lib/runtime/parts.ts';

/** A citizen's browser calls: `/pay/…`. */
export const handler = makePages(makeCheckoutRoutes({ ...parts, findAccount }));
