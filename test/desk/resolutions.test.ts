import fc from 'fast-check';
import { expect, test } from 'vitest';
import { discrepancySchema } from '../../lib/domain/discrepancy.ts';
import type { Officer } from '../../lib/domain/officer.ts';
import { type Proposal, proposalSchema } from '../../lib/domain/proposal.ts';
import { Refusal } from '../../lib/domain/refusal.ts';
import { makeMemoryStore } from '../../lib/store/memory-store.ts';
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
import { type Books, check, checkTaken, entriesOf, makeBooks, moneyIn, noteUndone } from './resolution-books.ts';

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
  ...Array.from({ length: 4 }, () => 'accept'),
  'undo',
  'undo',
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
  ...['day.closed', 'day.reopened', 'undone once explained'],
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
    noteUndone(books, seen);
    for (const kind of ['DISCREPANCY', 'BANK-DAY'] as const)
      for (const { pk } of books.heads(kind))
        for (const { fact } of entriesOf(books, pk)) seen.add((fact as { type: string }).type);
  });
  await fc.assert(property, { numRuns: 50, seed: 20_261_124 });

  for (const type of facts) expect([...seen]).toContain(type);
}, 60_000);
