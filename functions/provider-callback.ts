import { makeCallbackHandler } from '../lib/http/callbacks.ts';
import { findAccount } from '../lib/runtime/accounts.ts';
import { parts } from '../lib/runtime/parts.ts';

/** A provider calls: `ANY /callbacks/{provider}/{account}`. */
export const handler = makeCallbackHandler({ ...parts, findAccount });
