import { describe, expect, test } from 'vitest';
import {
  afterAgeLimit,
  afterExplanation,
  afterFinding,
  deskClassOfResult,
  discrepancyIdOf,
  type Finding,
  hashDiscrepancyEvent,
  shownBefore,
} from '../../../lib/domain/discrepancy-changes.ts';
import { type Discrepancy, discrepancyEventSchema, discrepancySchema } from '../../../lib/domain/discrepancy.ts';
import { addDays } from '../../../lib/domain/calendar.ts';
import { resultClassSchema } from '../../../lib/domain/result.ts';
import { addMs, dayMs } from '../../../lib/domain/time.ts';
import { agencyCode, mai, start } from '../../samples.ts';
import { bankDayName, missingResult } from './sample-bank-day.ts';

const overdueAt = addMs(start, 3 * dayMs);
const finding: Finding = {
  of: bankDayName,
  agencyCode,
  provider: 'vnpay',
  result: missingResult,
  run: 1,
  overdueAt,
};
const nextDay: Finding = { ...finding, of: { ...bankDayName, on: addDays(bankDayName.on, 1) } };
const later = addMs(start, dayMs);

const found = (known?: Discrepancy, changes: Partial<Finding> = {}, at = start) =>
  afterFinding(known, { ...finding, ...changes }, at);
const first = () => found()?.discrepancy ?? expect.unreachable();
const explained = () => afterExplanation(first(), nextDay, later)?.discrepancy ?? expect.unreachable();
const accepted = (): Discrepancy => {
  const { desk: _, dueAt: __, ...rest } = first();
  return { ...rest, status: 'ended', end: { by: 'acceptance', officer: mai, reason: 'đã rõ', at: start } };
};

describe('a discrepancy', () => {
  test('is known by account, side and what it is of, and not by its day', () => {
    expect(discrepancyIdOf(bankDayName, 'one')).toMatch(/^[0-9a-f]{32}$/);
    expect(discrepancyIdOf(nextDay.of, 'one')).toBe(discrepancyIdOf(bankDayName, 'one'));
    expect(discrepancyIdOf({ ...bankDayName, side: 'bank' }, 'one')).not.toBe(discrepancyIdOf(bankDayName, 'one'));
    expect(discrepancyIdOf(bankDayName, 'other')).not.toBe(discrepancyIdOf(bankDayName, 'one'));
  });

  test('is found once, waits for an officer from then on, and is written as its schema reads it', () => {
    const change = found() ?? expect.unreachable();
    expect(discrepancySchema.parse(change.discrepancy)).toEqual(change.discrepancy);
    expect(change.event && discrepancyEventSchema.parse(change.event)).toEqual(change.event);
    expect(change.discrepancy).toMatchObject({
      status: 'open',
      desk: { class: 'missing-at-provider', since: start },
      dueAt: overdueAt,
      lastHash: change.event && hashDiscrepancyEvent(change.event),
    });
  });

  test('that the next day still finds waits since it was found first, without another event', () => {
    const change = found(first(), nextDay, later);
    expect(change).not.toHaveProperty('event');
    expect(change?.discrepancy).toMatchObject({
      version: 2,
      of: bankDayName,
      latestOn: nextDay.of.on,
      desk: { since: start },
    });
  });

  test('that a run finds twice, or that a later day has found too, is written once', () => {
    expect(found(first())).toBeUndefined();
    expect(found(found(first(), nextDay, later)?.discrepancy, { run: 2 }, later)).toBeUndefined();
  });

  test('that has changed says so', () => {
    const result = { ...missingResult, class: 'amount-differs' as const, statementVnd: 1000 };
    const change = found(first(), { result, run: 2, overdueAt: undefined });
    expect(change?.event?.fact).toEqual({ type: 'discrepancy.changed', on: bankDayName.on, run: 2 });
    expect(change?.discrepancy).toMatchObject({ desk: { class: 'amount-differs', since: start } });
    expect(change?.discrepancy).not.toHaveProperty('dueAt');
  });

  test('is explained by a run that no longer finds it, once, and found again by one that does', () => {
    const end = explained();
    expect(end).toMatchObject({ status: 'ended', end: { by: 'run', on: nextDay.of.on, run: 1 } });
    expect(end).not.toHaveProperty('desk');
    expect(end).not.toHaveProperty('dueAt');
    expect(afterExplanation(end, nextDay, later)).toBeUndefined();
    const again = found(end, { run: 2 }, later);
    expect(again?.event?.fact.type).toBe('discrepancy.found');
    expect(again?.discrepancy).toMatchObject({ status: 'open', desk: { since: start }, dueAt: overdueAt });
    expect(again?.discrepancy).not.toHaveProperty('end');
  });

  test('that officers have ended stays so while it is the same', () => {
    expect(found(accepted(), { run: 2 })).toBeUndefined();
    const result = { ...missingResult, lephiVnd: 1 };
    expect(found(accepted(), { result, run: 2 })?.discrepancy).toMatchObject({ status: 'open', result });
  });

  test('is overdue once', () => {
    const { discrepancy, event } = afterAgeLimit(first(), later);
    expect(event?.fact).toEqual({ type: 'discrepancy.overdue' });
    expect(discrepancy).toMatchObject({ overdue: true, desk: { since: start } });
    expect(discrepancy).not.toHaveProperty('dueAt');
    expect(found(discrepancy, nextDay)?.discrepancy).not.toHaveProperty('dueAt');
  });

  test('that another day explains before its own is reconciled waits for nobody', () => {
    const change = shownBefore(nextDay, start);
    expect(change?.discrepancy).toMatchObject({ version: 1, status: 'ended', end: { by: 'run', on: nextDay.of.on } });
    expect(change?.discrepancy).not.toHaveProperty('desk');
    expect(change && discrepancySchema.parse(change.discrepancy)).toEqual(change?.discrepancy);
  });

  test('has a class at the desk whatever its result is', () => {
    expect(Object.keys(deskClassOfResult).sort()).toEqual([...resultClassSchema.options].sort());
  });
});
