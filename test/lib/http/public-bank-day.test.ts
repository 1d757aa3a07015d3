import { expect, test } from 'vitest';
import {
  publicBankDaySchema,
  toFileProblems,
  toPublicBankDay,
  toPublicQuarantined,
} from '../../../lib/http/public-bank-day.ts';
import { closeBankDay } from '../../../lib/use-cases/close-bank-day.ts';
import { bring } from '../use-cases/reconciliation-world.ts';
import { openReconciledDay } from './reconciliation-calls.ts';

test('a closed bank day is shown with who closed it on which report', async () => {
  const { world, of, body } = await openReconciledDay();
  const by = { subject: 'https://issuer.example|mai', name: 'Mai' };
  const shown = toPublicBankDay(await closeBankDay(world, { by, of, body }));

  expect(publicBankDaySchema.safeParse(shown).success).toBe(true);
  expect(shown).toMatchObject({ closed: { by, run: 1, bodySha256: body }, counted: { bodySha256: body } });
  expect(shown).not.toHaveProperty('lastHash');
});

test('a refused statement is shown with each problem in a sentence, also one of a later version', async () => {
  const { world, of } = await openReconciledDay();
  const received = await bring(world, of, 'nothing');
  if (received.type !== 'quarantined') throw new Error(received.type);
  const problems = [{ code: 'sum-differs', found: '1', wanted: '2' }, { code: 'not-known-here' }];

  expect(toPublicQuarantined(received.quarantined)).toMatchObject({ name: 'vnpay.csv', problemCount: 1 });
  expect(toFileProblems({ ...received.quarantined, problems }).map(({ message }) => message)).toEqual([
    'the file names another sum than its lines give; found "1"; wanted 2',
    'not-known-here',
  ]);
});
