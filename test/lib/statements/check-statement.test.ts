import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { vietnamDaySchema } from '../../../lib/domain/time.ts';
import { checkStatement } from '../../../lib/statements/check-statement.ts';
import type { Profile } from '../../../lib/statements/profile.ts';
import type { StatementLine } from '../../../lib/domain/statement.ts';
import {
  check,
  profileNamed,
  problemsOf,
  type Sample,
  samples,
  seededSample,
  tableProfile,
} from './sample-statement.ts';
import { camt, dailyBankJson, dailyTreasuryJson, mt940 } from './write-messages.ts';
import { bankCsv, bankXlsx, toWindows1258 } from './write-tables.ts';

type Way = { readonly profile: Profile; readonly write: (sample: Sample) => Uint8Array | string | Promise<Uint8Array> };

/** Everything in which the same day can be written, with the profile that reads it. */
const ways: Record<string, Way> = {
  CSV: { profile: profileNamed('bank-csv'), write: bankCsv },
  'CSV with a byte order mark and CRLF': {
    profile: profileNamed('bank-csv'),
    write: (sample) => `\ufeff${bankCsv(sample, { lineBreak: '\r\n' })}`,
  },
  'CSV with semicolons and commas in numbers': {
    profile: tableProfile({ delimiter: ';', numbers: '1,234,567.89' }),
    write: (sample) => bankCsv(sample, { delimiter: ';', groups: ',' }),
  },
  'CSV in UTF-16': {
    profile: tableProfile({ encoding: 'utf-16', delimiter: '\t' }),
    write: (sample) => Buffer.from(`\ufeff${bankCsv(sample, { delimiter: '\t' })}`, 'utf16le'),
  },
  'CSV in UTF-16, big end first': {
    profile: tableProfile({ encoding: 'utf-16' }),
    write: (sample) => Buffer.from(`\ufeff${bankCsv(sample)}`, 'utf16le').swap16(),
  },
  'CSV in windows-1258': {
    profile: tableProfile({ encoding: 'windows-1258' }),
    write: (sample) => toWindows1258(bankCsv(sample)),
  },
  XLSX: { profile: profileNamed('bank-xlsx'), write: bankXlsx },
  'camt.053': { profile: profileNamed('camt053'), write: (sample) => camt(sample, { kind: '053' }) },
  'camt.054': { profile: profileNamed('camt054'), write: (sample) => camt(sample, { kind: '054' }) },
  MT940: { profile: profileNamed('mt940'), write: mt940 },
  'MT940 in three pages': { profile: profileNamed('mt940'), write: (sample) => mt940(sample, 3) },
};

/** Daily files know money in alone. */
const dailyWays: Record<string, Way> = {
  'the daily JSON of a bank': { profile: profileNamed('daily-bank'), write: dailyBankJson },
  'the daily JSON of the treasury': { profile: profileNamed('daily-treasury'), write: dailyTreasuryJson },
};

const moneyInOf = (sample: Sample): Sample => ({
  ...sample,
  lines: sample.lines.filter(({ direction }) => direction === 'in'),
});

const withoutPlace = ({ rawLine: _, at: __, kind: ___, treasuryStatus: ____, ...line }: StatementLine) => line;

const expectedLines = (sample: Sample) =>
  sample.lines.map((line, index) => ({ number: index + 1, bookedOn: sample.on, status: 'paid', ...line }));

const repeats = { numRuns: 20 };

describe('one day written in any format', () => {
  test.each(Object.entries(ways))('is the same lines again: %s', async (_, { profile, write }) => {
    await fc.assert(
      fc.asyncProperty(samples, fc.integer({ min: 1, max: 5000 }), async (sample, pieceBytes) => {
        const { outcome, lines } = await check(await write(sample), profile, { pieceBytes });

        expect(outcome).toMatchObject({ verdict: 'passed' });
        expect(lines.map(withoutPlace)).toEqual(expectedLines(sample));
      }),
      repeats,
    );
  });
  test.each(Object.entries(dailyWays))('is the same lines again: %s', async (name, { profile, write }) => {
    await fc.assert(
      fc.asyncProperty(samples.map(moneyInOf), fc.integer({ min: 1, max: 5000 }), async (sample, pieceBytes) => {
        const { outcome, lines } = await check(await write(sample), profile, { pieceBytes });
        const wanted = expectedLines(sample);

        expect(outcome).toMatchObject({ verdict: 'passed' });
        expect(lines.map(withoutPlace)).toEqual(
          name.includes('treasury') ? wanted.map(({ text: _, reference: __, ...line }) => line) : wanted,
        );
      }),
      repeats,
    );
  });
});

const everyWay = Object.entries({ ...ways, ...dailyWays });
const sampleFor = (name: string, count = 5): Sample => {
  const sample = seededSample(11, count);
  return name in dailyWays ? moneyInOf(sample) : sample;
};

describe('a file that was cut', () => {
  test.each(everyWay)('is refused, unless all that counts is there: %s', async (name, { profile, write }) => {
    const whole = Buffer.from(await write(sampleFor(name)));
    const { lines } = await check(whole, profile);
    const cut = async (size: number) => ({ size, ...(await check(whole.subarray(0, size), profile)) });
    // Every thirteenth byte meets each kind of place, and leaves the test quick.
    const sizes = Array.from({ length: Math.floor(whole.length / 13) }, (_, index) => index * 13 + 1);
    const passed = (await Promise.all(sizes.map(cut))).filter(({ outcome }) => outcome.verdict === 'passed');

    for (const one of passed) expect(one.lines).toEqual(lines);
    expect(passed.filter(({ size }) => size < whole.length * 0.9)).toEqual([]);
    expect(passed.length).toBeLessThan(sizes.length / 10);
  });
});

