import { expect, test } from 'vitest';
import { declineProposal } from '../../../lib/use-cases/decide-proposal.ts';
import { getBankDay } from '../../../lib/use-cases/read-reconciliation.ts';
import { binh } from '../../samples.ts';
import { refusalOf } from './configuring.ts';
import { ask } from './desk-world.ts';
import { listOf, reconcileList, resultsOf } from './reconciliation-world.ts';
import {
  decide,
  now,
  openDoubtful,
  openOf,
  reason,
  runAll,
  saturday,
  storyOfDay,
  storyOfDiscrepancy,
  unnamed,
} from './resolution-world.ts';

const openMatched = async () => {
  const doubtful = await openDoubtful(unnamed(135_000));
  const { world } = doubtful;
  const ends = [await openOf(world, 'line-of-unknown-reference'), await openOf(world, 'missing-at-provider')];
  const match = await decide(world, { kind: 'forced-match', discrepancyIds: ends.map(({ id }) => id) });
  await runAll(world, saturday);
  return { ...doubtful, ends, match };
};

test('a forced match that two officers take back is open again at both ends, and in the next run', async () => {
  const { world, ends, match } = await openMatched();
  await decide(world, { kind: 'match-undoing', matchId: match.id });

  for (const one of ends) {
    expect(await now(world, one)).toMatchObject({ status: 'open', desk: one.desk });
    expect((await storyOfDiscrepancy(world, one)).at(-1)).toBe('match.undone');
  }
  expect(await getBankDay(world.store, saturday)).toMatchObject({ joins: [] });
  expect((await storyOfDay(world, saturday)).slice(-2)).toEqual(['match.undone', 'run.started']);
  expect(await runAll(world, saturday)).toMatchObject({ number: 3, summary: { balanced: true, open: 2 } });
  expect((await resultsOf(world, saturday, 3)).map(({ class: found }) => found).sort()).toEqual([
    'missing-at-provider',
    'unknown-reference',
  ]);
});

test('it can be forced again, and is taken back once', async () => {
  const { world, ends, match } = await openMatched();
  await decide(world, { kind: 'match-undoing', matchId: match.id });
  const again = { kind: 'match-undoing', matchId: match.id, reason };
  expect((await refusalOf(ask(world, again))).code).toBe('not-at-desk');

  const second = await decide(world, { kind: 'forced-match', discrepancyIds: ends.map(({ id }) => id) });
  expect((await refusalOf(ask(world, again))).code).toBe('not-at-desk');
  await decide(world, { kind: 'match-undoing', matchId: second.id });
  expect(await runAll(world, saturday)).toMatchObject({ summary: { open: 2 } });
});

test('a match whose line is gone from another statement ends nothing any more, and can still be taken back', async () => {
  const { world, ends, match } = await openMatched();
  const entry = ends[1] ?? expect.unreachable();
  await reconcileList(world, saturday, listOf(unnamed(20_000)));
  expect(await now(world, entry)).toMatchObject({ status: 'open', desk: entry.desk });

  await reconcileList(world, saturday, listOf(unnamed(135_000), unnamed(30_000)));
  expect((await now(world, entry)).end).toMatchObject({ by: 'run' });
  await decide(world, { kind: 'match-undoing', matchId: match.id });
  expect(await getBankDay(world.store, saturday)).toMatchObject({ joins: [] });
  expect(await runAll(world, saturday)).toMatchObject({ summary: { open: 3 } });
  for (const one of ends) expect(await now(world, one)).toMatchObject({ status: 'open' });
});

test('taking it back can be declined, and what is no match cannot be taken back', async () => {
  const { world, ends, match } = await openMatched();
  const { id } = await ask(world, { kind: 'match-undoing', matchId: match.id, reason });
  await declineProposal(world, { by: binh, id, reason: 'Đúng rồi' });

  for (const one of ends) {
    expect(await now(world, one)).toMatchObject({ status: 'ended' });
    expect((await storyOfDiscrepancy(world, one)).at(-1)).toBe('proposal.declined');
  }
  expect((await refusalOf(ask(world, { kind: 'match-undoing', matchId: id, reason }))).code).toBe('not-at-desk');
});

test('a difference that two officers let be is open again when they take that back', async () => {
  const { world, paid } = await openDoubtful();
  await reconcileList(world, saturday, listOf({ ...paid, amountVnd: 130_000 }));
  const differs = await openOf(world, 'amount-differs');
  const match = await decide(world, { kind: 'forced-match', discrepancyIds: [differs.id] });
  await decide(world, { kind: 'match-undoing', matchId: match.id });

  expect(await now(world, differs)).toMatchObject({ status: 'open', desk: { class: 'amount-differs' } });
});
