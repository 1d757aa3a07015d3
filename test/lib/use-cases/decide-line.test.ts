import { describe, expect, test } from 'vitest';
import { acceptMovement } from '../../../lib/use-cases/accept-movement.ts';
import { approveProposal, declineProposal } from '../../../lib/use-cases/decide-proposal.ts';
import { sweepDueWork } from '../../../lib/use-cases/sweep-due-work.ts';
import { binh, mai } from '../../samples.ts';
import { refusalOf } from './configuring.ts';
import { ask, atDesk, movementOf, refund, stateOf } from './desk-world.ts';
import { instantOn, listOf, payUntold, reconcileList, resultsOf } from './reconciliation-world.ts';
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
import { read, storyOf } from './sample-world.ts';

const openLine = async (amountVnd = 50_000) => {
  const doubtful = await openDoubtful(unnamed(amountVnd));
  const line = await openOf(doubtful.world, 'line-of-unknown-reference');
  const key = `${line.of.accountId}:provider:${line.result.name}`;
  return { ...doubtful, line, key, request: { kind: 'line', discrepancyId: line.id } };
};

describe('a line that two officers take as a movement', () => {
  test('is unapplied money, with the line as evidence, in one commit', async () => {
    const { world, line, key, request } = await openLine();
    const { id } = await ask(world, { ...request, reason });
    expect((await refusalOf(approveProposal(world, mai, id))).code).toBe('same-officer');
    expect(await atDesk(world, 'unknown-reference')).toEqual([]);
    await approveProposal(world, binh, id);

    expect(await movementOf(world, key)).toMatchObject({
      place: { type: 'unapplied', reason: 'unknown-reference' },
      notice: { amountVnd: 50_000, paidAt: instantOn(saturday, '09:30'), direction: 'in' },
      evidence: [{ source: 'statement', keyId: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    });
    expect(await atDesk(world, 'unknown-reference')).toEqual([`MOVEMENT#${key}`]);
    expect(await now(world, line)).toMatchObject({ status: 'ended', end: { by: 'proposal', proposalId: id } });
    expect((await storyOfDiscrepancy(world, line)).at(-1)).toBe('line.taken');
    expect((await storyOfDay(world, saturday)).slice(-2)).toEqual(['line.taken', 'run.started']);
  });

  test('is matched with its movement by the next run, and is never taken twice', async () => {
    const { world, line, request, key } = await openLine();
    await decide(world, request);
    const run = await runAll(world, saturday);

    expect(run.summary).toMatchObject({ balanced: true, open: 1 });
    expect(await resultsOf(world, saturday, 2)).toContainEqual(
      expect.objectContaining({ name: key, class: 'matched', rule: 'by-hand', statementVnd: 50_000 }),
    );
    expect((await refusalOf(ask(world, { ...request, reason }))).code).toBe('not-at-desk');
    expect(await now(world, line)).toMatchObject({ status: 'ended' });
  });

  test('pays the order that is named, exactly, and its portal is told', async () => {
    const { world, request } = await openLine(135_000);
    const { order } = await payUntold(world, 2);
    await decide(world, { ...request, orderId: order.id });

    expect(await read(world, order)).toMatchObject({ status: 'paid', payment: { amountVnd: 135_000 } });
    expect(await storyOf(world, order)).toContain('order.paid');
    await sweepDueWork(world);
    await runAll(world, saturday);
    expect((await read(world, order)).status).toBe('paid');
  });

  test('does not pay an order that it cannot pay: nothing is taken', async () => {
    const { world, paid, request, key } = await openLine(50_000);
    const { order } = await payUntold(world, 2);

    for (const orderId of [order.id, paid.order.id])
      expect((await refusalOf(ask(world, { ...request, orderId, reason }))).code).toBe('application-not-possible');
    await expect(movementOf(world, key)).rejects.toThrow('there is no movement');
  });

  test('is decided anew: an order that was paid meanwhile is not paid twice', async () => {
    const { world, request, line } = await openLine(135_000);
    const other = await payUntold(world, 2);
    const { id } = await ask(world, { ...request, orderId: other.order.id, reason });
    await reconcileList(world, saturday, listOf(unnamed(135_000), { ...other, at: instantOn(saturday, '10:00') }));

    expect((await read(world, other.order)).status).toBe('paid');
    expect((await refusalOf(approveProposal(world, binh, id))).code).toBe('application-not-possible');
    expect(await now(world, line)).toMatchObject({ status: 'open' });
  });

  test('is told when it is declined', async () => {
    const { world, line, request } = await openLine();
    const { id } = await ask(world, { ...request, reason });
    await declineProposal(world, { by: binh, id, reason: 'Không phải của ta' });

    expect((await storyOfDiscrepancy(world, line)).at(-1)).toBe('proposal.declined');
    expect(await now(world, line)).toMatchObject({ status: 'open' });
  });

  test('is not one whose movement is known for certain: that is taken by itself', async () => {
    const { world } = await openDoubtful();
    const missing = await openOf(world, 'missing-at-provider');

    expect((await refusalOf(ask(world, { kind: 'line', discrepancyId: missing.id, reason }))).code).toBe(
      'discrepancy-not-resolvable',
    );
  });
});

describe('a debit that two officers take', () => {
  const openDebit = async () => {
    const doubtful = await openDoubtful();
    const { world, paid } = doubtful;
    await reconcileList(world, saturday, listOf({ ...paid }, { ...unnamed(35_000, '14:00'), type: 'refund' }));
    const line = await openOf(world, 'missing-at-lephi');
    return { ...doubtful, line, request: { kind: 'line', discrepancyId: line.id } };
  };

  test('closes the refund in doubt that is named', async () => {
    const { world, paid, request } = await openDebit();
    const proposal = await refund(world, { orderId: paid.order.id });
    await sweepDueWork(world);
    expect(await stateOf(world, proposal)).toMatchObject({ status: 'in-doubt' });
    await decide(world, { ...request, refundId: proposal.id });

    expect(await stateOf(world, proposal)).toMatchObject({ status: 'done' });
    expect(await read(world, paid.order)).toMatchObject({ status: 'part-refunded' });
    expect(await atDesk(world, 'unexplained-debit')).toEqual([]);
  });

  test('without a refund is one that nothing explains, until an officer does', async () => {
    const { world, line, request } = await openDebit();
    await decide(world, request);
    const key = `${line.of.accountId}:provider:${line.result.name}`;
    expect(await atDesk(world, 'unexplained-debit')).toEqual([`MOVEMENT#${key}`]);

    await acceptMovement(world, { by: mai, movementKey: key, reason });
    expect(await atDesk(world, 'unexplained-debit')).toEqual([]);
    expect(await runAll(world, saturday)).toMatchObject({ summary: { balanced: true, open: 0 } });
  });
});
