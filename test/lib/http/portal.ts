import { bearerKeyHash } from '../../../lib/domain/client.ts';
import { makeOrderRoutes } from '../../../lib/http/orders-api.ts';
import { makePortalApi } from '../../../lib/http/stacks.ts';
import { log } from '../../../lib/runtime/log.ts';
import { at, put } from '../../../lib/store/key-table.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import type { Store, Write } from '../../../lib/store/store.ts';
import { addSamples, client, orderBody, start } from '../../samples.ts';
import { makeWorld, type World } from '../../world.ts';
import { callFunction, type HttpAnswer, type HttpCall } from './http-call.ts';

type Headers = HttpCall['headers'];

const bearerKey = 'lephi_test_aF3kQ9wLr2vXz7mNc5tYb8dHj4gPs6eUi1oKx0RqTnM';

export const authorized = { authorization: `Bearer ${bearerKey}` };

export const asJson = { 'content-type': 'application/json' };

/** The sample world with the orders API open to the sample client. */
export type Portal = {
  readonly world: World;
  /** All that was written since the portal opened. */
  readonly written: readonly Write[];
  /** As the sample client, unless other headers say otherwise. */
  readonly call: (call: HttpCall) => Promise<HttpAnswer>;
  readonly get: (target: string, headers?: Headers) => Promise<HttpAnswer>;
  /** Sends the sample order, with other fields where a test says so. */
  readonly postOrder: (changes?: Record<string, unknown>, headers?: Headers) => Promise<HttpAnswer>;
};

/** A store that notes all that it takes. */
export const notingWrites = (store: Store): { store: Store; written: Write[] } => {
  const written: Write[] = [];
  return {
    written,
    store: {
      ...store,
      commit: async (writes) => {
        const outcome = await store.commit(writes);
        if (outcome === 'committed') written.push(...writes);
        return outcome;
      },
    },
  };
};

export const addBearerKey = (store: Store, key: string, clientId: string): Promise<unknown> =>
  store.commit([put(at.clientKey(bearerKeyHash(key)), { version: 1, clientId, createdAt: start })]);

export const openPortal = async (inner: Store = makeMemoryStore()): Promise<Portal> => {
  log.setLogLevel('SILENT');
  await addSamples(inner);
  await addBearerKey(inner, bearerKey, client.id);
  const { store, written } = notingWrites(inner);
  const world = makeWorld({ store });
  const api = makePortalApi(makeOrderRoutes(world));
  const call = (made: HttpCall): Promise<HttpAnswer> =>
    callFunction(api, { ...made, headers: { ...authorized, ...made.headers } });
  return {
    world,
    written,
    call,
    get: (target, headers) => call({ target, headers: { ...headers } }),
    postOrder: (changes, headers) =>
      call({
        method: 'POST',
        target: '/v1/orders',
        headers: { ...asJson, 'idempotency-key': 'first', ...headers },
        body: JSON.stringify({ ...orderBody, ...changes }),
      }),
  };
};
