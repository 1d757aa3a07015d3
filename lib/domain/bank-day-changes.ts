import type { BankDay, BankDayEvent, BankDayFact } from './bank-day.ts';
import { hashEntry } from './journal.ts';
import type { BankDayName } from './run.ts';
import type { Instant } from './time.ts';

/** What is written when something happens to a bank day: it as its next version, and the event. */
export type BankDayChange = { readonly bankDay: BankDay; readonly event: BankDayEvent };

/** A bank day of which nothing is stored yet. */
export const emptyBankDay = ({ accountId, side, on }: BankDayName): BankDay => ({
  version: 0,
  accountId,
  side,
  on,
  runs: 0,
  events: 0,
});

/** What the journal of a bank day is of: `account#side#day`. */
export const subjectOfBankDay = ({ accountId, side, on }: BankDayName): string => `${accountId}#${side}#${on}`;

/** The hash of a bank day's event; see {@link hashEntry}. */
export const hashBankDayEvent = ({ version: _, ...event }: BankDayEvent): string => hashEntry(event);

const changedBy = (fact: BankDayFact, at: Instant): Partial<BankDay> => {
  switch (fact.type) {
    case 'run.started':
      return { runs: fact.run };
    case 'day.closed':
      return { closed: { by: fact.by, at, run: fact.run, body: fact.body } };
    default:
      return {};
  }
};

/**
 * The bank day after a fact, and the fact's event. Whoever calls this has decided that the fact may happen.
 *
 * @param before with what it is to keep beside what the fact tells: a period, the run that counts
 */
export const applyBankDayFact = (before: BankDay, fact: BankDayFact, at: Instant): BankDayChange => {
  const { lastHash: previousHash, closed, ...rest } = before;
  const event: BankDayEvent = {
    version: 1,
    subject: subjectOfBankDay(before),
    sequence: before.events + 1,
    at,
    fact,
    ...(previousHash !== undefined && { previousHash }),
  };
  const bankDay: BankDay = {
    ...rest,
    ...(closed && fact.type !== 'day.reopened' && { closed }),
    ...changedBy(fact, at),
    version: before.version + 1,
    events: event.sequence,
    lastHash: hashBankDayEvent(event),
  };
  return { bankDay, event };
};
