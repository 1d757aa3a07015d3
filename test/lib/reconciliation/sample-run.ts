import { calendarSchema } from '../../../lib/domain/calendar.ts';
import type { Rules } from '../../../lib/domain/rules.ts';
import { instantSchema, vietnamDay } from '../../../lib/domain/time.ts';
import { reconcile } from '../../../lib/reconciliation/reconcile.ts';
import { type SnapshotEntry, snapshotEntrySchema, writeSnapshot } from '../../../lib/reconciliation/snapshot.ts';
import { type Terms, termsSchema } from '../../../lib/reconciliation/terms.ts';
import { textOf } from '../../tracked-files.ts';
import { inPieces, profileNamed } from '../statements/sample-statement.ts';

/** The calendar that Lephi brings along, with the days off of two years. */
export const calendar = calendarSchema.parse({
  ...JSON.parse(textOf('local/calendar/vietnam.json')),
  version: 1,
  changedAt: '2026-01-01T00:00:00Z',
});

/** Every rule, in the order of how certain they are. */
export const rules: Rules = {
  version: 1,
  rules: [
    { id: 'key', by: 'movement-key' },
    { id: 'id', by: 'transaction-id' },
    { id: 'reference', by: 'reference', workingDaysMax: 2 },
  ],
  days: 'every-day',
  settlementDays: 0,
  carryWorkingDaysMax: 5,
};

/** The bank account of the samples. */
export const accountNumber = '0011004123456';

/** The terms of a run over a bank's CSV of one day. */
export const termsOf = (changes: Partial<Terms> = {}): Terms =>
  termsSchema.parse({
    format: 'lephi-terms/1',
    accountId: 'so-tu-phap',
    side: 'bank',
    on: '2026-11-20',
    period: { from: '2026-11-20', to: '2026-11-20' },
    provider: 'sepay',
    beneficiaryAccount: { bankCode: '970436', accountNumber },
    options: { accountNumber, listUrl: 'https://my.sepay.vn/userapi/transactions/list' },
    profile: profileNamed('bank-csv'),
    rules,
    calendar,
    ...changes,
  });

/** An entry of the day, with changes. */
export const entryOf = (changes: Partial<Record<keyof SnapshotEntry, unknown>> = {}): SnapshotEntry => {
  const paidAt = instantSchema.parse(changes.paidAt ?? '2026-11-20T03:00:00Z');
  return snapshotEntrySchema.parse({
    key: 'sepay:0011004123456:FT1:in:100000',
    direction: 'in',
    amountVnd: 100_000,
    state: 'paid',
    paidOn: vietnamDay(paidAt),
    reference: '',
    origin: 'of-day',
    ...changes,
    paidAt,
  });
};

/** Reconciles texts as a run does its files. */
export async function run(
  statement: Uint8Array | string,
  entries: readonly SnapshotEntry[],
  { terms = termsOf(), orders = [] as Parameters<typeof writeSnapshot>[0]['orders'], pieceBytes = 64 * 1024 } = {},
) {
  const snapshot = Buffer.concat([...writeSnapshot({ entries, orders })]);
  const outcome = await reconcile({
    terms,
    statement: inPieces(Buffer.from(statement), pieceBytes),
    snapshot: inPieces(snapshot, pieceBytes),
  });
  if (outcome.type === 'refused') throw new Error(JSON.stringify(outcome.problems));
  return { ...outcome, list: [...outcome.results()], bytes: Buffer.concat([...outcome.body()]) };
}
