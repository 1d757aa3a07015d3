import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterDecision, type Movement, movementSchema } from '../../../lib/domain/movement.ts';
import type { Order } from '../../../lib/domain/order.ts';
import { type OrderDetails, orderDetailsSchema } from '../../../lib/domain/order-details.ts';
import { paymentSchema } from '../../../lib/domain/payment.ts';
import { vietnamDaySchema } from '../../../lib/domain/time.ts';
import {
  addUp,
  type Collection,
  collectionSchema,
  collectionsOf,
  collectionsReport,
  feesOf,
  type PaidOrder,
  type Received,
} from '../../../lib/reports/collections.ts';
import {
  makeEvidence,
  makeNotice,
  makeSampleOrder,
  makeSampleProposalId,
  merchantAccount,
  start,
  vnd,
} from '../../samples.ts';
import { reportOf, writtenRows } from './written.ts';

const paidOn = vietnamDaySchema.parse('2026-11-21');
const { order: sampleOrder, event } = makeSampleOrder();
const sampleDetails = orderDetailsSchema.parse('details' in event.fact ? event.fact.details : undefined);

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** An order of some lines, paid by some movements, with what has gone back of it. */
const makePaid = (lines: readonly number[], shares: readonly number[], changes: Partial<Order> = {}): PaidOrder => {
  const line = sampleDetails.lines[0]!;
  const details: OrderDetails = {
    ...sampleDetails,
    lines: lines.map((amountVnd, index) => ({
      ...line,
      feeCode: `F${index}`,
      budgetCode: `${2000 + index}`,
      amountVnd: vnd(amountVnd),
    })),
  };
  const payment = paymentSchema.parse({
    movementKey: 'm0',
    provider: 'vnpay',
    accountId: merchantAccount.id,
    channel: 'online',
    amountVnd: sum(lines),
    paidAt: start,
    receivedAt: start,
    paidOn,
    late: false,
  });
  return {
    order: { ...sampleOrder, status: 'paid', payment, ...changes },
    details,
    shares: shares.map((amountVnd, index) => ({ movementKey: `m${index}`, amountVnd })),
  };
};

const makeMovement = (key: string, amountVnd: number, changes: Partial<Movement>): Movement =>
  movementSchema.parse({
    ...afterDecision(undefined, {
      notice: makeNotice({ reference: 'x', amountVnd: vnd(amountVnd) }, { movementKey: key }),
      evidence: makeEvidence(),
      word: 'accepted',
      place: { type: 'unapplied', reason: 'wrong-amount' },
    }),
    ...changes,
  });

const received = (movement: Movement, orders: readonly PaidOrder[] = []): Received => ({
  movement,
  paidOn,
  account: merchantAccount,
  orders,
});

const refundOf = (amountVnd: number, status: 'done' | 'sent' = 'done') => ({
  refundId: makeSampleProposalId(),
  amountVnd: vnd(amountVnd),
  way: 'transfer' as const,
  status,
  asked: 0,
});

const applied = (amountVnd: number): Movement =>
  makeMovement('m0', amountVnd, { place: { type: 'applied', orderId: sampleOrder.id } });

describe('a payment of several lines', () => {
  test('is split by its lines', () => {
    expect(collectionsOf(received(applied(135_000), [makePaid([115_000, 20_000], [135_000])]))).toMatchObject([
      { paidOn, procedureCode: '1.004194', feeKind: 'le-phi', budgetCode: '2000', grossVnd: 115_000, refundedVnd: 0 },
      { bankCode: '970436', channel: 'online', budgetCode: '2001', grossVnd: 20_000, count: 1, reversedVnd: 0 },
    ]);
  });

  test('has a refund of a part shared out to them; what is on its way is still here', () => {
    const refunds = [refundOf(35_000), refundOf(10_000, 'sent')];
    const paid = makePaid([115_000, 20_000], [135_000], { status: 'part-refunded', refunds });

    expect(collectionsOf(received(applied(135_000), [paid])).map(({ refundedVnd }) => refundedVnd)).toEqual([
      29_815, 5_185,
    ]);
  });

  test('that was reversed shows what had not been refunded as reversed', () => {
    const paid = makePaid([115_000, 20_000], [135_000], { status: 'reversed', refunds: [refundOf(35_000)] });
    const place = { type: 'reversed' as const, orderId: sampleOrder.id, wasPayment: true };

    expect(
      collectionsOf(received(makeMovement('m0', 135_000, { place }), [paid])).map((one) => [
        one.grossVnd,
        one.refundedVnd,
        one.reversedVnd,
      ]),
    ).toEqual([
      [115_000, 29_815, 85_185],
      [20_000, 5_185, 14_815],
    ]);
  });
});

test('money that pays nothing is there without a procedure', () => {
  const parts = [{ kind: 'refund' as const, ...refundOf(40_000) }];

  expect(collectionsOf(received(makeMovement('m9', 100_000, { parts })))).toEqual([
    {
      paidOn,
      agencyCode: merchantAccount.agencyCode,
      bankCode: '970436',
      count: 1,
      grossVnd: 100_000,
      feeVnd: 0,
      refundedVnd: 40_000,
      reversedVnd: 0,
    },
  ]);
});

test('an item that pays an order in part is in both, and nowhere twice', () => {
  const part = {
    kind: 'applied' as const,
    amountVnd: vnd(35_000),
    orderId: sampleOrder.id,
    proposalId: makeSampleProposalId(),
  };
  const movement = makeMovement('m1', 50_000, { parts: [part] });

  expect(
    collectionsOf(received(movement, [makePaid([115_000, 20_000], [100_000, 35_000])])).map((one) => [
      one.budgetCode,
      one.grossVnd,
    ]),
  ).toEqual([
    ['2000', 15_000],
    ['2001', 20_000],
    [undefined, 15_000],
  ]);
});

