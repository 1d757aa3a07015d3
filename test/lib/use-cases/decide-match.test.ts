import { describe, expect, test } from 'vitest';
import { approveProposal, declineProposal } from '../../../lib/use-cases/decide-proposal.ts';
import { acceptDiscrepancy } from '../../../lib/use-cases/accept-discrepancy.ts';
import { getBankDay } from '../../../lib/use-cases/read-reconciliation.ts';
import { binh, mai } from '../../samples.ts';
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

const openPair = async (amountVnd = 135_000) => {
  const doubtful = await openDoubtful(unnamed(amountVnd));
  const line = await openOf(doubtful.world, 'line-of-unknown-reference');
  const entry = await openOf(doubtful.world, 'missing-at-provider');
  return { ...doubtful, line, entry, request: { kind: 'forced-match', discrepancyIds: [line.id, entry.id] } };
};

describe('a line and a payment that two officers match', () => {
  test('are ended, told in three journals, and joined by the next run', async () => {
    const { world, line, entry, request } = await openPair();
    const { id } = await ask(world, { ...request, reason });
    expect((await refusalOf(approveProposal(world, mai, id))).code).toBe('same-officer');
    await approveProposal(world, binh, id);

    for (const one of [line, entry]) {
      expect(await now(world, one)).toMatchObject({
        status: 'ended',
        end: { by: 'proposal', proposalId: id, officer: binh },
      });
      expect((await storyOfDiscrepancy(world, one)).slice(0, 3)).toEqual([
        'discrepancy.found',
        'proposal.requested',
        'match.forced',
      ]);
    }
    expect((await storyOfDay(world, saturday)).slice(-2)).toEqual(['match.forced', 'run.started']);

    const run = await runAll(world, saturday);
    expect(run).toMatchObject({ number: 2, summary: { balanced: true, open: 0 } });
    expect(await resultsOf(world, saturday, 2)).toMatchObject([
      { class: 'matched', rule: 'by-hand', statementVnd: 135_000, lephiVnd: 135_000 },
    ]);
    for (const one of [line, entry]) expect(await now(world, one)).toMatchObject({ end: { by: 'proposal' } });
  });

  test('may be of other amounts: the difference is told, and waits for nobody', async () => {
    const { world, request } = await openPair(130_000);
    await decide(world, request);
    const run = await runAll(world, saturday);

    expect(run.summary).toMatchObject({ balanced: true, open: 0 });
    expect(await resultsOf(world, saturday, 2)).toMatchObject([
      { class: 'amount-differs', open: false, rule: 'by-hand', statementVnd: 130_000, lephiVnd: 135_000 },
    ]);
  });

  test('stay matched when another statement of the day comes', async () => {
    const { world, request } = await openPair();
    await decide(world, request);
    await runAll(world, saturday);
    await reconcileList(world, saturday, listOf(unnamed(20_000, '11:00'), unnamed(135_000)));

    const results = await resultsOf(world, saturday, 3);
    expect(results.map(({ class: found, statementVnd }) => `${found} ${statementVnd}`).sort()).toEqual([
      'matched 135000',
      'unknown-reference 20000',
    ]);
  });

  test('of two lines that say the same leave the other one open, by its own name', async () => {
    const { world } = await openDoubtful(unnamed(135_000), unnamed(135_000));
    const second = await openOf(world, 'line-of-unknown-reference', ({ result }) => result.name.endsWith('#2'));
    const entry = await openOf(world, 'missing-at-provider');
    await decide(world, { kind: 'forced-match', discrepancyIds: [second.id, entry.id] });
    await runAll(world, saturday);

    const open = (await resultsOf(world, saturday, 2)).filter((result) => result.open);
    expect(open.map(({ name }) => name.slice(-2))).toEqual(['#1']);
    expect(await openOf(world, 'line-of-unknown-reference')).toMatchObject({ result: { name: open[0]?.name } });
  });

  test('are told when it is declined, and stay open', async () => {
    const { world, line, entry, request } = await openPair();
    const { id } = await ask(world, { ...request, reason });
    await declineProposal(world, { by: binh, id, reason: 'Không phải' });

    for (const one of [line, entry]) {
      expect((await storyOfDiscrepancy(world, one)).at(-1)).toBe('proposal.declined');
      expect(await now(world, one)).toMatchObject({ status: 'open' });
    }
  });

  test('are not matched when one was accepted meanwhile', async () => {
    const { world, line, entry, request } = await openPair();
    const { id } = await ask(world, { ...request, reason });
    await acceptDiscrepancy(world, { by: mai, id: line.id, reason });

    expect((await refusalOf(approveProposal(world, binh, id))).code).toBe('not-at-desk');
    expect(await now(world, entry)).toMatchObject({ status: 'open' });
    expect(await getBankDay(world.store, saturday)).not.toHaveProperty('joins');
  });

  test('are a line and a payment: two of a kind are refused', async () => {
    const { world } = await openDoubtful(unnamed(10_000), unnamed(20_000));
    const [one, other] = [
      await openOf(world, 'line-of-unknown-reference', ({ result }) => result.statementVnd === 10_000),
      await openOf(world, 'line-of-unknown-reference', ({ result }) => result.statementVnd === 20_000),
    ];
    const request = { kind: 'forced-match', discrepancyIds: [one.id, other.id], reason };

    expect((await refusalOf(ask(world, request))).code).toBe('discrepancy-not-resolvable');
  });
});

test('a difference in amounts is let be by two officers, and stays so', async () => {
  const { world, paid } = await openDoubtful();
  await reconcileList(world, saturday, listOf({ ...paid, amountVnd: 130_000 }));
  const differs = await openOf(world, 'amount-differs');
  await decide(world, { kind: 'forced-match', discrepancyIds: [differs.id] });
  expect(await storyOfDiscrepancy(world, differs)).toContain('match.forced');

  await reconcileList(world, saturday, listOf({ ...paid, amountVnd: 130_000 }, unnamed(1000)));
  expect(await now(world, differs)).toMatchObject({ status: 'ended', end: { by: 'proposal' } });
  const missing = await openOf(world, 'line-of-unknown-reference');
  const alone = { kind: 'forced-match', discrepancyIds: [missing.id], reason };
  expect((await refusalOf(ask(world, alone))).code).toBe('discrepancy-not-resolvable');
});
