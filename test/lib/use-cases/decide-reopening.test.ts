import { describe, expect, test } from 'vitest';
import { closeBankDay } from '../../../lib/use-cases/close-bank-day.ts';
import { approveProposal, declineProposal } from '../../../lib/use-cases/decide-proposal.ts';
import { getBankDay } from '../../../lib/use-cases/read-reconciliation.ts';
import { binh, mai } from '../../samples.ts';
import { refusalOf } from './configuring.ts';
import { ask } from './desk-world.ts';
import { listOf, reconcileList } from './reconciliation-world.ts';
import { openDoubtful, openOf, reason, runAll, saturday, storyOfDay, sunday, unnamed } from './resolution-world.ts';

const openClosed = async () => {
  const doubtful = await openDoubtful(unnamed(135_000));
  const { world } = doubtful;
  const { counted } = await getBankDay(world.store, saturday);
  await closeBankDay(world, { by: mai, of: saturday, body: counted?.body ?? '' });
  return { ...doubtful, request: { kind: 'reopening', of: saturday, reason } };
};

describe('a closed bank day', () => {
  test('is opened again by two officers, and run again', async () => {
    const { world, request } = await openClosed();
    const { id } = await ask(world, request);
    expect((await refusalOf(approveProposal(world, mai, id))).code).toBe('same-officer');
    expect(await getBankDay(world.store, saturday)).toHaveProperty('closed');
    await approveProposal(world, binh, id);

    expect(await getBankDay(world.store, saturday)).not.toHaveProperty('closed');
    expect((await storyOfDay(world, saturday)).slice(-4)).toEqual([
      'day.closed',
      'reopening.requested',
      'day.reopened',
      'run.started',
    ]);
    expect(await runAll(world, saturday)).toMatchObject({ number: 2, why: 'again', status: 'done' });
    await reconcileList(world, saturday, listOf());
  });

  test('stays closed when it is declined, and the journal tells', async () => {
    const { world, request } = await openClosed();
    const { id } = await ask(world, request);
    await declineProposal(world, { by: binh, id, reason: 'Không cần' });

    expect(await getBankDay(world.store, saturday)).toHaveProperty('closed');
    expect((await storyOfDay(world, saturday)).at(-1)).toBe('reopening.declined');
  });

  test('is opened once: the second request is too late', async () => {
    const { world, request } = await openClosed();
    const [one, other] = [await ask(world, request), await ask(world, request)];
    await approveProposal(world, binh, one.id);

    expect((await refusalOf(approveProposal(world, binh, other.id))).code).toBe('not-at-desk');
    expect((await refusalOf(ask(world, request))).code).toBe('not-at-desk');
    expect((await refusalOf(ask(world, { ...request, of: sunday }))).code).toBe('not-found');
  });

  test('takes no forced match and no line until it is', async () => {
    const { world } = await openClosed();
    const line = await openOf(world, 'line-of-unknown-reference');
    const entry = await openOf(world, 'missing-at-provider');

    for (const request of [
      { kind: 'forced-match', discrepancyIds: [line.id, entry.id], reason },
      { kind: 'line', discrepancyId: line.id, reason },
    ])
      expect((await refusalOf(ask(world, request))).code).toBe('day-closed');
  });
});