describe('sums', () => {
  const amount = fc.integer({ min: 1, max: 10 ** 9 });
  const lists = fc.record({
    lines: fc.array(amount, { minLength: 1, maxLength: 8 }),
    cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }),
    refunded: fc.double({ min: 0, max: 1, noNaN: true }),
    fee: fc.integer({ min: 0, max: 50_000 }),
    isReversed: fc.boolean(),
  });

  test('of lines, of payers and of what went back are exact to the đồng, however an order was paid', () => {
    fc.assert(
      fc.property(lists, ({ lines, cuts, refunded, fee, isReversed }) => {
        const total = sum(lines);
        const ends = [...new Set([...cuts.map((cut) => Math.floor(cut * total)), total])].filter((end) => end > 0);
        const shares = ends.toSorted((one, other) => one - other).map((end, index, all) => end - (all[index - 1] ?? 0));
        const refundedVnd = Math.floor(refunded * total);
        const status = isReversed ? ('reversed' as const) : ('part-refunded' as const);
        const paid = makePaid(lines, shares, { status, refunds: refundedVnd > 0 ? [refundOf(refundedVnd)] : [] });
        const ofEach = shares.map((share, index) => {
          const part = {
            kind: 'applied' as const,
            amountVnd: vnd(share),
            orderId: sampleOrder.id,
            proposalId: makeSampleProposalId(),
          };
          return received(makeMovement(`m${index}`, share, { parts: [part] }), [paid]);
        });
        const all = ofEach.map(collectionsOf);

        expect(all.map((some) => sum(some.map(({ grossVnd }) => grossVnd)))).toEqual(shares);
        for (const [index, line] of lines.entries())
          expect(sum(all.flat().flatMap((one) => (one.budgetCode === `${2000 + index}` ? [one.grossVnd] : [])))).toBe(
            line,
          );
        expect(sum(all.flat().map((one) => one.refundedVnd))).toBe(refundedVnd);
        expect(sum(all.flat().map((one) => one.reversedVnd))).toBe(isReversed ? total - refundedVnd : 0);
        for (const one of all.flat())
          expect(one.grossVnd - one.refundedVnd - one.reversedVnd).toBeGreaterThanOrEqual(0);
        expect(sum(feesOf(ofEach[0]!, fee).map(({ feeVnd }) => feeVnd))).toBe(fee);
      }),
      { numRuns: 100 },
    );
  });
});

test('fees are shared out to what was collected, and count nothing else twice', () => {
  expect(feesOf(received(applied(135_000), [makePaid([115_000, 20_000], [135_000])]), 1_351)).toMatchObject([
    { budgetCode: '2000', count: 0, grossVnd: 0, feeVnd: 1_151, refundedVnd: 0 },
    { budgetCode: '2001', count: 0, grossVnd: 0, feeVnd: 200, reversedVnd: 0 },
  ]);
});

const collection = (changes: Partial<Record<keyof Collection, unknown>>): Collection =>
  collectionSchema.parse({
    paidOn,
    agencyCode: 'H15',
    bankCode: '970436',
    count: 1,
    grossVnd: 100,
    feeVnd: 0,
    refundedVnd: 0,
    reversedVnd: 0,
    ...changes,
  });

test('what is of the same kind is added up, in order of day and kind, wherever it stood', async () => {
  const parts = [
    collection({ budgetCode: '2716', grossVnd: 1 }),
    collection({ paidOn: '2026-11-20', feeVnd: 3 }),
    collection({ budgetCode: '2716', grossVnd: 20, feeVnd: 7, refundedVnd: 5, reversedVnd: 6 }),
    collection({ channel: 'counter' }),
  ];
  const sums = await addUp(parts);

  expect(sums).toEqual(await addUp(parts.toReversed()));
  expect(sums.map(({ paidOn: on, budgetCode, channel }) => [on, budgetCode, channel])).toEqual([
    ['2026-11-20', undefined, undefined],
    ['2026-11-21', undefined, 'counter'],
    ['2026-11-21', '2716', undefined],
  ]);
  expect(sums[2]).toMatchObject({ count: 2, grossVnd: 21, feeVnd: 7, refundedVnd: 5, reversedVnd: 6 });
});

test('a report says what is left of what was collected, and totals it', async () => {
  const rows = [
    collection({
      procedureCode: '1.004194',
      feeKind: 'le-phi',
      budgetCode: '2801',
      channel: 'online',
      grossVnd: 115_000,
      feeVnd: 1_000,
      refundedVnd: 14_000,
    }),
    collection({ grossVnd: 100_000, reversedVnd: 100_000 }),
  ];

  const written = await writtenRows(collectionsReport(reportOf, rows));

  expect(Object.keys(written[0] ?? {}).join(' | ')).toMatchInlineSnapshot(
    `"STT | Ngày nộp | Tổ chức thu | Thủ tục | Loại khoản thu | Tiểu mục | Ngân hàng | Kênh | Số khoản | Đã thu | Phí dịch vụ | Đã hoàn | Bị đảo | Còn lại"`,
  );
  expect(written.map((row) => Object.values(row).join(' | '))).toMatchInlineSnapshot(`
    [
      "1 | 2026-11-21 | H15 | 1.004194 | Lệ phí | 2801 | Vietcombank | Trực tuyến | 1 | 115000 | 1000 | 14000 | 0 | 100000",
      "2 | 2026-11-21 | H15 |  | Khoản thu chờ xử lý |  | Vietcombank |  | 1 | 100000 | 0 | 0 | 100000 | 0",
      " |  | Tổng cộng |  |  |  |  |  | 2 | 215000 | 1000 | 14000 | 100000 | 100000",
    ]
  `);
});
