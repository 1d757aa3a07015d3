import type { Address, Item, Store, Write } from '../../../lib/store/store.ts';

/** A store to be held to the contract. It may be shared by all clauses: each writes into partitions of its own. */
export type StoreOnTrial = {
  readonly store: () => Store;
  /** Lets time pass, after which an index may have caught up. */
  readonly passTime: () => Promise<unknown>;
};

let partitions = 0;
/** A partition that no other clause writes into. */
export const newPartition = (): string => `PARTITION#${(partitions += 1)}`;

/** A write of an item that says little beside where it lies. */
export const write = (address: Address, version = 1, more: Item = {}): Write => ({
  ...address,
  version,
  item: { pk: address.pk, sk: address.sk, version, ...more },
});

/** A place in a partition of its own. */
export const newAddress = (sk = 'A'): Address => ({ pk: newPartition(), sk });
