import type { Context } from 'aws-lambda';
import { log } from '../lib/runtime/log.ts';
import { parts } from '../lib/runtime/parts.ts';
import { files } from '../lib/runtime/statement-files.ts';
import { reconcileDue } from '../lib/use-cases/reconcile-due.ts';

/** No step that cannot be put down half done takes longer, with a million lines. */
const stepMsMax = 4 * 60_000;

/** The clock strikes each minute: statements that came in are received, and whatever is due of reconciliation is done. */
export const handler = async (
  _event: unknown,
  { getRemainingTimeInMillis }: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<void> => {
  const { done, failures } = await reconcileDue(
    { ...parts, files },
    { isTimeLeft: () => getRemainingTimeInMillis() > stepMsMax },
  );
  for (const error of failures) log.error('a part of reconciliation could not be done', { error });
  if (done > 0) log.info('reconciliation was done', { done });
};
