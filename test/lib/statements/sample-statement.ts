import fc from 'fast-check';
import { checkStatement, type StatementOutcome } from '../../../lib/statements/check-statement.ts';
import type { Expected } from '../../../lib/statements/gate.ts';
import { type Profile, profileSchema, type TableProfile } from '../../../lib/statements/profile.ts';
import type { StatementLine } from '../../../lib/domain/statement.ts';
import { textOf } from '../../tracked-files.ts';

/** A line before anybody has written it in a format. */
export type SampleLine = {
  readonly direction: 'in' | 'out';
  readonly amountVnd: number;
  readonly transactionId: string;
  readonly reference: string;
  readonly text: string;
};

/** A day of one account. */
export type Sample = {
  readonly account: string;
  /** `yyyy-MM-dd`. */
  readonly on: string;
  readonly openingVnd: number;
  readonly lines: readonly SampleLine[];
  readonly number: number;
};

const totalOf = ({ lines }: Sample, direction: 'in' | 'out'): number =>
  lines.filter((line) => line.direction === direction).reduce((sum, { amountVnd }) => sum + amountVnd, 0);

/** What the lines of a sample add up to. */
export const figuresOf = (sample: Sample) => {
  const [inVnd, outVnd] = [totalOf(sample, 'in'), totalOf(sample, 'out')];
  return { inVnd, outVnd, closingVnd: sample.openingVnd + inVnd - outVnd, count: sample.lines.length };
};

const words = [
  'Nộp lệ phí hồ sơ',
  'H15.50.05.13-261121-0975',
  'Nguyễn Thị Ánh',
  'ĐƯỜNG số 7, quận 1',
  '"ngoặc kép"',
  '=cmd|calc!A1',
  '@SUM(1)',
  '<b>&amp;</b>',
  "l'été; x|y",
  '00123',
  'kết chuyển',
];

const codeOf = (length: number) =>
  fc.string({
    unit: fc.constantFrom(...Array.from('0123456789ABCDEFGHJKLMNPQRSTUVWXYZ')),
    minLength: length,
    maxLength: length,
  });

const line: fc.Arbitrary<SampleLine> = fc.record({
  direction: fc.constantFrom('in', 'out'),
  amountVnd: fc.oneof(
    fc.integer({ min: 1, max: 999 }),
    fc.integer({ min: 1000, max: 5_000_000 }),
    fc.constantFrom(9_999_999_999, 135_000),
  ),
  transactionId: codeOf(12).map((code) => `00${code}`),
  reference: codeOf(10).map((code) => `LP${code}`),
  // One line of MT940 carries so many characters.
  text: fc
    .array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 })
    .map((some) => some.join(' ').slice(0, 65).trim()),
});

/** Days of an account, a day without any transaction among them; no two transactions have the same id. */
export const samples: fc.Arbitrary<Sample> = fc.record({
  account: fc.constantFrom('0011004123456', '19036677889900'),
  on: fc.constantFrom('2026-11-24', '2026-12-31', '2027-01-02'),
  openingVnd: fc.constantFrom(0, 1, 12_345_678_901),
  lines: fc.uniqueArray(line, { maxLength: 12, selector: ({ transactionId }) => transactionId }),
  number: fc.integer({ min: 1, max: 99_998 }),
});

/** Always the same day of an account. */
export const seededSample = (seed: number, count: number): Sample => {
  const [lines = []] = fc.sample(fc.array(line, { minLength: count, maxLength: count, size: 'max' }), {
    seed,
    numRuns: 1,
  });
  return { account: '0011004123456', on: '2026-11-24', openingVnd: 1_000_000, lines, number: 7 };
};

/** A profile that Lephi brings along. */
export const profileNamed = (name: string): Profile =>
  profileSchema.parse(JSON.parse(textOf(`local/statement-profiles/${name}.json`)));

type CsvProfile = Extract<TableProfile, { format: 'csv' }>;

/** The profile of a bank's CSV with changes. */
export function tableProfile(changes: Partial<CsvProfile>): CsvProfile {
  const profile = profileNamed('bank-csv');
  if (profile.format !== 'csv') throw new Error('This is a profile of CSV.');
  return { ...profile, ...changes };
}

/** What came of a file: its outcome and the lines that were read on the way. */
export async function check(
  bytes: Uint8Array | string,
  profile: Profile,
  { expected, pieceBytes = 64 * 1024 }: { expected?: Expected; pieceBytes?: number } = {},
): Promise<{ outcome: StatementOutcome; lines: readonly StatementLine[] }> {
  const lines: StatementLine[] = [];
  const outcome = await checkStatement(inPieces(Buffer.from(bytes), pieceBytes), {
    profile,
    ...(expected && { expected }),
    onLine: (found) => lines.push(found),
  });
  return { outcome, lines };
}

/** Bytes as they may come from a file or from far away. */
export async function* inPieces(bytes: Uint8Array, pieceBytes = 64 * 1024): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

/** The problems of a file as one line each: code, line, field. */
export async function problemsOf(
  bytes: Uint8Array | string,
  profile: Profile,
  expected: Expected = {},
): Promise<readonly string[]> {
  const { outcome } = await check(bytes, profile, { expected });
  if (outcome.verdict === 'passed') return [];
  return outcome.problems.map(({ code, line, field }) =>
    [code, ...(line === undefined ? [] : [String(line)]), ...(field === undefined ? [] : [field])].join(' '),
  );
}
