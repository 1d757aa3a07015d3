import { expect } from 'vitest';
import { type BankDay, bankDayEventSchema, bankDaySchema } from '../../lib/domain/bank-day.ts';
import { type Discrepancy, discrepancyEventSchema, discrepancySchema } from '../../lib/domain/discrepancy.ts';
import { type Entry, verifyChain } from '../../lib/domain/journal.ts';
import { movementSchema } from '../../lib/domain/movement.ts';
import { isSameOfficer } from '../../lib/domain/officer.ts';
import { orderSchema } from '../../lib/domain/order.ts';
import { type Proposal, proposalSchema } from '../../lib/domain/proposal.ts';
import type { Item } from '../../lib/store/store.ts';

/** All that was ever written, as it is now. */
export const makeBooks = () => {
  const items = new Map<string, Item>();
  const all = (sk: RegExp): Item[] => [...items.values()].filter((item) => sk.test(String(item.sk)));
  const journalOf = (pk: unknown): Item[] =>
    all(/^EVENT#/)
      .filter((item) => item.pk === pk)
      .toSorted((one, other) => (String(one.sk) < String(other.sk) ? -1 : 1));
  return {
    enter: (item: Item) => void items.set(`${String(item.pk)} ${String(item.sk)}`, item),
    heads: (kind: 'DISCREPANCY' | 'BANK-DAY' | 'PROPOSAL' | 'MOVEMENT' | 'ORDER') => all(RegExp(`^${kind}$`)),
    journalOf,
  };
};

export type Books = ReturnType<typeof makeBooks>;

/** A journal as its chain has it. */
export const entriesOf = (books: Books, pk: unknown): Entry[] =>
  books.journalOf(pk).map((item) => {
    const event = discrepancyEventSchema.safeParse(item).data ?? bankDayEventSchema.parse(item);
    const { version: _, ...rest } = event;
    if (!('discrepancyId' in rest)) return rest;
    const { discrepancyId: subject, ...told } = rest;
    return { subject, ...told };
  });

/** Whether a discrepancy is open, as its journal tells. */
const opens: Readonly<Record<string, boolean>> = {
  'acceptance.undone': true,
  'match.undone': true,
  'discrepancy.accepted': false,
  'match.forced': false,
  'line.taken': false,
};

type Told = { isOpen: boolean; by: 'one' | 'two' | undefined; explained: boolean };

/** What a run tells of one that people have ended changes nothing about their end. */
const runTells: Readonly<Record<string, (told: Told) => Told>> = {
  'discrepancy.found': ({ by, explained }) => {
    // What one officer accepted stays so; what two matched does until the line is gone by which a run had gone.
    const stays = by === 'one' || (by === 'two' && !explained);
    return { isOpen: !stays, by: stays ? by : undefined, explained: false };
  },
  'discrepancy.changed': () => ({ isOpen: true, by: undefined, explained: false }),
  'discrepancy.explained': (told) => ({ ...told, isOpen: false, explained: true }),
};

const tellNext = (told: Told, type: string): Told => {
  const byRun = runTells[type];
  if (byRun) return byRun(told);
  const isOpen = opens[type];
  if (isOpen === undefined) return told;
  // A run that explained it since has the last word of an acceptance; a match that is taken back of what a run says is over.
  if (type === 'acceptance.undone' && told.explained) return { isOpen: false, by: undefined, explained: true };
  if (type === 'match.undone' && told.by !== 'two') return told;
  const by = type === 'discrepancy.accepted' ? 'one' : 'two';
  return { isOpen, by: isOpen ? undefined : by, explained: false };
};

const checkDiscrepancy = (books: Books, discrepancy: Discrepancy, item: Item): void => {
  const { id, events, lastHash = '', status, desk, end } = discrepancy;
  const journal = entriesOf(books, item.pk);
  expect(verifyChain(journal, { subject: id, events, lastHash })).toBeUndefined();
  const types = journal.map(({ fact }) => (fact as { type: string }).type);
  const told = types.reduce(tellNext, { isOpen: false, by: undefined, explained: false });
  expect([status, types.join()]).toEqual([told.isOpen ? 'open' : 'ended', types.join()]);
  expect(desk !== undefined).toBe(status === 'open');
  expect(end !== undefined).toBe(status === 'ended');
};

/** Which lines officers have joined with which movements, as a journal tells. */
const joinedOf = (journal: readonly Entry[]): ReadonlyMap<string, string> => {
  let joined: readonly (readonly [line: string, key: string])[] = [];
  for (const { fact } of journal) {
    const { type, line = '', key = '', movementKey = key } = fact as Record<string, string | undefined>;
    if (type === 'match.forced' || type === 'line.taken')
      joined = [...joined.filter(([other, its]) => other !== line && its !== movementKey), [line, movementKey]];
    if (type === 'match.undone') joined = joined.filter(([other]) => other !== line);
  }
  return new Map(joined);
};

/** What stands in the journal of a bank day as joined, and in its head. */
const checkBankDay = (books: Books, day: BankDay, item: Item): void => {
  const subject = `${day.accountId}#${day.side}#${day.on}`;
  const journal = entriesOf(books, item.pk);
  expect(verifyChain(journal, { subject, events: day.events, lastHash: day.lastHash ?? '' })).toBeUndefined();
  const joined = joinedOf(journal);
  const held = (day.joins ?? []).map(({ line, key }) => [line, key]);
  expect(held.sort()).toEqual([...joined].sort());
  expect(new Set(held.map(([, key]) => key)).size).toBe(held.length);
  expect(day.counted?.summary.balanced ?? true).toBe(true);
};

const checkOfficers = (proposals: readonly Proposal[]): void => {
  for (const { status, askedBy, decidedBy } of proposals)
    if (status === 'approved') expect(decidedBy && isSameOfficer(decidedBy, askedBy)).toBe(false);
};

/** What must hold of everything that reconciliation and officers have written. */
export const check = (books: Books): void => {
  for (const item of books.heads('DISCREPANCY')) checkDiscrepancy(books, discrepancySchema.parse(item), item);
  for (const item of books.heads('BANK-DAY')) checkBankDay(books, bankDaySchema.parse(item), item);
  checkOfficers(books.heads('PROPOSAL').map((item) => proposalSchema.parse(item)));
};

/** Where all money is: by movement, and what the orders say. */
export const moneyIn = (books: Books): string[] =>
  [
    ...books.heads('MOVEMENT').map((item) => {
      const { notice, place } = movementSchema.parse(item);
      return `${notice.movementKey} ${notice.amountVnd} ${JSON.stringify(place)}`;
    }),
    ...books.heads('ORDER').map((item) => {
      const { id, status, payment } = orderSchema.parse(item);
      return `${id} ${status} ${payment?.movementKey ?? ''} ${payment?.amountVnd ?? 0}`;
    }),
  ].sort();

/** Movements that a line was taken as, each once, of the lines whose taking was approved. */
export const checkTaken = (books: Books): void => {
  const taken = books
    .heads('DISCREPANCY')
    .flatMap(({ pk }) => entriesOf(books, pk))
    .flatMap(({ fact }) => (fact as { type: string; movementKey?: string }).movementKey ?? []);
  const movements = books.heads('MOVEMENT').map((item) => movementSchema.parse(item).notice.movementKey);
  expect(movements.filter((key) => key.includes('line#')).sort()).toEqual(taken.sort());
};

/** That an acceptance was taken back which a run had explained since: it stays ended, by that run. */
export const noteUndone = (books: Books, seen: Set<unknown>): void => {
  for (const { pk } of books.heads('DISCREPANCY')) {
    const types = entriesOf(books, pk).map(({ fact }) => (fact as { type: string }).type);
    if (/accepted,(proposal\.\w+,)*discrepancy\.explained,(proposal\.\w+,)*acceptance\.undone/.test(types.join()))
      seen.add('undone once explained');
  }
};
