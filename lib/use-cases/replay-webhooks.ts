import { decideReplay, type ReplayDecision, type ReplayRequest } from '../domain/webhook-replay.ts';
import { Refusal } from '../domain/refusal.ts';
import { at, put } from '../store/key-table.ts';
import { find, list, listAll } from '../store/read.ts';
import { decideAgain } from './decide-again.ts';
import type { Parts } from './parts.ts';
import { type Asker, getHead } from './read-order.ts';

/**
 * Makes webhooks of an order due again, whatever became of them: the sweep sends them in order, under their old ids,
 * over three new days. The head is written anew with them, so that no fact with a webhook of its own comes between.
 *
 * @throws Refusal order-not-found, no-webhook-receiver or webhook-not-found
 */
export const replayWebhooks = (
  parts: Pick<Parts, 'store' | 'now' | 'sleep' | 'random'>,
  asker: Asker,
  { orderId, which }: { readonly orderId: string; readonly which: ReplayRequest },
): Promise<ReplayDecision> =>
  decideAgain(parts, async () => {
    const { store, now } = parts;
    const order = await getHead(store, asker, orderId);
    const client = await find(store, at.client(order.clientId));
    if (client?.webhookUrl === undefined) throw new Refusal('no-webhook-receiver');
    const events = await listAll((page) => list(store, at.events(orderId), page));
    const decision = decideReplay(events, which, now());
    if (decision.writes.length === 0) return decision;
    const outcome = await store.commit([
      put(at.order(orderId), { ...order, version: order.version + 1 }),
      ...decision.writes.map((event) => put(at.event(orderId, event.sequence), event)),
    ]);
    return outcome === 'conflict' ? 'conflict' : decision;
  });
