import { expect, test } from 'vitest';
import { closeBankDay } from '../../../lib/use-cases/close-bank-day.ts';
import { dayOfLine, getOpenBankDay } from '../../../lib/use-cases/get-open-bank-day.ts';
import { mai } from '../../samples.ts';
import { refusalOf } from './configuring.ts';
import { openDoubtful, openOf, saturday, sunday, unnamed } from './resolution-world.ts';

test('a bank day is open until it is closed', async () => {
  const { world } = await openDoubtful(unnamed(1000));
  const { store } = world;
  expect(dayOfLine(await openOf(world, 'line-of-unknown-reference'))).toEqual(saturday);
  const { counted } = await getOpenBankDay(store, saturday);
  expect((await refusalOf(getOpenBankDay(store, sunday))).code).toBe('not-found');

  await closeBankDay(world, { by: mai, of: saturday, body: counted?.body ?? '' });
  expect((await refusalOf(getOpenBankDay(store, saturday))).code).toBe('day-closed');
});
