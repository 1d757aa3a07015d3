import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BankDay, bankDayEventSchema, bankDaySchema } from '../../lib/domain/bank-day.ts';
import { type Discrepancy, discrepancyEventSchema, discrepancySchema } from '../../lib/domain/discrepancy.ts';
import { type Entry, verifyChain } from '../../lib/domain/journal.ts';
import { movementSchema } from '../../lib/domain/movement.ts';
import { isSameOfficer, type Officer } from '../../lib/domain/officer.ts';
import { orderSchema } from '../../lib/domain/order.ts';
import { type Proposal, proposalSchema } from '../../lib/domain/proposal.ts';
import { Refusal } from '../../lib/domain/refusal.ts';
import { makeMemoryStore } from '../../lib/store/memory-store.ts';
import type { Item } from '../../lib/store/store.ts';
import { acceptDiscrepancy, undoAcceptance } from '../../lib/use-cases/accept-discrepancy.ts';
import { closeBankDay } from '../../lib/use-cases/close-bank-day.ts';
import { approveProposal, declineProposal } from '../../lib/use-cases/decide-proposal.ts';
import { getBankDay } from '../../lib/use-cases/read-reconciliation.ts';
import { binh, mai } from '../samples.ts';
import { ask } from '../lib/use-cases/desk-world.ts';
import {
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  payUntold,
  type ReconciliationWorld,
  reconcileList,
} from '../lib/use-cases/reconciliation-world.ts';
import { reason, runAll, saturday, unnamed } from '../lib/use-cases/resolution-world.ts';

