import type { Client } from '../../../lib/domain/client.ts';
import type { Order } from '../../../lib/domain/order.ts';
import { addMs, dayMs, instantToMs } from '../../../lib/domain/time.ts';
import type { DeliveryTry } from '../../../lib/domain/webhook-delivery.ts';
import { at, put } from '../../../lib/store/key-table.ts';
import { list } from '../../../lib/store/read.ts';
import { deliverWebhooks } from '../../../lib/use-cases/deliver-webhooks.ts';
import type { Called } from '../../../lib/use-cases/parts.ts';
import { receiveNotice } from '../../../lib/use-cases/receive-notice.ts';
import { settleOrder } from '../../../lib/use-cases/settle-order.ts';
import { client, makeEvidence, makeNotice, start } from '../../samples.ts';
import type { Answerer, World } from '../../world.ts';
import { journalOf, make, openWorld, pay, type SampleWorld, sendPayer } from './sample-world.ts';

export const accepted: Called = { type: 'answered', status: 204, body: '' };
export const broken: Called = { type: 'answered', status: 500, body: 'no' };

/** A world with a paid order, whose portal answers so: one answer for each try, the last one for all later tries. */
export const openPaid = async (...answers: Called[]) => {
  const world = await openWorld({ answer: () => (answers.length > 1 ? answers.shift() : answers[0]) ?? accepted });
  const { order } = await make(world, { expiresAt: addMs(start, dayMs) });
  await pay(world, order);
  return { world, order };
};

/** A world with an order that expired a day after the start, and how it is paid late. */
export const openExpired = async (answer: Answerer) => {
  const world = await openWorld({ answer });
  const { order } = await make(world, { expiresAt: addMs(start, dayMs) });
  const { attempt } = await sendPayer(world, order);
  await receiveNotice(world, makeNotice(attempt, { result: 'failed' }), makeEvidence());
  await settleOrder({ ...world, now: () => order.expiresAt }, order.id);
  const receivedAt = world.moveClock(dayMs);
  const payLate = () => receiveNotice(world, makeNotice(attempt), makeEvidence({ raw: 'paid', receivedAt }));
  return { world, order, payLate };
};

/** A world with an order that expired and was paid late, a day after the start: two webhooks are due. */
export const openPaidLate = async (answer: Answerer) => {
  const { world, order, payLate } = await openExpired(answer);
  await payLate();
  return { world, order };
};

/** Where each webhook of an order stands. */
export const deliveriesOf = async (world: World, order: Order) =>
  (await journalOf(world, order)).flatMap(({ delivery, dueAt }) => (delivery ? [{ ...delivery, dueAt }] : []));

/** The delivery log of an order. */
export const triesOf = async ({ store }: World, order: Order): Promise<readonly DeliveryTry[]> =>
  (await list(store, at.deliveryTries(order.id), { limit: 100 })).items;

/** The sample client with other settings. */
export const changeClient = ({ store }: World, changes: Partial<Client>) =>
  store.commit([put(at.client(client.id), { ...client, version: 2, ...changes })]);

/** Lets time pass, and delivers whenever something is due. */
export const deliverUntil = async (world: SampleWorld, order: Order, endMs: number): Promise<void> => {
  for (let round = 0; round < 100; round += 1) {
    const due = (await deliveriesOf(world, order)).flatMap(({ dueAt }) => dueAt ?? []).sort()[0];
    if (due === undefined || instantToMs(due) - instantToMs(start) > endMs) return;
    if (due > world.now()) world.moveClock(instantToMs(due) - instantToMs(world.now()));
    await deliverWebhooks(world, order.id);
  }
  throw new Error('something stays due, and nothing comes of it');
};
