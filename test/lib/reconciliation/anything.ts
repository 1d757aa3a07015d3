import fc from 'fast-check';
import { makeOrderId, type OrderId } from '../../../lib/domain/order-id.ts';
import { makeProposalId } from '../../../lib/domain/proposal-id.ts';
import type { SnapshotEntry } from '../../../lib/reconciliation/snapshot.ts';
import { profileSchema } from '../../../lib/statements/profile.ts';
import { toCsvText } from '../statements/write-tables.ts';
import { entryOf, rules, termsOf } from './sample-run.ts';

/** A line of a table that can say everything which a line can say. */
export type AnyLine = {
  readonly on: string;
  readonly id: string;
  readonly reference: string;
  readonly amount: number;
  readonly direction: 'C' | 'D';
  readonly text: string;
  readonly status: 'OK' | 'NO' | 'BACK';
};

const bytes = (seed: number) => Uint8Array.from({ length: 16 }, (_, index) => (seed * 31 + index * 7) % 256);

export const orders: readonly OrderId[] = [1, 2, 3].map((seed) => makeOrderId(bytes(seed)));
export const refunds = [4, 5].map((seed) => makeProposalId(bytes(seed)));

export const profile = profileSchema.parse({
  name: 'anything',
  source: 'a test',
  format: 'csv',
  delimiter: ',',
  encoding: 'utf-8',
  columns: { bookedOn: ['on'], transactionId: ['id'], reference: ['reference'], text: ['text'] },
  direction: { rule: 'flag', amount: ['amount'], flag: ['direction'], in: ['C'], out: ['D'] },
  numbers: '1,234,567.89',
  dates: ['yyyy-MM-dd'],
  status: { column: ['status'], paid: ['OK'], failed: ['NO'], reversed: ['BACK'] },
  lineKinds: [
    { kind: 'sweep', direction: 'out', phrases: ['kết chuyển'] },
    { kind: 'bank-charge', direction: 'out', phrases: ['thu phí'] },
    { kind: 'refund', direction: 'out', phrases: ['hoàn phí'] },
    { kind: 'not-ours', direction: 'in', phrases: ['lãi tiền gửi'] },
  ],
});

/** Terms under which every rule is tried. */
export const terms = termsOf({
  profile,
  period: { from: '2026-11-20', to: '2026-11-23' } as never,
  on: '2026-11-23' as never,
  rules: {
    ...rules,
    rules: [
      ...rules.rules,
      { id: 'batch', by: 'batch', phrases: ['quyết toán'], fee: { perPaymentVnd: 1, perTenThousand: 110 } },
    ],
  },
});

const head = ['on', 'id', 'reference', 'amount', 'direction', 'text', 'status'];

export const toStatement = (lines: readonly AnyLine[]): string =>
  toCsvText([head, ...lines.map((line) => head.map((name) => line[name as keyof AnyLine]))]);

const amount = fc.constantFrom(100, 200, 99_000, 9_000_000_000_000);
const id = fc.constantFrom('', 'FT1', 'FT2', 'FT3');
const reference = fc.constantFrom('', 'NONREF', ...orders, `${orders[0]}A1`, `${orders[1]}A2`);
const text = fc.constantFrom(
  'Nộp lệ phí',
  '',
  `nop phi ${orders[0]!}`,
  `${orders[1]!} ${orders[2]!}`,
  `hoàn phí ${refunds[0]!}`,
  'KET CHUYEN NSNN',
  'Thu phí SMS',
  'Lãi tiền gửi',
  'Quyết toán ngày',
);

export const anyLine: fc.Arbitrary<AnyLine> = fc.record({
  on: fc.constantFrom('2026-11-20', '2026-11-21', '2026-11-23'),
  id,
  reference,
  amount,
  direction: fc.constantFrom('C', 'C', 'D'),
  text,
  status: fc.constantFrom('OK', 'OK', 'OK', 'NO', 'BACK'),
});

const keyOf = ({ id: name, direction, amountVnd }: { id: string; direction: string; amountVnd: number }) =>
  `sepay:0011004123456:${name}:${direction}:${amountVnd}`;

const anyEntry: fc.Arbitrary<SnapshotEntry> = fc
  .record({
    id,
    isNumbered: fc.boolean(),
    suffix: fc.integer({ min: 0, max: 1e6 }),
    direction: fc.constantFrom('in', 'in', 'out'),
    amountVnd: amount,
    state: fc.constantFrom('paid', 'paid', 'paid', 'reversed'),
    paidAt: fc.constantFrom('2026-11-18T03:00:00Z', '2026-11-20T03:00:00Z', '2026-11-22T17:00:00Z'),
    reference,
    orderId: fc.option(fc.constantFrom(...orders), { nil: undefined }),
    refundId: fc.option(fc.constantFrom(...refunds), { nil: undefined }),
    origin: fc.constantFrom('of-day', 'of-day', 'brought-forward', 'booked-late', 'looked-up'),
    shownOn: fc.option(fc.constant('2026-11-19'), { nil: undefined, freq: 8 }),
  })
  .map(({ id: name, isNumbered, suffix, ...entry }) =>
    entryOf({
      ...entry,
      key: isNumbered && name !== '' ? keyOf({ id: name, ...entry }) : `other:${suffix}`,
      transactionId: name || undefined,
      orderId: entry.direction === 'in' ? entry.orderId : undefined,
      refundId: entry.direction === 'out' ? entry.refundId : undefined,
    }),
  );

export const anyEntries = fc.uniqueArray(anyEntry, { maxLength: 14, selector: ({ key }) => key });
