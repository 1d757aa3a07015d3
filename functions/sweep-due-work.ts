import { findAccount, webhookSecrets } from '../lib/runtime/accounts.ts';
import { environment } from '../lib/runtime/environment.ts';
import { log } from '../lib/runtime/log.ts';
import { parts } from '../lib/runtime/parts.ts';
import { makeCall } from '../lib/runtime/call.ts';
import { sweepDueWork } from '../lib/use-cases/sweep-due-work.ts';

const sweepParts = { ...parts, call: makeCall(environment.WEBHOOK_RECEIVERS), findAccount, webhookSecrets };

/** The clock strikes each minute: whatever is due is found by an index and done. */
export const handler = async (): Promise<void> => {
  const { done, failures } = await sweepDueWork(sweepParts);
  for (const error of failures) log.error('due work could not be done', { error });
  if (done > 0) log.info('due work was done', { done });
};
