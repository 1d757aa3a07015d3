import { applyBankDayFact, emptyBankDay } from '../domain/bank-day-changes.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { MerchantAccount } from '../domain/merchant-account.ts';
import { amountVndSchema } from '../domain/money.ts';
import type { Movement } from '../domain/movement.ts';
import type { Notice } from '../domain/notice.ts';
import type { Result } from '../domain/result.ts';
import type { BankDayName, Run } from '../domain/run.ts';
import { afterRunPart } from '../domain/run-changes.ts';
import type { StatementLine } from '../domain/statement.ts';
import { instantSchema } from '../domain/time.ts';
import { rawCharactersMax } from '../providers/provider.ts';
import { findProvider } from '../providers/registry.ts';
import { markOf, readBody } from '../reconciliation/read-body.ts';
import { at } from '../store/key-table.ts';
import { find } from '../store/read.ts';
import { putBankDayChange, reconciled } from '../store/reconciliation-keys.ts';
import { commitRun } from './commit-run.ts';
import type { ReconcileParts } from './parts.ts';
import { openWritten } from './read-run-files.ts';
import { receiveNotice } from './receive-notice.ts';
import type { Timing } from './store-results.ts';

type ShownLine = NonNullable<Result['line']>;

/** Where it stood in its file is not kept, and tells a plug-in nothing. */
const asLine = ({ at: time, amountVnd, ...line }: ShownLine): StatementLine => ({
  ...line,
  number: 1,
  rawLine: 1,
  amountVnd: amountVndSchema.parse(amountVnd),
  ...(time !== undefined && { at: instantSchema.parse(time) }),
});

/** A line that tells a day alone is of its beginning: no payment is later than it was. */
const withTime = (notice: Notice, { bookedOn }: ShownLine): Notice => ({
  ...notice,
  paidAt: notice.paidAt ?? instantSchema.parse(`${bookedOn}T00:00:00+07:00`),
});

/** What a line says as evidence of its movement; without its text when that is too long to be kept. */
export const rawOfLine = (line: ShownLine): string => {
  const { text: _, ...short } = line;
  const whole = canonicalJson(line);
  return whole.length > rawCharactersMax ? canonicalJson(short) : whole;
};

/** A movement that a line tells for certain and that we do not have, as a notice; and the line as evidence of it. */
type Lost = { readonly notice: Notice; readonly raw: string };

const readLost = (
  { class: found, certainKey, line }: Result,
  { account, side }: { readonly account: MerchantAccount; readonly side: BankDayName['side'] },
): readonly Lost[] => {
  if (found !== 'missing-at-lephi' || certainKey === undefined || line === undefined) return [];
  const notice = findProvider(account.provider)?.readLine?.(account, asLine(line), side);
  if (notice?.movementKey !== certainKey) return [];
  return [{ notice: withTime(notice, line), raw: rawOfLine(line) }];
};

/** The lines of a run's report that can be healed, in its order. */
const listLost = async (parts: ReconcileParts, of: BankDayName, run: Run): Promise<readonly Lost[]> => {
  if (run.summary?.classes['missing-at-lephi'].count === 0) return [];
  const account = await find(parts.store, at.merchantAccount(of.accountId));
  if (account === undefined) throw new Error(`the merchant account ${of.accountId} is gone`);
  const lost: Lost[] = [];
  const bytes = await openWritten(parts.files, { of, run, which: 'body' });
  for await (const { result } of readBody(bytes, markOf('missing-at-lephi')))
    lost.push(...readLost(result, { account, side: of.side }));
  return lost;
};

/** How a movement became known since the run was frozen: by its line, or by a callback that came in the meantime. */
const howKnown = (run: Run, movement: Movement | undefined): 'by-line' | 'by-others' | undefined => {
  const countedAt = movement?.booking?.countedAt;
  if (movement === undefined || countedAt === undefined || run.frozenAt === undefined || countedAt < run.frozenAt)
    return undefined;
  const [first] = movement.evidence;
  return first?.source === 'statement' && first.keyId === run.statement.sha256 ? 'by-line' : 'by-others';
};

/** Takes one line as a callback would have been taken. */
const heal = async (parts: ReconcileParts, run: Run, { notice, raw }: Lost) => {
  const evidence = { source: 'statement' as const, receivedAt: parts.now(), raw, keyId: run.statement.sha256 };
  await receiveNotice(parts, notice, evidence);
  return howKnown(run, await find(parts.store, at.movement(notice.movementKey)));
};

const noteHealed = async (
  { store, now }: ReconcileParts,
  of: BankDayName,
  fact: { run: number; movementKey: string },
) => {
  const bankDay = (await find(store, reconciled.bankDay(of))) ?? emptyBankDay(of);
  return putBankDayChange(applyBankDayFact(bankDay, { type: 'line.healed', ...fact }, now()));
};

/** Whether another file has come for the day: what this one says is not believed any more. */
const isSuperseded = async ({ store }: ReconcileParts, of: BankDayName, { statement }: Run): Promise<boolean> => {
  const bankDay = await find(store, reconciled.bankDay(of));
  const latest = bankDay && (await find(store, reconciled.run(of, bankDay.runs)));
  return latest !== undefined && latest.statement.sha256 !== statement.sha256;
};

/**
 * Takes each line whose movement is known for certain and not with us like a callback that never came: whoever paid and was
 * not told is told now. What is healed shows in the next run. Goes on where it was left.
 */
export const healRun = async (
  parts: ReconcileParts,
  { of, run }: { readonly of: BankDayName; readonly run: Run },
  { isTimeLeft }: Timing,
): Promise<{ readonly run: Run | 'overtaken'; readonly healedAll: boolean }> => {
  let current = run;
  if (await isSuperseded(parts, of, run)) return { run, healedAll: true };
  const lost = await listLost(parts, of, run);
  for (const [index, one] of lost.entries()) {
    if (index < (run.cursor ?? 0)) continue;
    if (!isTimeLeft()) return { run: current, healedAll: false };
    const known = await heal(parts, run, one);
    const { movementKey } = one.notice;
    const next = await commitRun(parts, of, {
      run: afterRunPart(current, index + 1, known ? { healed: (current.healed ?? 0) + 1 } : {}),
      ...(known === 'by-line' && { also: () => noteHealed(parts, of, { run: run.number, movementKey }) }),
    });
    if (next === 'overtaken') return { run: next, healedAll: false };
    current = next;
  }
  return { run: current, healedAll: true };
};
