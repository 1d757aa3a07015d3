import type { OrderEvent } from '../../../lib/domain/order-events.ts';
import type { Call } from '../../../lib/use-cases/parts.ts';
import type { OrderBook } from '../books.ts';
import { must } from '../violation.ts';
import type { Webhook } from '../webhook-reader.ts';
import type { World } from '../world.ts';

/** What receivers have seen of webhooks. */
export type Received = {
  /** Ids that a receiver has answered with 2xx. */
  readonly taken: Set<string>;
  /** The body that came first under each id. */
  readonly bodies: Map<string, string>;
  /** Until when a webhook of an order is with its receiver. */
  readonly busyUntilMs: Map<string, number>;
};

export const makeReceived = (): Received => ({ taken: new Set(), bodies: new Map(), busyUntilMs: new Map() });

type Arrived = { readonly call: Call; readonly busyMs: number };

/** It tells of a fact that is committed and not settled yet, and none ahead of it waits. */
const checkTurn = (events: readonly OrderEvent[], { orderId, sequence, type }: Webhook): void => {
  const event = events.find(({ delivery }) => delivery?.sequence === sequence);
  must(event?.fact.type === type, orderId, `a portal is told only what is committed, not ${type} (${sequence})`);
  must(event?.delivery?.status === 'due', orderId, `webhook ${sequence} is settled, and is not sent again`);
  const waiting = events.find(({ delivery }) => delivery?.status === 'due' && delivery.sequence < sequence);
  must(waiting === undefined, orderId, `webhook ${sequence} waits for those ahead of it`);
};

/**
 * Promise 4, as receivers see it: genuine, true, the same under the same id, one at a time for each order, and in order:
 * none before those ahead of it are delivered, or given up visibly.
 */
export const checkArrival = (
  { books, received, timeline }: Pick<World, 'books' | 'received' | 'timeline'>,
  webhook: Webhook,
  { call, busyMs }: Arrived,
): void => {
  const { id, orderId } = webhook;
  checkTurn(books.orders.get(orderId)?.events ?? [], webhook);
  must((received.bodies.get(id) ?? call.body) === call.body, orderId, `webhook ${id} has the same body at each try`);
  received.bodies.set(id, call.body);
  const nowMs = timeline.nowMs();
  must((received.busyUntilMs.get(orderId) ?? 0) <= nowMs, orderId, 'the webhooks of an order go one at a time');
  received.busyUntilMs.set(orderId, nowMs + busyMs);
};

/** At most ten tries: at once, and after each of nine pauses. */
const triesMax = 10;

/** Promise 4, as the books show it: counted without gaps, never forgotten, marked as what it became. */
export const checkDeliveries = (
  { received }: Pick<World, 'received'>,
  { id, head, events, tries }: OrderBook,
): void => {
  const told = events.filter(({ delivery }) => delivery !== undefined);
  must(head.notified === told.length, id, `the head counts ${head.notified} webhooks, the journal ${told.length}`);
  told.forEach(({ delivery, dueAt, orderId, sequence }, index) => {
    const { status, tries: counted, sequence: own } = delivery!;
    must(own === index + 1, id, `webhooks are counted without gaps: number ${index + 1} is called ${own}`);
    must((status === 'due') === (dueAt !== undefined), id, `webhook ${own} is ${status} and due ${dueAt ?? 'never'}`);
    must((tries[sequence - 1] ?? 0) === counted, id, `each try of webhook ${own} is in its log`);
    if (status === 'delivered')
      must(received.taken.has(`msg_${orderId}_${sequence}`), id, `webhook ${own} is delivered only when it was taken`);
    if (status === 'undelivered') must(counted === triesMax, id, `webhook ${own} is given up after its last try`);
  });
};
