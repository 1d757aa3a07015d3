import { findFlaws } from '../domain/order-proof.ts';
import { Refusal } from '../domain/refusal.ts';
import { at } from '../store/key-table.ts';
import type { Item, Store } from '../store/store.ts';
import { decideAgain } from './decide-again.ts';
import type { Parts } from './parts.ts';

/** What a proof of an order came to: of how many events, and what is wrong (nothing when it holds). */
type Proof = { readonly orderId: string; readonly events: number; readonly flaws: readonly string[] };

const pageSize = 100;

const listJournal = async (store: Store, orderId: string): Promise<readonly Item[]> => {
  const journal: Item[] = [];
  for (let after: string | undefined; ;) {
    const { items, next } = await store.list(at.events(orderId), { limit: pageSize, after });
    journal.push(...items);
    if (next === undefined) return journal;
    after = next;
  }
};

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
    const journal = await listJournal(store, orderId);
    const [after] = await store.read([at.order(orderId)]);
    if (after?.version !== head.version) return 'conflict';
    return { orderId, events: journal.length, flaws: findFlaws(head, journal) };
  });
