import type { Agency } from '../../../lib/domain/agency.ts';
import type { Client } from '../../../lib/domain/client.ts';
import type { MerchantAccount } from '../../../lib/domain/merchant-account.ts';
import { addMs, instantFromMs } from '../../../lib/domain/time.ts';
import { at, type Key, put } from '../../../lib/store/key-table.ts';
import { accounts, agencies } from '../setting.ts';
import type { Actor } from './actor.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Who runs Lephi: changes keys, once in a while to a wrong one, and switches agencies and accounts off and on. */
export const operator: Actor = ({ chance, timeline, faults, trace, store, vault, banks, portals, fail }) => {
  let keys = 1;

  /** Lephi knows both keys before the bank begins to sign with the new one. */
  const changeKey = (): void => {
    const { id } = chance.pick(accounts);
    const { current, apiToken } = vault.keysOf(id);
    const { secrets } = banks.of(id);
    if (secrets.get(id)![0] !== current.secret) return;
    faults.count('key changed');
    keys += 1;
    const next = { id: `key-${keys}`, secret: `${id} secret ${keys}` };
    vault.put(id, { current: next, previous: current, apiToken });
    secrets.set(id, [current.secret, next.secret]);
    timeline.after(chance.int(2 * minuteMs, dayMs), () => void secrets.set(id, [next.secret, current.secret]));
  };

  const mistakeKey = (): void => {
    const { id } = chance.pick(accounts);
    const right = vault.keysOf(id);
    if (banks.of(id).secrets.get(id)![0] !== right.current.secret) return;
    faults.count('key wrong for an hour');
    trace.note('operator', `${id} has a wrong key`);
    vault.put(id, { ...right, current: { id: 'key-wrong', secret: 'not what the bank signs with' } });
    timeline.after(hourMs, () => {
      vault.put(id, right);
    });
  };

  const commit = <T extends { readonly version: number }>(key: Key<T>, record: T): void => {
    store.commit([put(key, record)]).then((outcome) => {
      if (outcome === 'conflict') fail(new Error(`the operator's ${key.pk} met a conflict`));
    }, fail);
  };

  const changeWebhookKey = (): void => {
    const portal = chance.pick([...portals.values()]);
    const { webhookKey } = portal;
    const now = instantFromMs(timeline.nowMs());
    if (webhookKey.previousUntil !== undefined && webhookKey.previousUntil > now) return;
    faults.count('webhook key changed');
    const next: Client = {
      ...portal,
      version: portal.version + 1,
      webhookKey: { number: webhookKey.number + 1, previousUntil: addMs(now, dayMs) },
    };
    portals.set(portal.id, next);
    commit(at.client(portal.id), next);
  };

  const versions = new Map<string, number>();

  /** Switched off for at most so long, then on again. */
  const switchOff = <T extends Agency | MerchantAccount>(key: Key<T>, record: T): void => {
    const version = (versions.get(key.pk) ?? 1) + 1;
    if (version % 2 === 1) return;
    versions.set(key.pk, version);
    commit(key, { ...record, version, enabled: false });
    timeline.after(chance.int(minuteMs, 3 * hourMs), () => {
      versions.set(key.pk, version + 1);
      commit(key, { ...record, version: version + 1, enabled: true });
    });
  };

  const switchOffAgency = (): void => {
    faults.count('agency switched off');
    const agency = chance.pick(agencies);
    switchOff(at.agency(agency.code), agency);
  };

  const switchOffAccount = (): void => {
    faults.count('merchant account switched off');
    const account = chance.pick(accounts);
    switchOff(at.merchantAccount(account.id), account);
  };

  return [
    { weight: 1, act: changeKey },
    { weight: 1, act: mistakeKey },
    { weight: 1, act: changeWebhookKey },
    { weight: 1, act: switchOffAgency },
    { weight: 1, act: switchOffAccount },
  ];
};
