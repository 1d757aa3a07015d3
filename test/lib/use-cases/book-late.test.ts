import { expect, test } from 'vitest';
import { hourMs } from '../../../lib/domain/time.ts';
import { linkLate } from '../../../lib/use-cases/book-late.ts';
import { listBookedElsewhere } from '../../../lib/use-cases/find-late.ts';
import { getBankDay, listBankDayEvents } from '../../../lib/use-cases/read-reconciliation.ts';
import { mai } from '../../samples.ts';
import {
  dayNamed,
  bring,
  close,
  countedClasses,
  instantOn,
  listOf,
  nextMorning,
  openReconciliation,
  payUntold,
  reconcileList,
  resultsOf,
  sweep,
  tell,
} from './reconciliation-world.ts';

const [saturday, sunday, monday] = [dayNamed(0), dayNamed(1), dayNamed(2)];

test('a callback that comes when its day is closed books into the first open day, with a link', async () => {
  const world = await openReconciliation();
  const lost = await payUntold(world, 1);
  nextMorning(world, saturday);
  await reconcileList(world, saturday, listOf());
  await close(world, saturday);
  world.moveClock(2 * hourMs);
  await tell(world, lost);
  nextMorning(world, sunday);
  await bring(world, sunday, listOf({ ...lost, at: instantOn(sunday, '08:00') }));
  await sweep(world);

  const [result] = await resultsOf(world, sunday, 1);
  expect(result).toMatchObject({
    class: 'carried-over',
    entry: { origin: 'booked-late', paidOn: saturday.on, reference: lost.reference },
  });
  const { items } = await listBankDayEvents(world.store, saturday, { limit: 10 });
  expect(items.at(-1)?.fact).toEqual({ type: 'found.later', key: result?.name, bookedInto: sunday.on });
  expect(await getBankDay(world.store, saturday)).toMatchObject({ runs: 1, closed: { by: mai } });

  nextMorning(world, monday);
  await reconcileList(world, monday, listOf());
  expect(await countedClasses(world, monday)).toEqual({});
});

test('a payment is booked into one other day only, whoever books it', async () => {
  const world = await openReconciliation();
  nextMorning(world, saturday);
  await reconcileList(world, saturday, listOf());
  await close(world, saturday);
  await Promise.all(
    [sunday, monday].map(({ on }) => linkLate(world, saturday, { key: 'vnpay:EAKAO001:X', bookedInto: on })),
  );
  expect(await listBookedElsewhere(world.store, saturday)).toEqual(new Map([['vnpay:EAKAO001:X', sunday.on]]));
  const { items } = await listBankDayEvents(world.store, saturday, { limit: 10 });
  expect(items.filter(({ fact }) => fact.type === 'found.later')).toHaveLength(1);
});
