import { expect, test } from 'vitest';
import { bankDayEventSchema, bankDaySchema, type BankDayFact } from '../../../lib/domain/bank-day.ts';
import {
  applyBankDayFact,
  emptyBankDay,
  hashBankDayEvent,
  subjectOfBankDay,
} from '../../../lib/domain/bank-day-changes.ts';
import { verifyChain } from '../../../lib/domain/journal.ts';
import { addMs } from '../../../lib/domain/time.ts';
import { binh, mai, start } from '../../samples.ts';
import { bankDayName, bodySha, statementSha } from './sample-bank-day.ts';

const [sha, body] = [statementSha, bodySha];

const facts: BankDayFact[] = [
  { type: 'run.started', run: 1, statement: sha, by: mai },
  { type: 'run.counted', run: 1, body, balanced: true, open: 0 },
  { type: 'day.closed', run: 1, body, by: mai },
  { type: 'found.later', key: 'key', bookedInto: bankDayName.on },
  { type: 'day.reopened', proposalId: 'DN', by: binh },
];

const happen = (count: number) => {
  let bankDay = emptyBankDay(bankDayName);
  const events = facts.slice(0, count).map((fact, index) => {
    const change = applyBankDayFact(bankDay, fact, addMs(start, index));
    bankDay = change.bankDay;
    return change.event;
  });
  return { bankDay, events };
};

test('a bank day and its chained journal are written as their schemas read them', () => {
  const { bankDay, events } = happen(facts.length);
  expect(bankDaySchema.parse(bankDay)).toEqual(bankDay);
  expect(events.map((event) => bankDayEventSchema.parse(event))).toEqual(events);
  const subject = subjectOfBankDay(bankDayName);
  expect(verifyChain(events, { subject, events: 5, lastHash: bankDay.lastHash ?? '' })).toBeUndefined();
  expect(events[1]?.previousHash).toBe(events[0] && hashBankDayEvent(events[0]));
});

test('it is closed by whoever closes it, and open again when it is reopened', () => {
  expect(happen(2).bankDay).toMatchObject({ version: 2, runs: 1, events: 2 });
  expect(happen(4).bankDay.closed).toEqual({ by: mai, at: addMs(start, 2), run: 1, body });
  expect(happen(5).bankDay).not.toHaveProperty('closed');
});