/** What tears a format open: its own marks, in the wrong place. */
const marks = [
  '"',
  '\\',
  '{',
  ']',
  ',',
  '\n',
  '<',
  '</',
  '&#',
  '<!',
  ':61:',
  '-}',
  '\0',
  '\ufeff',
  '-',
  '1e9',
  '\u00ff',
];

describe('a file that was damaged', () => {
  test.each(everyWay)('gets a verdict, and money that adds up: %s', async (name, { profile, write }) => {
    const whole = Buffer.from(await write(sampleFor(name)));
    const at = fc.nat({ max: whole.length });
    const damage = fc.tuple(at, fc.nat({ max: 30 }), fc.oneof(fc.constantFrom(...marks), fc.string()));
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (damages) => {
        const bytes = damages.reduce<Buffer>(
          (before, [from, gone, instead]) =>
            Buffer.concat([before.subarray(0, from), Buffer.from(instead), before.subarray(from + gone)]),
          whole,
        );
        const { outcome, lines } = await check(bytes, profile);
        if (outcome.verdict === 'refused') return;
        const sum = (direction: string) =>
          lines.reduce(
            (total, line) => total + (line.direction === direction && line.status !== 'failed' ? line.amountVnd : 0),
            0,
          );

        expect(outcome.totals).toMatchObject({ lines: lines.length, inVnd: sum('in'), outVnd: sum('out') });
      }),
      { numRuns: 60 },
    );
  });
});

describe('the outcome', () => {
  test('is the same for the same bytes, whatever pieces they come in', async () => {
    const bytes = bankCsv(seededSample(11, 50));
    const outcomes = await Promise.all(
      [1, 17, 4096, 1_000_000].map((pieceBytes) => check(bytes, profileNamed('bank-csv'), { pieceBytes })),
    );

    expect(outcomes[0]).toMatchObject({
      outcome: { verdict: 'passed', fingerprint: createHash('sha256').update(bytes).digest('hex') },
    });
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
  });

  test('of a refused file has the fingerprint of all of it, though it was read no further', async () => {
    const bytes = `\0${'x'.repeat(200_000)}`;
    const { outcome, lines } = await check(bytes, profileNamed('bank-csv'));

    expect(lines).toEqual([]);
    expect(outcome).toEqual({
      verdict: 'refused',
      fingerprint: createHash('sha256').update(bytes).digest('hex'),
      problems: [{ code: 'control-character', line: 1 }],
      problemCount: 1,
    });
  });

  test('of a file that fails in many lines holds the first fifty problems and the number of all', async () => {
    const bytes = bankCsv(seededSample(11, 80)).replaceAll('24/11/2026,', '31/11/2026,');
    const { outcome } = await check(bytes, profileNamed('bank-csv'));

    expect(outcome).toMatchObject({ verdict: 'refused', problemCount: 80 });
    expect(outcome.verdict === 'refused' && outcome.problems).toHaveLength(50);
  });

  test("of yesterday's file with today's name is a refusal", async () => {
    const expected = { on: vietnamDaySchema.parse('2026-11-25') };

    for (const [name, { profile, write }] of everyWay) {
      const problems = await problemsOf(await write(sampleFor(name)), profile, expected);

      expect(problems[0], name).toMatch(/^other-day /);
    }
  });

  test('of a source that breaks is a fault and no verdict', async () => {
    const bytes = (async function* () {
      yield Buffer.from('Ngày');
      throw new Error('The bucket is gone.');
    })();

    await expect(checkStatement(bytes, { profile: profileNamed('bank-csv') })).rejects.toThrow('The bucket is gone.');
  });
});

test('two lines with one id are two lines, whatever their amounts', async () => {
  const { lines } = sampleFor('CSV', 2);
  const [one, other] = lines;
  const twice = { ...sampleFor('CSV'), lines: [one!, one!, { ...other!, transactionId: one!.transactionId }] };

  for (const [name, { profile, write }] of Object.entries(ways)) {
    const found = await check(await write(twice), profile);

    expect(found.outcome.verdict, name).toBe('passed');
    expect(found.lines.map(({ transactionId }) => transactionId)).toEqual(twice.lines.map(() => one!.transactionId));
  }
});

test('a settlement file with a code for each line is read without a header', async () => {
  const text = 'TxnRef,Amount,ResponseCode,PayDate\n0001,135000,00,20261124235959\n0002,20000,24,20261124080000\n';
  const { outcome, lines } = await check(text, profileNamed('vnpay-csv'), {
    expected: { on: vietnamDaySchema.parse('2026-11-24') },
  });

  expect(outcome).toMatchObject({ verdict: 'passed', header: {}, totals: { inVnd: 135_000, failedVnd: 20_000 } });
  expect(lines).toMatchObject([
    { reference: '0001', at: '2026-11-24T16:59:59.000Z', status: 'paid' },
    { reference: '0002', status: 'failed' },
  ]);
  expect(await problemsOf(text.replace(',00,', ',07,'), profileNamed('vnpay-csv'))).toEqual(['unknown-value 2 status']);
});
