import { describe, expect, test } from 'vitest';
import type { Proposal } from '../../../lib/domain/proposal.ts';
import type { ProposalId } from '../../../lib/domain/proposal-id.ts';
import { instantToMs } from '../../../lib/domain/time.ts';
import { at } from '../../../lib/store/key-table.ts';
import { list } from '../../../lib/store/read.ts';
import { acceptContradiction } from '../../../lib/use-cases/accept-contradiction.ts';
import { approveProposal } from '../../../lib/use-cases/decide-proposal.ts';
import { askRefundAgain } from '../../../lib/use-cases/end-doubt.ts';
import type { Called } from '../../../lib/use-cases/parts.ts';
import { settleOrder } from '../../../lib/use-cases/settle-order.ts';
import { binh, mai } from '../../samples.ts';
import { refusalOf } from './configuring.ts';
import { ask, atDesk, openPaid, proposalOf, refund, stateOf } from './desk-world.ts';
import { refundQueryAnswer } from './sample-vnpay.ts';
import { journalOf, read, storyOf } from './sample-world.ts';

const reason = 'Đã hoàn lại bằng đề nghị khác';

/** Officers end a refund in doubt while the provider is on its way to say what became of it. */
const endWhileAsked = async (as: 'paid' | 'not-paid', status: string) => {
  const during: { act?: () => Promise<unknown> } = {};
  const paid = await openPaid((attempt) => async (): Promise<Called> => {
    if (during.act === undefined) return { type: 'failed', why: 'silent' };
    await during.act();
    return { type: 'answered', status: 200, body: refundQueryAnswer(attempt, 35_000, status) };
  });
  const { world, order } = paid;
  const proposal = await refund(world, { orderId: order.id });
  const settle = async () => {
    for (let { dueAt } = await read(world, order); dueAt !== undefined; { dueAt } = await read(world, order)) {
      world.moveClock(Math.max(0, instantToMs(dueAt) - instantToMs(world.now())));
      await settleOrder(world, order.id);
    }
  };
  await settle();
  await askRefundAgain(world, mai, proposal.id);
  during.act = async () => {
    const request = { kind: 'refund-ending', refundId: proposal.id, as, evidence: 'Công văn', reason: 'Hết cách' };
    await approveProposal(world, binh, (await ask(world, request)).id);
  };
  await settle();
  return { ...paid, proposal, accept: (id: ProposalId) => acceptContradiction(world, { by: mai, id, reason }) };
};

const answersTo = async ({ store }: { store: Parameters<typeof list>[0] }, { id }: Proposal) =>
  (await list(store, at.refundAnswers(id), { limit: 10 })).items;

describe('a provider that says otherwise of a refund than officers have ended it as', () => {
  test.each([
    ['not-paid', '00', 'done', undefined],
    ['not-paid', '06', 'under-way', undefined],
    ['paid', '09', 'failed', { status: 'done' }],
  ] as const)(
    'ended as %s, answer %s: it is kept, nothing moves, and an officer must look',
    async (as, status, said, state) => {
      const { world, order, proposal, accept } = await endWhileAsked(as, status);

      expect(await stateOf(world, proposal)).toEqual(state && expect.objectContaining(state));
      expect((await journalOf(world, order)).at(-1)?.fact).toMatchObject({ type: 'refund.contradicted', said });
      expect(await answersTo(world, proposal)).toMatchObject([{ source: 'query' }]);
      expect(await atDesk(world, 'contradicted')).toEqual([`PROPOSAL#${proposal.id}`]);
      expect(world.counted).toContain('NoticeContradicted');

      await accept(proposal.id);
      expect(await atDesk(world, 'contradicted')).toEqual([]);
      expect((await journalOf(world, order)).at(-1)?.fact).toMatchObject({
        type: 'contradiction.accepted',
        by: mai,
        reason,
      });
      expect((await refusalOf(accept(proposal.id))).code).toBe('not-at-desk');
    },
  );

  test.each([
    ['not-paid', '09'],
    ['paid', '00'],
  ] as const)('ended as %s, answer %s: that agrees', async (as, status) => {
    const { world, order, proposal, accept } = await endWhileAsked(as, status);

    expect(await storyOf(world, order)).not.toContain('refund.contradicted');
    expect(await proposalOf(world, proposal)).not.toHaveProperty('desk');
    expect((await refusalOf(accept(proposal.id))).code).toBe('not-at-desk');
  });
});
