import type { Order } from '../../../lib/domain/order.ts';
import { approveProposal } from '../../../lib/use-cases/decide-proposal.ts';
import { askRefundAgain } from '../../../lib/use-cases/end-doubt.ts';
import { settleOrder } from '../../../lib/use-cases/settle-order.ts';
import { ask, openAwaiting, openPaid, type PaidWorld, refund } from '../use-cases/desk-world.ts';
import { refundQueryAnswer } from '../use-cases/sample-vnpay.ts';
import { read } from '../use-cases/sample-world.ts';
import { binh, mai } from '../../samples.ts';

const questionsMax = 40;

/** Asks after an order until nobody asks any more; its provider does not answer. */
const askInVain = async (world: PaidWorld['world'], order: Order): Promise<void> => {
  for (let count = 0; count < questionsMax; count += 1) {
    const { dueAt } = await read(world, order);
    if (dueAt === undefined) return;
    world.moveClock(Math.max(0, Date.parse(dueAt) - Date.parse(world.now())));
    await settleOrder(world, order.id);
  }
  throw new Error(`it was asked ${questionsMax} times, and there is more to ask`);
};

/** An order whose attempt three days of questions did not settle, and the attempt's address at the desk. */
export const openDoubt = async (): Promise<PaidWorld & { path: string }> => {
  const opened = await openAwaiting({ answer: () => ({ type: 'failed', why: 'silent' }) });
  await askInVain(opened.world, opened.order);
  return { ...opened, path: `/orders/${opened.order.id}/attempts/1` };
};

/** A paid order with an approved refund of which nobody knows what became of it. */
export const openRefundInDoubt = async (): Promise<PaidWorld & { id: string }> => {
  const paid = await openPaid(() => () => ({ type: 'failed', why: 'silent' }));
  const { id } = await refund(paid.world, { orderId: paid.order.id });
  await askInVain(paid.world, paid.order);
  return { ...paid, id };
};

/** A refund that officers ended as not paid while its provider was on its way to say that it was. */
export const openContradicted = async (): Promise<PaidWorld & { id: string }> => {
  const during: { act?: () => Promise<unknown> } = {};
  const paid = await openPaid((attempt) => async () => {
    if (during.act === undefined) return { type: 'failed', why: 'silent' };
    await during.act();
    return { type: 'answered', status: 200, body: refundQueryAnswer(attempt, 35_000, '00') };
  });
  const { world, order } = paid;
  const { id } = await refund(world, { orderId: order.id });
  await askInVain(world, order);
  await askRefundAgain(world, mai, id);
  const ending = { kind: 'refund-ending', refundId: id, as: 'not-paid', evidence: 'Công văn', reason: 'Hết cách' };
  during.act = async () => approveProposal(world, binh, (await ask(world, ending)).id);
  await askInVain(world, order);
  return { ...paid, id };
};
