import { findFlaws } from '../../../lib/domain/order-proof.ts';
import type { Books, OrderBook } from '../books.ts';
import { must } from '../violation.ts';

/**
 * What an operator would hear: `lephi order verify` finds nothing wrong with what Lephi wrote itself. That it is right is
 * checked by others, who share no code with it.
 */
export const checkProof = ({ items }: Books, { id, events }: OrderBook): void => {
  const journal = events.map(({ sequence }) => items.get(`ORDER#${id} EVENT#${String(sequence).padStart(6, '0')}`));
  const flaws = findFlaws(items.get(`ORDER#${id} ORDER`), journal);
  must(flaws.length === 0, id, `it can be proved by its journal: ${flaws.join('; ')}`);
};
