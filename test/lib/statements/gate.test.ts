import { describe, expect, test } from 'vitest';
import { amountVndSchema } from '../../../lib/domain/money.ts';
import { vietnamDaySchema } from '../../../lib/domain/time.ts';
import { type Expected, makeGate } from '../../../lib/statements/gate.ts';
import { makeProblems } from '../../../lib/statements/problems.ts';
import type { ReadLine } from '../../../lib/statements/sink.ts';
import type { StatementHeader, StatementLine } from '../../../lib/domain/statement.ts';
import { profileNamed } from './sample-statement.ts';

const day = (text: string) => vietnamDaySchema.parse(text);
const [yesterday, today, tomorrow] = ['2026-11-23', '2026-11-24', '2026-11-25'].map(day);

const line = (amount: number, changes: Partial<ReadLine> = {}): ReadLine => ({
  direction: 'in',
  amountVnd: amountVndSchema.parse(amount),
  bookedOn: today!,
  status: 'paid',
  rawLine: 9,
  ...changes,
});

type Given = { header?: StatementHeader; lines?: readonly ReadLine[]; expected?: Expected; profile?: string };

const pass = ({ header = {}, lines = [], expected = {}, profile = 'bank-csv' }: Given) => {
  const problems = makeProblems();
  const passed: StatementLine[] = [];
  const gate = makeGate({ profile: profileNamed(profile), expected, problems }, (found) => passed.push(found));
  gate.header(header);
  for (const one of lines) gate.line(one);
  return { ...gate.end(), lines: passed, problems: problems.list() };
};

const codes = (given: Given) => pass(given).problems.map(({ code, field }) => `${code} ${field!}`);

const lines = [
  line(500),
  line(200, { direction: 'out' }),
  line(70, { status: 'failed' }),
  line(30, { status: 'reversed' }),
];

describe('what a statement says of itself', () => {
  test('is held against what its lines add up to', () => {
    const header = { openingVnd: 1000, closingVnd: 1330, count: 4, sumVnd: 800, sumInVnd: 530, sumOutVnd: 200 };

    expect(pass({ header, lines })).toMatchObject({
      problems: [],
      totals: { lines: 4, inVnd: 530, outVnd: 200, failedLines: 1, failedVnd: 70 },
    });
    for (const [field, value] of Object.entries(header))
      expect(codes({ header: { ...header, [field]: value + 1 }, lines })).toHaveLength(1);
  });

  test('may be nothing, on a day without a line too', () => {
    expect(codes({ lines })).toEqual([]);
    expect(codes({})).toEqual([]);
    expect(codes({ header: { openingVnd: 5, closingVnd: 5, count: 0, sumVnd: 0 } })).toEqual([]);
    expect(codes({ header: { openingVnd: 5, closingVnd: 6 } })).toEqual(['balance-differs closingVnd']);
  });

  test('must hold both balances where the format has them', () => {
    expect(codes({ profile: 'mt940' })).toEqual(['missing openingVnd', 'missing closingVnd']);
    expect(codes({ profile: 'camt053', header: { openingVnd: 5 } })).toEqual(['missing closingVnd']);
    expect(codes({ profile: 'camt054' })).toEqual([]);
  });

  test('must be countable exactly', () => {
    const most = line(Number.MAX_SAFE_INTEGER);

    expect(codes({ lines: [most] })).toEqual([]);
    expect(codes({ lines: [most, line(1)] })).toEqual(['amount-too-large sumVnd']);
  });

  test('is not told again when a line could not be read', () => {
    const problems = makeProblems();
    const gate = makeGate({ profile: profileNamed('bank-csv'), expected: {}, problems }, () => undefined);
    gate.header({ count: 2, sumVnd: 5 });
    problems.add({ code: 'not-a-day', line: 3 });
    gate.end();

    expect(problems.count()).toBe(1);
  });

  test('may be said twice, but not in two ways', () => {
    const problems = makeProblems();
    const gate = makeGate({ profile: profileNamed('bank-csv'), expected: {}, problems }, () => undefined);
    gate.header({ account: '0011' }, 1);
    gate.header({ account: '0011', number: undefined }, 2);
    gate.header({ account: '11' }, 3);

    expect(problems.list()).toEqual([
      { code: 'contradiction', field: 'account', found: '11', wanted: '0011', line: 3 },
    ]);
  });
});

describe('what is expected of a statement', () => {
  test.each<[string, StatementHeader, Expected, string[]]>([
    ['the account', { account: '0011' }, { account: '0011' }, []],
    ['an account without its zeros', { account: '11' }, { account: '0011' }, ['other-account account']],
    ['an account, and there is none', {}, { account: '0011' }, ['missing account']],
    ['the day', { from: today, to: today }, { on: today }, []],
    ['the day, in a statement that names its end alone', { to: today }, { on: today }, []],
    [
      "the day, in yesterday's file",
      { from: yesterday, to: yesterday },
      { on: today },
      ['other-day from', 'other-day to'],
    ],
    ['one day, in a file of two', { from: yesterday, to: today }, { on: today }, ['other-day from']],
    ['the next number', { number: '0008' }, { previousNumber: 7 }, []],
    ['the next number, and there is a gap', { number: '9' }, { previousNumber: 7 }, ['number-gap number']],
    ['the next number, and it is the same', { number: '7' }, { previousNumber: 7 }, ['number-not-after number']],
    ['the next number, and it is none', { number: '8/A' }, { previousNumber: 7 }, ['number-not-after number']],
    ['the next number, and none is there', {}, { previousNumber: 7 }, ['missing number']],
  ])('%s', (_, header, expected, wanted) => {
    expect(codes({ header, expected })).toEqual(wanted);
  });

  test('its lines are of its days, or of the day that is expected', () => {
    const around = [
      line(1, { bookedOn: yesterday!, rawLine: 4 }),
      line(1),
      line(1, { bookedOn: tomorrow!, rawLine: 6 }),
    ];

    expect(pass({ lines: around, header: { from: today, to: today } }).problems).toEqual([
      { code: 'outside-period', line: 4, field: 'bookedOn', found: '2026-11-23', wanted: '2026-11-24' },
      { code: 'outside-period', line: 6, field: 'bookedOn', found: '2026-11-25', wanted: '2026-11-24' },
    ]);
    expect(pass({ lines: around, expected: { on: today } }).problems).toHaveLength(2);
    expect(pass({ lines: around, header: { to: today } }).problems).toMatchObject([
      { line: 6, wanted: 'any day to 2026-11-24' },
    ]);
    expect(pass({ lines: around, header: { from: yesterday, to: tomorrow } }).problems).toEqual([]);
    expect(pass({ lines: around }).problems).toEqual([]);
  });
});

test.each<[string, ReadLine['direction'], string | undefined]>([
  ['KET CHUYEN so thu ngay 24/11', 'out', 'sweep'],
  ['Kết chuyển'.normalize('NFD'), 'out', 'sweep'],
  ['Thu phí dịch vụ SMS', 'out', 'bank-charge'],
  ['HOÀN PHÍ hồ sơ', 'out', 'refund'],
  ['kết chuyển', 'in', undefined],
  ['Nộp lệ phí', 'out', undefined],
])('a line that says %j, money %s, is %s', (text, direction, kind) => {
  expect(pass({ lines: [line(1, { text, direction })] }).lines.map((one) => one.kind)).toEqual([kind]);
});

test('lines are numbered in the order of the file', () => {
  expect(pass({ lines }).lines.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
});
