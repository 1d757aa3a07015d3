import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { addMs, type Instant } from '../lib/domain/time.ts';
import { openAccount } from '../lib/providers/registry.ts';
import { at } from '../lib/store/key-table.ts';
import { makeMemoryStore } from '../lib/store/memory-store.ts';
import { find } from '../lib/store/read.ts';
import type { Store } from '../lib/store/store.ts';
import type { WebhookParts } from '../lib/use-cases/deliver-webhooks.ts';
import type { Count, Call, Called } from '../lib/use-cases/parts.ts';
import type { SettleParts } from '../lib/use-cases/settle-order.ts';
import { merchantKeys, start } from './samples.ts';

/** What signs the webhooks of every client of a test world. */
export const webhookSecret = `whsec_${Buffer.from('thirty-two bytes of a test key!!').toString('base64')}`;

/** Somebody else's server: what it answers to a POST. */
export type Answerer = (call: Call) => Called | Promise<Called>;

/** The parts that every use case wants, a clock that only the test moves, and what was seen of the use cases. */
export type World = SettleParts &
  WebhookParts & {
    readonly moveClock: (ms: number) => Instant;
    readonly counted: readonly Count[];
    readonly calls: readonly Call[];
  };

/** More than any test needs: what never gets through fails instead of hanging. */
const sleepsMax = 10_000;

/** A world of its own for one test. The same parts and the same steps make the same ids, secrets and jitter. */
export const makeWorld = ({
  store = makeMemoryStore(),
  answer = () => ({ type: 'answered', status: 204, body: '' }),
}: { store?: Store; answer?: Answerer } = {}): World => {
  let time = start;
  let sleeps = 0;
  const counted: Count[] = [];
  const calls: Call[] = [];
  const randomBytes = makeSeededBytes('lephi');
  return {
    store,
    counted,
    calls,
    now: () => time,
    moveClock: (ms) => (time = addMs(time, ms)),
    // Others go first, and no time passes: who waits for time to pass moves the clock.
    sleep: async () => {
      sleeps += 1;
      if (sleeps > sleepsMax) throw new Error(`somebody slept ${sleepsMax} times, and nothing came of it`);
      await setImmediate();
    },
    random: () => Buffer.from(randomBytes(4)).readUInt32BE() / 2 ** 32,
    randomBytes,
    count: (what) => void counted.push(what),
    call: async (call) => {
      calls.push(call);
      return answer(call);
    },
    findAccount: async (id) => {
      const account = await find(store, at.merchantAccount(id));
      return account && { account, plugIn: openAccount(account, merchantKeys) };
    },
    webhookSecrets: async () => [webhookSecret],
  };
};

const makeSeededBytes = (seed: string) => {
  let drawn = 0;
  return (count: number): Uint8Array => {
    drawn += 1;
    return createHash('shake256', { outputLength: count }).update(`${seed} ${drawn}`).digest();
  };
};

/** What a store was asked: one entry for each request. */
export type StoreRequest = { readonly request: keyof Store; readonly items: number };

/** A store that writes down each request with the number of items that it reads or writes. */
export const countingRequests = (store: Store): { store: Store; requests: StoreRequest[] } => {
  const requests: StoreRequest[] = [];
  const note = (request: keyof Store, items: number): void => void requests.push({ request, items });
  return {
    requests,
    store: {
      read: (addresses) => (note('read', addresses.length), store.read(addresses)),
      commit: (writes) => (note('commit', writes.length), store.commit(writes)),
      list: (under, page) => (note('list', page.limit), store.list(under, page)),
      listOrders: (key, page) => (note('listOrders', page.limit), store.listOrders(key, page)),
      listDesk: (deskClass, page) => (note('listDesk', page.limit), store.listDesk(deskClass, page)),
      listEntries: (of, page) => (note('listEntries', page.limit), store.listEntries(of, page)),
      listDue: (work, until, limit) => (note('listDue', limit), store.listDue(work, until, limit)),
    },
  };
};

/** A store before whose first commits somebody else does something, each time one of these. */
export const interruptedBy = (store: Store, ...others: (() => Promise<unknown>)[]): Store => ({
  ...store,
  commit: async (writes) => {
    await others.shift()?.();
    return store.commit(writes);
  },
});
