import { expect, test } from 'vitest';
import { discrepancyIdOf } from '../../../lib/domain/discrepancy-changes.ts';
import { discrepancySchema } from '../../../lib/domain/discrepancy.ts';
import { addMs, dayMs } from '../../../lib/domain/time.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { type Settling, settleDiscrepancies } from '../../../lib/use-cases/settle-discrepancies.ts';
import { agencyCode, start } from '../../samples.ts';
import { countingRequests } from '../../world.ts';
import { bankDayName, missingResult } from '../domain/sample-bank-day.ts';
import { termsOf } from '../reconciliation/sample-run.ts';

const settling: Settling = {
  of: bankDayName,
  run: 1,
  terms: termsOf(),
  agencyCode,
};

const found = { type: 'found', name: missingResult.name, result: missingResult } as const;

test('what a part of a report finds and explains is read in one request and written together', async () => {
  const { store, requests } = countingRequests(makeMemoryStore());
  const explained = { type: 'explained', name: 'never found' } as const;
  const writes = await settleDiscrepancies(store, settling, { tasks: [found, explained], at: start });
  const pk = `DISCREPANCY#${discrepancyIdOf(bankDayName, missingResult.name)}`;
  expect(writes.map((write) => [write.pk, write.sk])).toEqual([
    [pk, 'DISCREPANCY'],
    [pk, 'EVENT#000001'],
  ]);
  expect(requests).toEqual([{ request: 'read', items: 2 }]);
  await store.commit(writes);

  expect(await settleDiscrepancies(store, settling, { tasks: [found], at: start })).toEqual([]);
  const gone = await settleDiscrepancies(
    store,
    { ...settling, run: 2 },
    { tasks: [{ ...explained, name: found.name }], at: start },
  );
  expect(gone.map(({ item }) => item.status ?? item.fact)).toMatchObject([
    'ended',
    { type: 'discrepancy.explained', run: 2 },
  ]);
});

test('it is due at ten, so many working days after its payment, also when the calendar ends before', async () => {
  const dueAt = async (terms: Settling['terms'], paidAt = start) => {
    const entry = missingResult.entry && {
      ...missingResult.entry,
      paidAt,
      paidOn: paidAt.slice(0, 10) as typeof bankDayName.on,
    };
    const task = { ...found, result: { ...missingResult, entry } };
    const [write] = await settleDiscrepancies(makeMemoryStore(), { ...settling, terms }, { tasks: [task], at: start });
    return discrepancySchema.parse(write?.item).dueAt;
  };
  // Five working days after Saturday, 21 November: Tuesday the 24th is off, so the fifth is Monday the 30th.
  expect(await dueAt(termsOf())).toBe('2026-11-30T03:00:00.000Z');
  const { calendar } = termsOf();
  const ending = termsOf({ calendar: { ...calendar, years: [2026] } });
  expect(await dueAt(ending, addMs(start, 38 * dayMs))).toBe('2027-01-05T03:00:00.000Z');
});

test('a line of another day is shown once, and ends what that day waits for', async () => {
  const store = makeMemoryStore();
  const shown = { ...found, type: 'shown' } as const;
  const first = await settleDiscrepancies(store, settling, { tasks: [shown], at: start });
  expect(first[0]?.item).toMatchObject({ status: 'ended', end: { by: 'run', run: 1 } });
  await store.commit(first);
  expect(await settleDiscrepancies(store, settling, { tasks: [shown], at: start })).toEqual([]);
});
