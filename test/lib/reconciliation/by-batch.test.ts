import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { feeOf, joinBatches } from '../../../lib/reconciliation/by-batch.ts';
import { run, rules, termsOf } from './sample-run.ts';
import { anyEntries, profile, toStatement } from './anything.ts';
import { entryOf } from './sample-run.ts';
import { matchingOf } from './sample-tables.ts';

const rule = {
  id: 'batch',
  by: 'batch',
  phrases: ['quyết toán'],
  fee: { perPaymentVnd: 1_000, perTenThousand: 110 },
} as const;

/** A credit of the next working day, of what is paid up to 16:30. */
const settled = { ...rules, days: 'working-days', settlementDays: 1, cutOff: '16:30', rules: [rule] } as const;
const terms = termsOf({
  profile,
  on: '2026-11-25' as never,
  period: { from: '2026-11-25', to: '2026-11-25' } as never,
  rules: structuredClone(settled) as never,
});

const credit = (amount: number, changes = {}) => ({
  on: '2026-11-25',
  id: 'S1',
  reference: '',
  amount,
  direction: 'C' as const,
  text: 'NAPAS QUYET TOAN NGAY 23/11',
  status: 'OK' as const,
  ...changes,
});

const payment = (key: string, amountVnd: number, changes = {}) =>
  entryOf({ key, amountVnd, paidAt: '2026-11-23T02:00:00Z', ...changes });

describe('the fee of a payment', () => {
  test.each([
    [1, 1_000],
    [45, 1_000],
    [46, 1_001],
    [50_000, 1_550],
    [9_007_199_254_740_991, 99_079_191_803_151],
  ])('of %d đ is %d đ, half a đồng rounded up', (amountVnd, feeVnd) => {
    expect(feeOf(amountVnd, rule.fee)).toBe(feeVnd);
  });
});

describe('a credit of a batch', () => {
  test('settles what was due, each payment less its fee, and the whole exactly', async () => {
    // Friday after the cut-off, the weekend, and Monday: 24/11 is off.
    const entries = [
      payment('a', 50_000, { paidAt: '2026-11-20T09:30:00Z' }),
      payment('b', 46, { paidAt: '2026-11-22T02:00:00Z' }),
      payment('c', 1_000_000),
    ];
    const { list, summary } = await run(
      toStatement([credit(50_000 - 1_550 + 46 - 1_001 + 1_000_000 - 12_000)]),
      entries,
      {
        terms,
      },
    );

    expect(
      list.map(({ name, class: found, statementVnd, lephiVnd, feeVnd, open }) => [
        name,
        found,
        statementVnd,
        lephiVnd,
        feeVnd,
        open,
      ]),
    ).toEqual([
      ['a', 'matched', 48_450, 50_000, 1_550, false],
      ['b', 'matched', -955, 46, 1_001, false],
      ['c', 'matched', 988_000, 1_000_000, 12_000, false],
    ]);
    expect(list.map(({ rule: by, line }) => [by, line?.transactionId])).toEqual(list.map(() => ['batch', 'S1']));
    expect(summary).toMatchObject({ balanced: true, open: 0, feeVnd: 14_551 });
  });

  test('that is not the sum waits with its difference, and names whose absence would explain it', async () => {
    const entries = [payment('a', 50_000), payment('b', 70_000), payment('c', 70_000)];
    const net = 48_450 + 68_230;
    const { list, summary } = await run(toStatement([credit(net)]), entries, { terms });

    expect(list.map(({ class: found, statementVnd, lephiVnd, open }) => [found, statementVnd, lephiVnd, open])).toEqual(
      [
        ['amount-differs', 48_450, 50_000, false],
        ['amount-differs', 68_230, 70_000, false],
        ['amount-differs', 68_230, 70_000, false],
        ['amount-differs', -68_230, 0, true],
      ],
    );
    expect(list[3]).toMatchObject({
      correction: 'ask-provider',
      rule: 'batch',
      refused: [
        { candidate: 'b', why: 'amount-differs' },
        { candidate: 'c', why: 'amount-differs' },
      ],
    });
    expect(summary).toMatchObject({ balanced: true, open: 1 });
  });

  test('is only for what is due on its day', async () => {
    const entries = [
      payment('a', 50_000),
      payment('b', 50_000, { paidAt: '2026-11-23T09:30:00Z' }),
      payment('c', 50_000, { state: 'reversed' }),
    ];
    const { list } = await run(toStatement([credit(48_450)]), entries, { terms });

    expect(list.map(({ class: found }) => found)).toEqual(['matched', 'missing-at-provider', 'reversed']);
  });

  test('of several on one day is the one that is the sum', async () => {
    const { list } = await run(toStatement([credit(10), credit(48_450, { id: 'S2' })]), [payment('a', 50_000)], {
      terms,
    });

    expect(list.map(({ class: found, line }) => [found, line?.transactionId]).toSorted()).toEqual([
      ['matched', 'S2'],
      ['missing-at-lephi', 'S1'],
    ]);
  });

  test('of which nothing is due is a line without entries', async () => {
    const { list } = await run(toStatement([credit(10)]), [], { terms });

    expect(list.map(({ class: found, statementVnd }) => [found, statementVnd])).toEqual([['missing-at-lephi', 10]]);
  });

  test('of each day of a statement of several settles what was due that day', async () => {
    const daily = {
      rules: { ...settled, days: 'every-day', cutOff: undefined, rules: [rule] } as never,
      period: { from: '2026-11-21', to: '2026-11-22' } as never,
    };
    const matching = await matchingOf(
      [
        { bookedOn: '2026-11-21', text: 'quyết toán', amountVnd: 48_450 },
        { bookedOn: '2026-11-22', text: 'quyết toán', amountVnd: 68_230 },
      ],
      [
        { amountVnd: 50_000, paidAt: '2026-11-20T02:00:00Z' },
        { amountVnd: 70_000, paidAt: '2026-11-21T02:00:00Z' },
      ],
      { terms: daily },
    );
    joinBatches(matching, rule as never);

    expect(matching.batches.map(({ line, differenceVnd, fees }) => [line, differenceVnd, [...fees.keys()]])).toEqual([
      [0, 0, [0]],
      [1, 0, [1]],
    ]);
  });

  test('adds up, whatever it says and whatever is due', async () => {
    await fc.assert(
      fc.asyncProperty(anyEntries, fc.integer({ min: 1, max: 1e12 }), async (entries, amount) => {
        const { list, summary } = await run(toStatement([credit(amount)]), entries, { terms });

        expect(list.reduce((sum, { statementVnd }) => sum + statementVnd, 0)).toBe(amount);
        expect(summary.balanced).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
