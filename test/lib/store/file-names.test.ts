import { describe, expect, test } from 'vitest';
import { periodSchema } from '../../../lib/domain/run.ts';
import {
  quarantineName,
  readIncomingName,
  receivingName,
  runFileNames,
  statementName,
} from '../../../lib/store/file-names.ts';
import { bankDayName } from '../domain/sample-bank-day.ts';

const day = periodSchema.parse({ from: '2026-11-23', to: '2026-11-23' });

describe('the name of a dropped file', () => {
  const file = { accountId: 'ea-kao-vnpay', side: 'provider', period: day } as const;

  test('says whose it is, of which days, and what a person called it', () => {
    const name = 'Sao kê 23~11 (bản 2).xlsx';
    expect(readIncomingName(`incoming/ea-kao-vnpay/provider/2026-11-23/${name}`)).toEqual({ ...file, name });
  });

  test('may say the first and the last of several days', () => {
    const path = 'incoming/ea-kao-vnpay/provider/2026-11-20..2026-11-22/a.csv';
    expect(readIncomingName(path)?.period).toEqual({ from: '2026-11-20', to: '2026-11-22' });
  });

  test.each([
    'statements/ea-kao-vnpay/provider/2026-11-23/a.csv',
    'incoming/a.csv',
    'incoming/ea-kao-vnpay/provider/2026-11-23/',
    'incoming/ea-kao-vnpay/provider/2026-11-23/folder/a.csv',
    'incoming/ea-kao-vnpay/nobody/2026-11-23/a.csv',
    'incoming/ea-kao-vnpay/provider/yesterday/a.csv',
    'incoming/ea-kao-vnpay/provider/2026-11-31/a.csv',
    'incoming/ea-kao-vnpay/provider/2026-11-20../a.csv',
    'incoming/ea-kao-vnpay/provider/2026-11-20..2026-11-21..2026-11-22/a.csv',
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
