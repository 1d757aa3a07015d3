import type { Order } from '../../../lib/domain/order.ts';
import { settleOrder } from '../../../lib/use-cases/settle-order.ts';
import { openAwaiting, openPaid, type PaidWorld, refund } from '../use-cases/desk-world.ts';
import { read } from '../use-cases/sample-world.ts';

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
