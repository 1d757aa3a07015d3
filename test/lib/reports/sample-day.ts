import { type BankDay, bankDaySchema } from '../../../lib/domain/bank-day.ts';
import { type Result, type ResultClass, resultClassSchema, resultSchema } from '../../../lib/domain/result.ts';
import { type Run, runSchema, type Summary, summarySchema } from '../../../lib/domain/run.ts';
import { makeOrderId } from '../../../lib/domain/order-id.ts';
import { start } from '../../samples.ts';

const on = '2026-11-20';
const orderId = makeOrderId(new Uint8Array(9).fill(1));

type Sides = { statement?: number; lephi?: number; open?: boolean } & Record<string, unknown>;

/** A result of a class: with a line where a statement amount is said, with an entry where one of ours is. */
export const makeResult = (name: string, resultClass: ResultClass, sides: Sides): Result => {
  const { statement, lephi, open = false, ...rest } = sides;
  const amounts = { statementVnd: statement ?? 0, lephiVnd: lephi ?? 0 };
  const direction = (amount: number) => ({ direction: amount < 0 ? 'out' : 'in', amountVnd: Math.abs(amount) });
  const entry = {
    key: name,
    ...direction(lephi ?? 0),
    state: 'paid',
    paidAt: '2026-11-20T02:30:00.000Z',
    paidOn: on,
    reference: '',
    transactionId: `T-${name}`,
    orderId,
    origin: 'of-day',
  };
  const line = {
    bookedOn: on,
    ...direction(statement ?? 0),
    status: 'paid',
    transactionId: `T-${name}`,
    text: 'NGUYEN THI ANH TUYET chuyen tien tu TK 19012345678901',
  };
  return resultSchema.parse({
    name,
    class: resultClass,
    open,
    ...amounts,
    ...(lephi !== undefined && { entry }),
    ...(statement !== undefined && { line }),
    ...rest,
  });
};

/** A day with a result of every class, in the order of their names. */
export const everyClass: readonly Result[] = [
  makeResult('a-differs', 'amount-differs', {
    statement: 134_000,
    lephi: 135_000,
    open: true,
    correction: 'ask-provider',
  }),
  makeResult('b-missing', 'missing-at-provider', { lephi: 50_000, open: true, correction: 'carry-on' }),
  makeResult('c-matched', 'matched', { statement: 135_000, lephi: 135_000, rule: 'key' }),
  makeResult('d-batched', 'matched', { statement: 99_000, lephi: 100_000, feeVnd: 1_000, rule: 'batch' }),
  makeResult('e-carried', 'carried-over', { statement: 20_000, lephi: 20_000 }),
  makeResult('f-refund', 'refund-paid', { statement: -20_000, lephi: -20_000 }),
  makeResult('g-reversed', 'reversed', { statement: 70_000, lephi: 70_000 }),
  makeResult('line#01#1', 'missing-at-lephi', { statement: 15_000, open: true, correction: 'take-line' }),
  makeResult('line#02#1', 'unknown-reference', { statement: 16_000, open: true, correction: 'propose-line' }),
  makeResult('line#03#1', 'duplicate-line', { statement: 135_000, open: true, correction: 'accept' }),
  makeResult('line#04#1', 'failed-line', { statement: 0 }),
  makeResult('line#05#1', 'bank-charge', { statement: -11_000 }),
  makeResult('line#06#1', 'sweep', { statement: -500_000 }),
  makeResult('line#07#1', 'not-ours', { statement: 1 }),
];

/** What some results add up to. */
const summaryOf = (results: readonly Result[]): Summary => {
  const sum = (some: readonly Result[], amount: 'statementVnd' | 'lephiVnd') =>
    some.reduce((total, result) => total + result[amount], 0);
  const ours = results.filter(({ entry }) => entry !== undefined);
  const none = { count: 0, vnd: 0 };
  return summarySchema.parse({
    lines: results.filter(({ line }) => line).length,
    linesVnd: sum(results, 'statementVnd'),
    entries: {
      'of-day': { count: ours.length, vnd: sum(ours, 'lephiVnd') },
      'brought-forward': none,
      'booked-late': none,
      'looked-up': none,
    },
    classes: Object.fromEntries(
      resultClassSchema.options.map((name) => {
        const some = results.filter((result) => result.class === name);
        return [name, { count: some.length, statementVnd: sum(some, 'statementVnd'), lephiVnd: sum(some, 'lephiVnd') }];
      }),
    ),
    open: results.filter(({ open }) => open).length,
    feeVnd: results.reduce((total, { feeVnd = 0 }) => total + feeVnd, 0),
    balanced: true,
  });
};

const sha256 = 'ab'.repeat(32);

/** The bank day of some results, whose run counts unless a test says otherwise. */
export const makeBankDay = (
  results: readonly Result[],
  changes: Partial<Record<keyof BankDay, unknown>> = {},
): BankDay =>
  bankDaySchema.parse({
    version: 1,
    accountId: 'ea-kao-vnpay',
    side: 'bank',
    on,
    period: { from: on, to: on },
    runs: 2,
    counted: { run: 2, body: sha256, carry: sha256, frozenAt: start, summary: summaryOf(results) },
    events: 0,
    ...changes,
  });

/** The run that counts of a bank day. */
export const makeRun = (name = 'sao-ke-20-11.csv', number = 2): Run =>
  runSchema.parse({
    version: 1,
    number,
    status: 'done',
    period: { from: on, to: on },
    why: 'new-statement',
    statement: { sha256, name, receivedAt: start },
    startedAt: start,
    hashes: {},
  });