/** All that was ever written, as it is now. */
const makeBooks = () => {
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

type Books = ReturnType<typeof makeBooks>;

const entriesOf = (books: Books, pk: unknown): Entry[] =>
  books.journalOf(pk).map((item) => {
    const event = discrepancyEventSchema.safeParse(item).data ?? bankDayEventSchema.parse(item);
    const { version: _, ...rest } = event;
    if (!('discrepancyId' in rest)) return rest;
    const { discrepancyId: subject, ...told } = rest;
    return { subject, ...told };
  });

/** Whether a discrepancy is open, as its journal tells. */
const opens: Readonly<Record<string, boolean>> = {
  'discrepancy.changed': true,
  'acceptance.undone': true,
  'match.undone': true,
  'discrepancy.accepted': false,
  'match.forced': false,
  'line.taken': false,
};

type Told = { isOpen: boolean; byPeople: boolean; explained: boolean };

const tellNext = (told: Told, type: string): Told => {
  if (type === 'discrepancy.found') return { ...told, isOpen: !told.byPeople, explained: false };
  if (type === 'discrepancy.explained') return { ...told, isOpen: false, explained: true };
  const isOpen = opens[type];
  if (isOpen === undefined) return told;
  if (type === 'acceptance.undone' && told.explained) return { isOpen: false, byPeople: false, explained: true };
  return { isOpen, byPeople: !isOpen, explained: false };
};

const checkDiscrepancy = (books: Books, discrepancy: Discrepancy, item: Item): void => {
  const { id, events, lastHash = '', status, desk, end } = discrepancy;
  const journal = entriesOf(books, item.pk);
  expect(verifyChain(journal, { subject: id, events, lastHash })).toBeUndefined();
  const types = journal.map(({ fact }) => (fact as { type: string }).type);
  const told = types.reduce(tellNext, { isOpen: false, byPeople: false, explained: false });
  expect([status, types.join()]).toEqual([told.isOpen ? 'open' : 'ended', types.join()]);
  expect(desk !== undefined).toBe(status === 'open');
  expect(end !== undefined).toBe(status === 'ended');
};

/** What stands in the journal of a bank day as joined, and in its head. */
const checkBankDay = (books: Books, day: BankDay, item: Item): void => {
  const subject = `${day.accountId}#${day.side}#${day.on}`;
  const journal = entriesOf(books, item.pk);
  expect(verifyChain(journal, { subject, events: day.events, lastHash: day.lastHash ?? '' })).toBeUndefined();
  const joined = new Map<string, string>();
  for (const { fact } of journal) {
    const { type, line = '', key = '', movementKey } = fact as Record<string, string | undefined>;
    if (type === 'match.forced' || type === 'line.taken') joined.set(line, movementKey ?? key);
    if (type === 'match.undone') joined.delete(line);
  }
  const held = (day.joins ?? []).map(({ line, key }) => [line, key]);
  expect(held.sort()).toEqual([...joined].sort());
  expect(new Set(held.map(([, key]) => key)).size).toBe(held.length);
  expect(day.counted?.summary.balanced ?? true).toBe(true);
};

const checkOfficers = (proposals: readonly Proposal[]): void => {
  for (const { status, askedBy, decidedBy } of proposals)
    if (status === 'approved') expect(decidedBy && isSameOfficer(decidedBy, askedBy)).toBe(false);
};

const check = (books: Books): void => {
  for (const item of books.heads('DISCREPANCY')) checkDiscrepancy(books, discrepancySchema.parse(item), item);
  for (const item of books.heads('BANK-DAY')) checkBankDay(books, bankDaySchema.parse(item), item);
  checkOfficers(books.heads('PROPOSAL').map((item) => proposalSchema.parse(item)));
};

/** Where all money is: by movement, and what the orders say. */
const moneyIn = (books: Books): string[] =>
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
const checkTaken = (books: Books): void => {
  const taken = books
    .heads('DISCREPANCY')
    .flatMap(({ pk }) => entriesOf(books, pk))
    .flatMap(({ fact }) => (fact as { type: string; movementKey?: string }).movementKey ?? []);
  const movements = books.heads('MOVEMENT').map((item) => movementSchema.parse(item).notice.movementKey);
  expect(movements.filter((key) => key.includes('line#')).sort()).toEqual(taken.sort());
};

const thanh: Officer = { subject: 'iss|thanh', name: 'Thanh' };
const officers = [mai, binh, thanh, { ...mai, subject: ` ${mai.subject} `, name: 'Người khác' }];

/** A refusal is an answer; anything else is a fault. */
const orRefused = async <T>(act: Promise<T>): Promise<T | undefined> => {
  try {
    return await act;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
};

type Act = { readonly type: string; readonly by: number; readonly other: number; readonly which: number };

/** Whether an act may move money: an approved line does, and a run that heals. */
type Played = { readonly mayMoveMoney: boolean };

const pick = <T>(some: readonly T[], which: number): T | undefined => some[which % Math.max(1, some.length)];

/** Somebody does something with what there is. */
const makeStage = async (world: ReconciliationWorld, books: Books) => {
  const paid = [await payTold(world, 1), await payTold(world, 2)];
  const untold = await payUntold(world, 3);
  nextMorning(world, saturday);
  const lines = [
    unnamed(135_000),
    unnamed(135_000),
    unnamed(70_000, '10:00'),
    { ...unnamed(35_000), type: 'refund' as const },
  ];
  const statements = [
    listOf(...lines),
    listOf(...lines.toReversed(), { ...(paid[0] ?? expect.unreachable()), amountVnd: 120_000 }),
    listOf(...lines.slice(1), ...paid),
  ];
  await reconcileList(world, saturday, statements[0] ?? '');

  const found = () => books.heads('DISCREPANCY').map((item) => discrepancySchema.parse(item));
  const proposals = (wanted: (one: Proposal) => boolean) =>
    books
      .heads('PROPOSAL')
      .map((item) => proposalSchema.parse(item))
      .filter(wanted);
  const waiting = () => proposals(({ status }) => status === 'requested');

  const askFor = async (request: object, by: Officer) => orRefused(ask(world, { ...request, reason }, by));

  const acts: Record<string, (act: { by: Officer; other: Officer; which: number }) => Promise<Played>> = {
    accept: async ({ by, which }) => {
      const id = pick(found(), which)?.id ?? '';
      await orRefused(acceptDiscrepancy(world, { by, id, reason }));
      return { mayMoveMoney: false };
    },
    undo: async ({ by, which }) => {
      const ended = found().filter(({ end }) => end?.by === 'acceptance');
      await orRefused(undoAcceptance(world, { by, id: pick(ended, which)?.id ?? '', reason }));
      return { mayMoveMoney: false };
    },
    'ask for a match': async ({ by, which }) => {
      const all = found();
      const ids = [pick(all, which), pick(all, which >> 3)].map((one) => one?.id ?? '');
      await askFor({ kind: 'forced-match', discrepancyIds: [...new Set(ids)] }, by);
      return { mayMoveMoney: false };
    },
    'ask for a sensible match': async ({ by, which }) => {
      const open = found().filter(({ status }) => status === 'open');
      const line = pick(
        open.filter(({ result }) => result.line && !result.entry && result.statementVnd > 0),
        which,
      );
      const entry = pick(
        open.filter(({ result }) => result.entry && !result.line),
        which >> 2,
      );
      if (line && entry) await askFor({ kind: 'forced-match', discrepancyIds: [line.id, entry.id] }, by);
      return { mayMoveMoney: false };
    },
    'ask to undo a match': async ({ by, which }) => {
      const matches = proposals(({ kind, status }) => kind === 'forced-match' && status === 'approved');
      const matchId = pick(matches, which)?.id;
      if (matchId) await askFor({ kind: 'match-undoing', matchId }, by);
      return { mayMoveMoney: false };
    },
    'ask to take a line': async ({ by, which }) => {
      const line = pick(
        found().filter(({ result }) => result.line),
        which,
      );
      const named = which % 2 === 0 ? {} : { orderId: untold.order.id };
      if (line) await askFor({ kind: 'line', discrepancyId: line.id, ...named }, by);
      return { mayMoveMoney: false };
    },
    'ask to reopen': async ({ by }) => {
      await askFor({ kind: 'reopening', of: saturday }, by);
      return { mayMoveMoney: false };
    },
    approve: async ({ by, which }) => {
      const proposal = pick(waiting(), which);
      if (proposal) await orRefused(approveProposal(world, by, proposal.id));
      return { mayMoveMoney: proposal?.kind === 'line' };
    },
    'approve at once': async ({ by, other, which }) => {
      const proposal = pick(waiting(), which);
      if (proposal === undefined) return { mayMoveMoney: false };
      const { id } = proposal;
      await Promise.all([
        orRefused(approveProposal(world, by, id)),
        orRefused(approveProposal(world, other, id)),
        orRefused(declineProposal(world, { by: other, id, reason })),
      ]);
      return { mayMoveMoney: proposal.kind === 'line' };
    },
    'resolve at once': async ({ by, other, which }) => {
      const proposal = pick(waiting(), which);
      const id = pick(found(), which)?.id ?? '';
      await Promise.all([
        orRefused(acceptDiscrepancy(world, { by, id, reason })),
        ...(proposal ? [orRefused(approveProposal(world, other, proposal.id))] : []),
      ]);
      return { mayMoveMoney: proposal?.kind === 'line' };
    },
    close: async ({ by }) => {
      const { counted } = await getBankDay(world.store, saturday);
      await orRefused(closeBankDay(world, { by, of: saturday, body: counted?.body ?? '' }));
      return { mayMoveMoney: false };
    },
    run: async () => {
      await runAll(world, saturday);
      return { mayMoveMoney: true };
    },
    'bring another statement': async ({ which }) => {
      await orRefused(reconcileList(world, saturday, pick(statements, which) ?? ''));
      return { mayMoveMoney: true };
    },
  };
  const play = async ({ type, by, other, which }: Act): Promise<Played> => {
    const [one, two] = [officers[by] ?? mai, officers[other] ?? binh];
    return (await acts[type]?.({ by: one, other: two, which })) ?? { mayMoveMoney: false };
  };
  return { play, names: Object.keys(acts) };
};

const weighed = [
  'accept',
  'undo',
  'ask for a match',
  ...Array.from({ length: 3 }, () => 'ask for a sensible match'),
  'ask to undo a match',
  'ask to undo a match',
  'ask to take a line',
  'ask to take a line',
  'ask to reopen',
  ...Array.from({ length: 6 }, () => 'approve'),
  'approve at once',
  'resolve at once',
  'close',
  'run',
  'bring another statement',
];

const anyAct = fc.record({
  type: fc.constantFrom(...weighed),
  by: fc.nat(officers.length - 1),
  other: fc.nat(officers.length - 1),
  which: fc.nat(63),
});

/** What must happen in some of the worlds, or the property shows little. */
const facts = [
  ...[
    'discrepancy.accepted',
    'acceptance.undone',
    'match.forced',
    'match.undone',
    'line.taken',
    'discrepancy.explained',
  ],
  ...['day.closed', 'day.reopened'],
];

test('officers in any order, and at once, leave states that their journals tell, and move no đồng unseen', async () => {
  const seen = new Set<unknown>();
  const property = fc.asyncProperty(fc.array(anyAct, { minLength: 6, maxLength: 24 }), async (acts) => {
    const books = makeBooks();
    const world = await openReconciliation({ store: makeMemoryStore({ stream: books.enter }) });
    const { play } = await makeStage(world, books);
    for (const act of acts) {
      const before = moneyIn(books);
      const { mayMoveMoney } = await play(act);
      if (!mayMoveMoney) expect(moneyIn(books), act.type).toEqual(before);
      check(books);
      checkTaken(books);
    }
    for (const kind of ['DISCREPANCY', 'BANK-DAY'] as const)
      for (const { pk } of books.heads(kind))
        for (const { fact } of entriesOf(books, pk)) seen.add((fact as { type: string }).type);
  });
  await fc.assert(property, { numRuns: 60, seed: 20_261_124 });

  for (const type of facts) expect([...seen]).toContain(type);
}, 60_000);
