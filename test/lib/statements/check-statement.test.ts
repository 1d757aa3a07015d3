import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Profile } from '../../../lib/statements/profile.ts';
import type { StatementLine } from '../../../lib/statements/statement.ts';
import {
  check,
  figuresOf,
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
