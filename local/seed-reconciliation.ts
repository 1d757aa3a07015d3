import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readBrought } from '../cli/brought-files.ts';
import type { Lephi } from '../cli/open-lephi.ts';
import { find } from '../lib/store/read.ts';
import { subject } from '../lib/use-cases/configure.ts';
import { setCalendar } from '../lib/use-cases/configure-calendar.ts';
import { setStatementSource } from '../lib/use-cases/configure-statement-source.ts';

/** A side of a merchant account, and the profile that reads its files. */
type DemoSource = { accountId: string; side: string; profile: string; statementAccount?: string };

/**
 * Makes what a first reconciliation needs: the calendar, how statements are read and matched, and the folders that they
 * are dropped into. What is there already stays as somebody may have changed it.
 */
export async function seedReconciliation({ parts }: Lephi, dataFolder: string, sources: DemoSource[]): Promise<void> {
  const isThere = async (of: Parameters<typeof find>[1]): Promise<boolean> =>
    (await find(parts.store, of)) !== undefined;
  if (!(await isThere(subject.calendar.key))) await setCalendar(parts, readBrought('calendar', 'vietnam', ''));
  for (const { profile, ...source } of sources) {
    const { accountId, side } = source;
    mkdirSync(join(dataFolder, 'statements-bucket', 'incoming', accountId, side), { recursive: true });
    if (await isThere(subject.statementSource(`${accountId}/${side}`).key)) continue;
    await setStatementSource(parts, {
      ...source,
      profile: readBrought('statement-profiles', profile, ''),
      rules: readBrought('reconciliation-rules', 'transactions', ''),
    });
  }
}
