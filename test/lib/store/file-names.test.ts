import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { periodSchema } from '../../../lib/domain/run.ts';
import {
  incomingName,
  quarantineName,
  readIncomingName,
  readPeriodText,
  receivingName,
  runFileNames,
  statementName,
  toPeriodText,
} from '../../../lib/store/file-names.ts';
import { refuseOddName } from '../../../lib/store/files.ts';
import { bankDayName } from '../domain/sample-bank-day.ts';

const weekend = periodSchema.parse({ from: '2026-11-20', to: '2026-11-22' });
const day = periodSchema.parse({ from: '2026-11-23', to: '2026-11-23' });

test('days are written as one, or as the first and the last', () => {
  expect([day, weekend].map(toPeriodText)).toEqual(['2026-11-23', '2026-11-20..2026-11-22']);
  expect(['2026-11-23', '2026-11-20..2026-11-22'].map(readPeriodText)).toEqual([day, weekend]);
  for (const odd of ['', '2026-11-31', '..', '2026-11-20..', '2026-11-20..2026-11-21..2026-11-22'])
    expect(readPeriodText(odd)).toBeUndefined();
});

describe('the name of a dropped file', () => {
  const file = { accountId: 'ea-kao-vnpay', side: 'provider', period: day } as const;

  test('says whose it is, of which days, and what it was called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 }), (name) => {
        const path = incomingName({ ...file, name });
        expect(path).toMatch(/^incoming\/ea-kao-vnpay\/provider\/2026-11-23\/[\w.~-]+$/);
        expect(readIncomingName(path)).toEqual({ ...file, name });
        if (!['.', '..'].includes(name)) refuseOddName(path);
      }),
    );
  });

  test('may be what a person called it', () => {
    const name = 'Sao kê 23~11 (bản 2).xlsx';
    expect(readIncomingName(`incoming/ea-kao-vnpay/provider/2026-11-23/${name}`)).toEqual({ ...file, name });
  });

  test.each([
    'statements/ea-kao-vnpay/provider/2026-11-23/a.csv',
    'incoming/a.csv',
    'incoming/ea-kao-vnpay/provider/2026-11-23/',
    'incoming/ea-kao-vnpay/provider/2026-11-23/folder/a.csv',
    'incoming/ea-kao-vnpay/nobody/2026-11-23/a.csv',
    'incoming/ea-kao-vnpay/provider/yesterday/a.csv',
    'incoming//provider/2026-11-23/a.csv',
  ])('is not %s', (path) => {
    expect(readIncomingName(path)).toBeUndefined();
  });
});

test('files lie in folders by what they are', () => {
  const names = runFileNames(bankDayName, 2);
  expect([receivingName('1f'), statementName('ab'), quarantineName('cd')]).toEqual([
    'receiving/1f',
    'statements/ab',
    'quarantine/cd',
  ]);
  expect([names.snapshot('ef'), names.terms('01'), names.body, names.carry, names.sidecar]).toEqual(
    ['snapshot-ef', 'terms-01.json', 'body', 'carry', 'sidecar.json'].map(
      (file) => `runs/ea-kao-vnpay/provider/2026-11-21/000002/${file}`,
    ),
  );
});
