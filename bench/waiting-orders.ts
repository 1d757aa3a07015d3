import { randomBytes } from 'node:crypto';
import { applyFact, type Order } from '../lib/domain/order.ts';
import { decideAttempt, makeOrder } from '../lib/domain/order-decisions.ts';
import { makeOrderId, orderIdRandomBytes } from '../lib/domain/order-id.ts';
import { decideDetails } from '../lib/domain/order-request.ts';
import { dayMs, type Instant, instantFromMs } from '../lib/domain/time.ts';
import { at, put } from '../lib/store/key-table.ts';
import type { Store } from '../lib/store/store.ts';
import { client as portal, latestAttempt, makeRequest, merchantAccount } from '../test/samples.ts';

/** An order for which a payer was sent to the bank. */
export type WaitingOrder = {
  readonly order: Order;
  readonly payment: { readonly reference: string; readonly amountVnd: number };
};

/**
 * Puts such orders into the table, one commit for each instead of the many requests of the real way. They begin
 * tomorrow, so that no bank is due to be asked after them while a bench runs.
 */
export async function addWaitingOrders(store: Store, count: number): Promise<WaitingOrder[]> {
  const waiting: WaitingOrder[] = [];
  const tomorrow = instantFromMs(Date.now() + dayMs);
  while (waiting.length < count) waiting.push(await addWaitingOrder(store, tomorrow));
  return waiting;
}

async function addWaitingOrder(store: Store, start: Instant): Promise<WaitingOrder> {
  const made = makeOrder(
    {
      id: makeOrderId(randomBytes(orderIdRandomBytes)),
      clientId: portal.id,
      checkoutSecret: randomBytes(16).toString('base64url'),
      details: decideDetails(makeRequest(), start),
    },
    start,
  );
  const by = { provider: 'vnpay', accountId: merchantAccount.id, payerIp: '203.0.113.10' };
  const { order, event } = applyFact(made.order, decideAttempt(made.order, by, start), start);
  const events = [made.event, event].map((one) => put(at.event(order.id, one.sequence), one));
  // The first that the table sees of the order, which is two facts old, is version 1.
  await store.commit([put(at.order(order.id), { ...order, version: 1 }), ...events]);
  return { order, payment: latestAttempt(order) };
}
