import { describe, expect, test } from 'vitest';
import type { BankDay } from '../../../lib/domain/bank-day.ts';
import { decideClose, refuseClosed, refuseOddPeriod, refuseOverlap } from '../../../lib/domain/bank-day-decisions.ts';
import { periodSchema, type Run } from '../../../lib/domain/run.ts';
import { vietnamDaySchema } from '../../../lib/domain/time.ts';
import { binh, mai, start } from '../../samples.ts';
import { bodySha, emptySummary, makeCountedDay, makeSampleRun } from './sample-bank-day.ts';

const period = (from: string, to: string) => periodSchema.parse({ from, to });
const on = (day: string) => vietnamDaySchema.parse(day);
const closed = { by: mai, at: start, run: 1, body: bodySha };
const done = makeSampleRun({ status: 'done' });

type Case = { bankDay?: BankDay; latest?: Run; by?: typeof mai; body?: string };

describe('closing a bank day', () => {
  const unbalanced = makeCountedDay({
    counted: { ...makeCountedDay().counted, summary: { ...emptySummary, balanced: false } } as BankDay['counted'],
  });

  test.each<[string, Case, boolean | string]>([
    ['on the report that counts', {}, true],
    ['once more by the same officer on the same report', { bankDay: makeCountedDay({ closed }) }, false],
    ['that another officer has closed', { bankDay: makeCountedDay({ closed }), by: binh }, 'day-closed'],
    ['that is closed on another report', { bankDay: makeCountedDay({ closed }), body: 'other' }, 'day-closed'],
    ['while a run is under way', { latest: makeSampleRun({ status: 'stored' }) }, 'run-under-way'],
    ['on a report that counts no more', { body: 'other' }, 'report-changed'],
    ['without a report', { bankDay: makeCountedDay({ counted: undefined }) }, 'report-changed'],
    ['that does not balance', { bankDay: unbalanced }, 'not-balanced'],
  ])('%s', (_, { bankDay = makeCountedDay(), latest = done, by = mai, body = bodySha }, expected) => {
    const decide = () => decideClose(bankDay, latest, { by, body });
    if (typeof expected === 'boolean') expect(decide()).toBe(expected);
    else expect(decide).toThrow(expect.objectContaining({ code: expected }));
  });
});

test('nothing may happen to a closed day', () => {
  expect(() => {
    refuseClosed(makeCountedDay({ closed }));
  }).toThrow(expect.objectContaining({ code: 'day-closed' }));
  expect(() => {
    refuseClosed(makeCountedDay());
  }).not.toThrow();
  expect(() => {
    refuseClosed(undefined);
  }).not.toThrow();
});

test('a day belongs to one bank day of its account and side', () => {
  const friday = makeCountedDay({ on: on('2026-11-20'), period: period('2026-11-20', '2026-11-20') });
  const weekend = makeCountedDay({ on: on('2026-11-22'), period: period('2026-11-21', '2026-11-22') });
  const missing = makeCountedDay({ on: on('2026-11-23'), period: undefined });
  const others = [friday, weekend, missing];

  expect(() => {
    refuseOverlap(period('2026-11-23', '2026-11-23'), others);
  }).not.toThrow();
  expect(() => {
    refuseOverlap(period('2026-11-22', '2026-11-22'), others);
  }).not.toThrow();
  for (const overlapping of [period('2026-11-21', '2026-11-21'), period('2026-11-22', '2026-11-23')])
    expect(() => {
      refuseOverlap(overlapping, others);
    }).toThrow(expect.objectContaining({ code: 'periods-overlap' }));
});

test('no statement is of days in the wrong order, of more than a month or of days yet to come', () => {
  const today = on('2026-11-21');
  for (const fine of [period('2026-11-21', '2026-11-21'), period('2026-10-22', '2026-11-21')])
    expect(() => {
      refuseOddPeriod(fine, today);
    }).not.toThrow();
  for (const [from, to] of [
    ['2026-11-21', '2026-11-20'],
    ['2026-10-21', '2026-11-21'],
    ['2026-11-22', '2026-11-22'],
  ] as const)
    expect(() => {
      refuseOddPeriod(period(from, to), today);
    }).toThrow(expect.objectContaining({ code: 'validation-failed' }));
});
