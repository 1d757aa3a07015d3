import type { Adapter, AdapterPayload } from 'oidc-provider';

/** What the issuer remembers of one kind until it ends: who is signing in just now. A sandbox need not forget. */
export function makeMemory(): Adapter {
  const kept = new Map<string, AdapterPayload>();
  const findWhere = async (fits: (one: AdapterPayload) => boolean) => [...kept.values()].find(fits);
  return {
    upsert: async (id, payload) => void kept.set(id, payload),
    find: async (id) => kept.get(id),
    findByUid: (uid) => findWhere((one) => one.uid === uid),
    findByUserCode: (userCode) => findWhere((one) => one.userCode === userCode),
    consume: async (id) => {
      const one = kept.get(id);
      if (one !== undefined) kept.set(id, { ...one, consumed: Math.floor(Date.now() / 1000) });
    },
    destroy: async (id) => void kept.delete(id),
    revokeByGrantId: async (grantId) => {
      for (const [id, one] of kept) if (one.grantId === grantId) kept.delete(id);
    },
  };
}
