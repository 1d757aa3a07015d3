import { readFileSync } from 'node:fs';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { vi } from 'vitest';
import { applyFact, type OrderChange } from '../../lib/domain/order.ts';
import { decideAttempt, makeOrder } from '../../lib/domain/order-decisions.ts';
import { orderIdSchema } from '../../lib/domain/order-id.ts';
import { decideDetails, orderRequestSchema } from '../../lib/domain/order-request.ts';
import { log } from '../../lib/runtime/log.ts';
import { putOrderChange } from '../../lib/store/key-table.ts';
import { subject, switchItem } from '../../lib/use-cases/configure.ts';
import { addAgency } from '../../lib/use-cases/configure-agency.ts';
import { addClient } from '../../lib/use-cases/configure-client.ts';
import { addMerchantAccount, setMerchantKey } from '../../lib/use-cases/configure-merchant-account.ts';
import { agency, beneficiaryAccount, merchantAccount, orderBody } from '../samples.ts';
import { addBearerKey } from '../lib/http/portal.ts';
import { environmentOf } from '../lib/runtime/function-environment.ts';
import { startMachine } from '../local/machine.ts';

/** What the sample events speak of: the order, its client, and the merchant account with the key that signed. */
export const sample = {
  orderId: orderIdSchema.parse('LP7K3M9Q2XWW'),
  checkoutSecret: 'x7Rk2mQf9LsWb4TzHc1NvA',
  clientId: 'demo-portal',
  bearerKey: 'lephi_local_aF3kQ9wLr2vXz7mNc5tYb8dHj4gPs6eUi1oKx0RqTnM',
  accountId: 'demo-vnpay',
  merchantSecret: 'invented-secret',
};

/** The sample event of a function, as it wakes it. */
export const sampleEvent = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../events/${name}.json`, import.meta.url), 'utf8'));

type Machine = Awaited<ReturnType<typeof startMachine>>;

/** Configures what the sample events speak of, as an operator would. */
const configure = async ({ lephi: { parts } }: Machine, webhookUrl: string): Promise<void> => {
  const { code, name, beneficiaryAccounts } = agency;
  const { options, provider } = merchantAccount;
  const account = { id: sample.accountId, agencyCode: code, provider, beneficiaryAccount };
  await addAgency(parts, { code, name, beneficiaryAccounts });
  await addMerchantAccount(parts, { ...account, options: { ...options, tmnCode: 'LEPHIDEM' } });
  await setMerchantKey(parts, sample.accountId, sample.merchantSecret);
  await switchItem(parts, subject.merchantAccount(sample.accountId), true);
  await addClient(parts, { id: sample.clientId, name: 'Cổng thử nghiệm', agencyCodes: [code], webhookUrl });
  await addBearerKey(parts.store, sample.bearerKey, sample.clientId);
};

/**
 * The table and the secrets that the functions of this process find by their environment, with what the sample events
 * speak of. A function reads its environment when it is imported, so import it after this.
 */
export const openFunctionWorld = async ({ webhookUrl = 'http://127.0.0.1:9/webhooks' } = {}) => {
  log.setLogLevel('SILENT');
  const machine = await startMachine();
  for (const [name, value] of Object.entries(environmentOf(machine))) vi.stubEnv(name, value);
  await configure(machine, webhookUrl);
  const { store, now } = machine.lephi.parts;

  const commit = async (change: OrderChange): Promise<OrderChange['order']> => {
    await store.commit(putOrderChange(change));
    return change.order;
  };
  return {
    configuring: machine.lephi.parts,
    store,
    now,
    commit,
    /** The order that the sample events speak of. */
    addOrder: async () => {
      const details = decideDetails(orderRequestSchema.parse(orderBody), now());
      const { orderId: id, clientId, checkoutSecret } = sample;
      return commit(makeOrder({ id, clientId, checkoutSecret, details }, now()));
    },
    /** Lets a payer leave for the provider. */
    startPaying: async (order: OrderChange['order']) => {
      const by = { provider: 'vnpay', accountId: sample.accountId, payerIp: '203.0.113.10' };
      return commit(applyFact(order, decideAttempt(order, by, now()), now()));
    },
    stop: async () => {
      vi.unstubAllEnvs();
      await machine.stop();
    },
  };
};

export type FunctionWorld = Awaited<ReturnType<typeof openFunctionWorld>>;

type HttpHandler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** What Lambda tells a function of its invocation. */
const context = { awsRequestId: '5b7c6f4e-1e2d-4c3b-9a8f-0d1e2f3a4b5c' } as Context;

/** Wakes a function with the sample event of its name. */
export const wake = (handler: HttpHandler, name: string, changes: Partial<APIGatewayProxyEventV2> = {}) =>
  handler({ ...sampleEvent(name), ...changes }, context);
