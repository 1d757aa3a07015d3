import { describe, expect, test } from 'vitest';
import { readCamtAmount, readCamtMoment, tellEntry } from '../../../lib/statements/camt-entry.ts';
import { makeProblems } from '../../../lib/statements/problems.ts';
import type { CamtProfile } from '../../../lib/statements/profile.ts';
import type { ReadLine } from '../../../lib/statements/sink.ts';
import { profileNamed } from './sample-statement.ts';

const isCamt = (profile: object): profile is CamtProfile => 'reversals' in profile;

const given = profileNamed('camt053');
if (!isCamt(given)) throw new Error('This is a profile of camt.053.');

const entry = {
  Amt: '135000.00',
  'Amt@Ccy': 'VND',
  CdtDbtInd: 'CRDT',
  'Sts/Cd': 'BOOK',
  'BookgDt/Dt': '2026-11-24',
  AcctSvcrRef: '00FT1',
};

type Texts = Record<string, string | undefined>;

const toPaths = (texts: Texts) =>
  new Map(Object.entries(texts).flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const])));

const tell = (changes: Texts = {}, { parts = [] as Texts[], profile = given } = {}) => {
  const problems = makeProblems();
  const lines: (ReadLine & { isPart: boolean })[] = [];
  const sink = {
    problems,
    line: (line: ReadLine, isPart = false) => void lines.push({ ...line, isPart }),
    header: () => undefined,
  };
  tellEntry({ paths: toPaths({ ...entry, ...changes }), parts: parts.map(toPaths), line: 9 }, profile, {
    sink,
    day: undefined,
  });
  return { lines, problems: problems.list().map(({ code, field }) => `${code} ${field!}`) };
};

describe('an entry', () => {
  test('is a line with references and text of its transaction', () => {
    const part = { 'Refs/EndToEndId': 'LP7K3M9Q2XWW', 'Refs/TxId': 'T', 'RmtInf/Ustrd': 'Nộp  phí ' };

    expect(tell({}, { parts: [part] })).toEqual({
      lines: [
        {
          direction: 'in',
          amountVnd: 135_000,
          bookedOn: '2026-11-24',
          transactionId: '00FT1',
          reference: 'LP7K3M9Q2XWW',
          text: 'Nộp  phí ',
          status: 'paid',
          rawLine: 9,
          isPart: false,
        },
      ],
      problems: [],
    });
  });

  test('has no reference where the standard writes that there is none', () => {
    const part = { 'Refs/EndToEndId': 'NOTPROVIDED', 'Refs/InstrId': ' I1 ' };

    expect(tell({}, { parts: [part] }).lines).toMatchObject([{ reference: 'I1' }]);
    expect(tell({ AddtlNtryInf: 'Phí SMS' }).lines).toMatchObject([{ reference: undefined, text: 'Phí SMS' }]);
  });

  test('that reverses another moves money as it is marked, or as its profile says the opposite way', () => {
    const flipped: CamtProfile = { ...given, reversals: 'flipped' };

    expect(tell({ RvslInd: 'true' }).lines).toMatchObject([{ direction: 'in', status: 'reversed' }]);
    expect(tell({ RvslInd: 'true' }, { profile: flipped }).lines).toMatchObject([
      { direction: 'out', status: 'reversed' },
    ]);
    expect(tell({ RvslInd: '1', CdtDbtInd: 'DBIT' }, { profile: flipped }).lines).toMatchObject([{ direction: 'in' }]);
    expect(tell({ RvslInd: 'false' }, { profile: flipped }).lines).toMatchObject([{ direction: 'in', status: 'paid' }]);
  });

  test('that books several transactions at once is a line for each', () => {
    const parts = [
      { Amt: '100000', 'Amt@Ccy': 'VND', 'Refs/AcctSvcrRef': 'A', 'RmtInf/Ustrd': 'một' },
      { 'AmtDtls/TxAmt/Amt': '35000', 'Refs/AcctSvcrRef': 'B' },
    ];

    expect(tell({}, { parts }).lines).toMatchObject([
      { amountVnd: 100_000, transactionId: 'A', text: 'một', isPart: false },
      { amountVnd: 35_000, transactionId: 'B', isPart: true },
    ]);
    expect(tell({ Amt: '135001' }, { parts })).toEqual({ lines: [], problems: ['parts-differ amount'] });
    expect(tell({}, { parts: [{}, {}] }).lines).toMatchObject([{ amountVnd: 135_000, transactionId: '00FT1' }]);
  });

  test.each<[string, Texts, string]>([
    ['a fraction', { Amt: '135000.50' }, 'fractional-amount amount'],
    ['a negative amount', { Amt: '-135000' }, 'negative-amount amount'],
    ['nothing', { Amt: '0' }, 'zero-amount amount'],
    ['a comma', { Amt: '135,000' }, 'not-an-amount amount'],
    ['no amount', { Amt: undefined }, 'missing amount'],
    ['another currency', { 'Amt@Ccy': 'USD' }, 'wrong-currency amount'],
    ['no direction', { CdtDbtInd: undefined }, 'unknown-value direction'],
    ['a status that is not booked', { 'Sts/Cd': 'PDNG' }, 'not-booked status'],
    ['a day that is none', { 'BookgDt/Dt': '2026-11-31' }, 'not-a-day bookedOn'],
    ['no day at all', { 'BookgDt/Dt': undefined }, 'missing bookedOn'],
  ])('is refused with %s', (_, changes, problem) => {
    expect(tell(changes)).toEqual({ lines: [], problems: [problem] });
  });

  test('of the first version says its status without a code', () => {
    expect(tell({ 'Sts/Cd': undefined, Sts: 'BOOK' }).lines).toHaveLength(1);
  });
});

test('an amount is read from its digits', () => {
  const problems = makeProblems();
  const read = (text: string) => readCamtAmount(new Map([['Amt', text]]), 'Amt', { problems, at: {} });

  expect(['135000', '135000.', '135000.00000', '9007199254740991'].map(read)).toEqual([
    135_000,
    135_000,
    135_000,
    Number.MAX_SAFE_INTEGER,
  ]);
  expect(read('9007199254740992')).toBeUndefined();
});

test.each([
  [{ 'D/Dt': '2026-11-24' }, '2026-11-24'],
  [{ 'D/Dt': '2026-11-24Z' }, '2026-11-24'],
  [{ 'D/Dt': '2026-11-24+07:00' }, '2026-11-24'],
  [{ 'D/DtTm': '2026-11-24T23:30:00' }, '2026-11-24'],
  [{ 'D/DtTm': '2026-11-24T23:30:00Z' }, '2026-11-25'],
  [{}, undefined],
])('the day of %j is %s', (texts, on) => {
  expect(readCamtMoment(toPaths(texts), 'D')?.on).toBe(on);
});
