import { accounts } from '../setting.ts';
import type { Banks } from './bank.ts';
import type { BankParts } from './caller.ts';
import { makeSepay } from './sepay.ts';
import { makeVnpay } from './vnpay.ts';

/** Every bank there is: a new one is a line here. */
const makers = [makeVnpay, makeSepay];

export const openBanks = (parts: BankParts): Banks => {
  const all = makers.map((make) => make(parts));
  const providerOf = new Map(accounts.map(({ id, provider }) => [id, provider]));
  return {
    all,
    of: (accountId) => all.find(({ provider }) => provider === providerOf.get(accountId))!,
    findEntry: (movementKey) => all.flatMap(({ entries }) => entries.get(movementKey) ?? [])[0],
    listEntries: () => all.flatMap(({ entries }) => [...entries.values()]),
  };
};
