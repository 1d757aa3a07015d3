import { makeOrderRoutes } from '../../../lib/http/orders-api.ts';
import { answerProblem } from '../../../lib/http/problem.ts';
import { makeStack } from '../../../lib/http/stack.ts';
import { log } from '../../../lib/runtime/log.ts';
import { at, put } from '../../../lib/store/key-table.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import type { Store, Write } from '../../../lib/store/store.ts';
import { hashClientKey } from '../../../lib/use-cases/authenticate-client.ts';
import { startAttempt, type StartedAttempt } from '../../../lib/use-cases/checkout.ts';
import { receiveNotice } from '../../../lib/use-cases/receive-notice.ts';
import { addSamples, client, makeEvidence, makeNotice, merchantAccount, orderBody, start } from '../../samples.ts';
import { makeWorld, type World } from '../../world.ts';
import { callFunction, type HttpAnswer, type HttpCall } from './http-call.ts';

type Headers = HttpCall['headers'];

const bearerKey = 'lephi_test_aF3kQ9wLr2vXz7mNc5tYb8dHj4gPs6eUi1oKx0RqTnM';

export const authorized = { authorization: `Bearer ${bearerKey}` };

export const asJson = { 'content-type': 'application/json' };

/** What an answer says of an order that was made. */
type MadeOrder = { readonly checkoutUrl: string };

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
  /** Lets a payer leave for the sample provider. */
  readonly startPaying: (order: MadeOrder) => Promise<StartedAttempt>;
  /** Lets a payer pay, and the provider tell of it. */
  readonly pay: (order: MadeOrder) => Promise<unknown>;
};

/** A store that notes all that it takes. */
const notingWrites = (store: Store): { store: Store; written: Write[] } => {
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
  store.commit([put(at.clientKey(hashClientKey(key)), { version: 1, clientId, createdAt: start })]);

export const openPortal = async (inner: Store = makeMemoryStore()): Promise<Portal> => {
  log.setLogLevel('SILENT');
  await addSamples(inner);
  await addBearerKey(inner, bearerKey, client.id);
  const { store, written } = notingWrites(inner);
  const world = makeWorld({ store });
  const api = makeStack(makeOrderRoutes(world), answerProblem);
  const call = (made: HttpCall): Promise<HttpAnswer> =>
    callFunction(api, { ...made, headers: { ...authorized, ...made.headers } });
  const startPaying = ({ checkoutUrl }: MadeOrder): Promise<StartedAttempt> =>
    startAttempt(world, checkoutUrl.split('/pay/')[1]!, { accountId: merchantAccount.id, payerIp: '203.0.113.99' });
  return {
    world,
    written,
    call,
    startPaying,
    pay: async (order) => receiveNotice(world, makeNotice((await startPaying(order)).attempt), makeEvidence()),
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
