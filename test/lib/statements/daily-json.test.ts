import { describe, expect, test } from 'vitest';
import { check, problemsOf, profileNamed } from './sample-statement.ts';

const bank = profileNamed('daily-bank');
const treasury = profileNamed('daily-treasury');

const paid = {
  transId: '00FT1',
  toKhaiId: 'LP7K3M9Q2XWW',
  amount: 135_000,
  status: 'SUCCESS',
  payTime: '2026-11-23T23:30:00',
  sendToKBNNStatus: 'SENT_SUCCESS',
  remark: 'Nộp phí; "cảng"',
};

const file = (transactions: readonly object[], more: object = {}) => ({
  reconcileDate: '24/11/2026',
  bankCode: 'VCB',
  unitCode: '0011004123456',
  totalTransaction: transactions.length,
  totalAmount: transactions.length * 135_000,
  ...more,
  transactions,
});

const problems = (value: object) => problemsOf(JSON.stringify(value), bank);

describe('the daily file of a bank', () => {
  test('is read with the day of the file, whenever the money was paid', async () => {
    const transactions = [paid, { ...paid, status: 'FAILED', sendToKBNNStatus: 'NOT_SENT', remark: null }];
    const { lines, outcome } = await check(JSON.stringify(file(transactions)), bank);

    expect(outcome).toMatchObject({
      verdict: 'passed',
      header: { account: '0011004123456', from: '2026-11-24', to: '2026-11-24', count: 2, sumVnd: 270_000 },
      totals: { lines: 2, inVnd: 135_000, failedLines: 1, failedVnd: 135_000 },
    });
    expect(lines).toEqual([
      {
        number: 1,
        direction: 'in',
        amountVnd: 135_000,
        bookedOn: '2026-11-24',
        at: '2026-11-23T16:30:00.000Z',
        transactionId: '00FT1',
        reference: 'LP7K3M9Q2XWW',
        text: 'Nộp phí; "cảng"',
        status: 'paid',
        treasuryStatus: 'sent',
        rawLine: 1,
      },
      expect.objectContaining({ number: 2, status: 'failed', treasuryStatus: 'not-sent', text: undefined }),
    ]);
  });

  test('may say its day and its totals behind the transactions', async () => {
    const { transactions, ...around } = file([paid, paid]);
    const { lines, outcome } = await check(JSON.stringify({ transactions, ...around }), bank);

    expect(outcome.verdict).toBe('passed');
    expect(lines.map(({ bookedOn }) => bookedOn)).toEqual(['2026-11-24', '2026-11-24']);
  });

  test('may be of a day without any transaction', async () => {
    expect(await problems(file([]))).toEqual([]);
    expect(await problemsOf(JSON.stringify(file([])), treasury)).toEqual([]);
  });

  test.each([
    ['an unknown status', { status: 'PENDING' }, 'unknown-value 1 status'],
    ['an unknown status at the treasury', { sendToKBNNStatus: 'MAYBE' }, 'unknown-value 1 treasuryStatus'],
    ['a time that is none', { payTime: '2026-02-30T10:00:00' }, 'not-a-day 1 at'],
    ['a day instead of a time', { payTime: '2026-11-24' }, 'not-a-day 1 at'],
    ['no id', { transId: ' ' }, 'missing 1 transactionId'],
    ['a number as its id', { transId: 12 }, 'malformed 1 transId'],
    ['an amount in quotes', { amount: '135000' }, 'malformed 1 amount'],
    ['no amount', { amount: undefined }, 'malformed 1 amount'],
    ['a negative amount', { amount: -135_000 }, 'negative-amount 1 amount'],
    ['nothing as its amount', { amount: 0 }, 'zero-amount 1 amount'],
    ['a fraction', { amount: 135_000.5 }, 'fractional-amount 1 amount'],
    ['a control character in its text', { remark: 'a\u0000b' }, 'control-character 1 text'],
  ])('is refused for a transaction with %s', async (_, change, wanted) => {
    expect(await problems(file([{ ...paid, ...change }, paid]))).toEqual([wanted]);
  });

  test('is refused for an amount that only a double would make whole', async () => {
    const text = JSON.stringify(file([paid])).replace('"amount":135000', '"amount":134999.99999999999999999');

    expect(await problemsOf(text, bank)).toEqual(['fractional-amount 1 amount']);
  });

  test.each([
    ['totals that lie about the sum', { totalAmount: 1 }, ['sum-differs sumVnd']],
    ['totals that lie about the count', { totalTransaction: 2 }, ['count-differs count']],
    ['no totals', { totalAmount: undefined }, ['malformed totalAmount']],
    ['a day that is none', { reconcileDate: '31/11/2026' }, ['not-a-day to']],
    ['a day in another form', { reconcileDate: '2026-11-24' }, ['not-a-day to']],
  ])('is refused with %s', async (_, change, wanted) => {
    expect(await problems(file([paid], change))).toEqual(wanted);
  });

  test('is refused when it says two days', async () => {
    const text = JSON.stringify({ ...file([paid]), more: 1 }).replace('"more":1', '"reconcileDate":"25/11/2026"');

    expect(await problemsOf(text, bank)).toContain('contradiction to');
  });

  test('is refused when it has two lists, none, or is cut', async () => {
    const text = JSON.stringify(file([paid]));

    expect(await problemsOf(text.replace(/}$/, ',"transactions":[{}]}'), bank)).toEqual(['malformed transactions']);
    expect(await problemsOf('{}', bank)).toEqual(['malformed reconcileDate']);
    expect(await problemsOf('[]', bank)).toEqual(['malformed']);
    expect(await problemsOf(text.slice(0, -1), bank)).toEqual(['truncated']);
    expect(await problemsOf('', bank)).toEqual(['truncated']);
    expect(await problemsOf('Ngày,Số', bank)).toEqual(['malformed']);
  });

  test('counts failed transactions in its totals or not, as its profile says', async () => {
    const text = JSON.stringify(
      file([paid, { ...paid, status: 'FAILED' }], { totalTransaction: 1, totalAmount: 135_000 }),
    );

    expect(await problemsOf(text, { ...bank, controlTotals: 'all-but-failed' })).toEqual([]);
    expect(await problemsOf(text, bank)).toEqual(['count-differs count', 'sum-differs sumVnd']);
  });
});

test('arrays within arrays without end are a problem, and no fault', async () => {
  const deep = '['.repeat(9000) + ']'.repeat(9000);
  const around = JSON.stringify(file([], { more: 1 })).replace('"more":1', `"more":${deep}`);
  const within = JSON.stringify(file([paid])).replace('"LP7K3M9Q2XWW"', deep);

  expect(await problemsOf(around, bank)).toEqual(['malformed']);
  expect(await problemsOf(within, bank)).toEqual(['malformed 1']);
});

test('the daily file of the treasury has ids and amounts', async () => {
  const transactions = [{ transId: '00FT1', amount: 135_000 }];
  const { lines } = await check(JSON.stringify(file(transactions)), treasury);

  expect(lines).toMatchObject([{ transactionId: '00FT1', amountVnd: 135_000, bookedOn: '2026-11-24', status: 'paid' }]);
});
