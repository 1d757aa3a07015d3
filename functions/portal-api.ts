import { makeOrderRoutes } from '../lib/http/orders-api.ts';
import { makePortalApi } from '../lib/http/stacks.ts';
import { parts } from '../lib/runtime/parts.ts';

/** A portal calls: `/v1/…`, and every address that is nobody's. */
export const handler = makePortalApi(makeOrderRoutes(parts));
