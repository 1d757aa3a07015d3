import { expect, test } from 'vitest';
import { listAll } from '../../../lib/store/read.ts';
import { getItem, listChanges, subject } from '../../../lib/use-cases/configure.ts';
import { setCalendar } from '../../../lib/use-cases/configure-calendar.ts';
import { makeWorld, refusalOf } from './configuring.ts';

const calendar = {
  years: [2026],
  daysOff: [{ on: '2026-11-24', name: 'Ngày Văn hóa Việt Nam' }],
  workedWeekends: [],
  source: 'Resolution 28/2026/QH16',
};

test('the calendar is set, set anew as a whole, and each change is in its journal', async () => {
  const world = makeWorld();
  expect(await refusalOf(getItem(world.store, subject.calendar))).toMatchObject({ code: 'not-found' });

  expect(await setCalendar(world, calendar)).toMatchObject({ ...calendar, version: 1 });
  expect(await setCalendar(world, calendar)).toMatchObject({ version: 1 });
  expect(await setCalendar(world, { ...calendar, daysOff: [] })).toMatchObject({ daysOff: [], version: 2 });

  const changes = await listAll((page) => listChanges(world.store, subject.calendar, page));
  expect(changes.map(({ action }) => action)).toEqual(['added', 'changed']);
});

test('what is wrong with a calendar is told where it stands', async () => {
  const setting = setCalendar(makeWorld(), { ...calendar, years: [2027], enabled: true });

  expect(await refusalOf(setting)).toEqual({
    code: 'validation-failed',
    errors: [
      { pointer: '/enabled', message: 'is not a name known here' },
      { pointer: '/daysOff/0/on', message: 'not-in-these-years' },
    ],
  });
});
