import { expect, test } from 'vitest';
import { vietnamDaySchema } from '../../../lib/domain/time.ts';
import { aboutLines } from '../../../lib/reports/about.ts';

const [one, other] = ['2026-11-23', '2026-12-01'].map((on) => vietnamDaySchema.parse(on));

test('a report says of which accounts and days it is', () => {
  expect(aboutLines({ accountIds: ['a', 'b'], from: one!, to: other! })).toEqual([
    'Tài khoản: a, b',
    'Từ ngày 23/11/2026 đến ngày 01/12/2026',
  ]);
});

test('of no account in particular it is of all', () => {
  expect(aboutLines({ accountIds: [], from: one!, to: one! })[0]).toBe('Mọi tài khoản');
});

test('of one day it says that day', () => {
  expect(aboutLines({ accountIds: ['a'], from: one!, to: one! })).toEqual(['Tài khoản: a', 'Ngày 23/11/2026']);
});
