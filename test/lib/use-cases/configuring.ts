import type { MerchantKeys } from '../../../lib/domain/merchant-account.ts';
import { Refusal, type RefusalCode } from '../../../lib/domain/refusal.ts';
import { addMs, instantSchema } from '../../../lib/domain/time.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import type { Store } from '../../../lib/store/store.ts';
import { addAgency } from '../../../lib/use-cases/configure-agency.ts';
import type { ConfiguringClients } from '../../../lib/use-cases/configure-client.ts';
import type { MerchantSecrets } from '../../../lib/use-cases/configure-merchant-account.ts';

export const account = { bankCode: '970436', accountNumber: '0011004123456' };
export const otherAccount = { bankCode: '970418', accountNumber: '12310000000001' };
export const agencyCode = 'H15.50.05.13';

/** A world in which every look at the clock is a millisecond later, and random bytes are all alike. */
export const makeWorld = (store: Store = makeMemoryStore()) => {
  let at = instantSchema.parse('2026-11-21T02:30:00.000Z');
  const secrets = new Map<string, MerchantKeys>();
  const secretsWritten: string[] = [];
  const merchantSecrets: MerchantSecrets = {
    find: async (id) => secrets.get(id),
    write: async (id, keys) => {
      secrets.set(id, keys);
      secretsWritten.push(id);
    },
  };
  return {
    store,
    now: () => (at = addMs(at, 1)),
    sleep: async () => undefined,
    random: () => 0,
    randomBytes: (count: number) => new Uint8Array(count).fill(251),
    by: 'nguyen-van-an',
    webhookReceivers: 'https-only',
    secrets,
    secretsWritten,
    merchantSecrets,
  } satisfies ConfiguringClients & Record<string, unknown>;
};

/** A world with one agency and its one beneficiary account. */
export const makeWorldWithAgency = async (store?: Store) => {
  const world = makeWorld(store);
  const beneficiaryAccounts = [{ ...account, name: 'Kho bạc Nhà nước' }];
  await addAgency(world, { code: agencyCode, name: 'UBND xã Thử Nghiệm', beneficiaryAccounts });
  return world;
};

/** The refusal that an action ends with. */
export const refusalOf = async (action: Promise<unknown>): Promise<{ code: RefusalCode } & Refusal['facts']> => {
  try {
    await action;
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, ...error.facts };
    throw error;
  }
  throw new Error('nothing was refused');
};

/** A store whose first commits meet a conflict, before which somebody else does something. */
export const withConflicts = (store: Store, ...others: (() => Promise<unknown>)[]): Store => ({
  ...store,
  commit: async (writes) => {
    const other = others.shift();
    if (other === undefined) return store.commit(writes);
    await other();
    return store.commit(writes);
  },
});
