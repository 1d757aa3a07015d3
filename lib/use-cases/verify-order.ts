import { findFlaws } from '../domain/order-proof.ts';
import { Refusal } from '../domain/refusal.ts';
import { at } from '../store/key-table.ts';
import { listAll } from '../store/read.ts';
import { decideAgain } from './decide-again.ts';
import type { Parts } from './parts.ts';

/** What a proof of an order came to: of how many events, and what is wrong (nothing when it holds). */
type Proof = { readonly orderId: string; readonly events: number; readonly flaws: readonly string[] };

/**
 * Proves an order by its journal, as both lie in the table; see {@link findFlaws}. What happens to the order meanwhile
 * begins the proof anew.
 *
 * @throws Refusal order-not-found
 * @throws Refusal busy when the order did not stand still for five seconds
 */
export const verifyOrder = (
  parts: Pick<Parts, 'store' | 'now' | 'sleep' | 'random'>,
  orderId: string,
): Promise<Proof> =>
  decideAgain(parts, async () => {
    const { store } = parts;
    const [head] = await store.read([at.order(orderId)]);
    if (head === undefined) throw new Refusal('order-not-found');
    const journal = await listAll((page) => store.list(at.events(orderId), page));
    const [after] = await store.read([at.order(orderId)]);
    if (after?.version !== head.version) return 'conflict';
    return { orderId, events: journal.length, flaws: findFlaws(head, journal) };
  });
