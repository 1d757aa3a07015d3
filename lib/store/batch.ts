import type { Address } from './store.ts';

const batchMax = 100;

/** An address as one text, which no other address has. */
export const addressOf = ({ pk, sk }: Address): string => `${pk}\n${sk}`;

/**
 * Refuses what one request may not name: more than 100 items, or one twice. DynamoDB refuses it too, but not every engine
 * that speaks its language, and there it would look like somebody else's write.
 *
 * @throws RangeError
 */
export const refuseOddBatch = (addresses: readonly Address[]): void => {
  if (addresses.length > batchMax) throw new RangeError(`${addresses.length} items are too many for one request`);
  if (new Set(addresses.map(addressOf)).size < addresses.length)
    throw new RangeError('one request names an item twice');
};
