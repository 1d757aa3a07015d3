import type { BatchGetCommandInput } from '@aws-sdk/lib-dynamodb';
import { at } from '../lib/store/key-table.ts';
import { checkoutToken } from '../lib/use-cases/checkout.ts';
import { toHttpEvent } from '../test/lib/http/http-call.ts';
import { merchantAccount } from '../test/samples.ts';
import { bankQuery, brokenOff, callbackCall, portalCall } from './payment.ts';
import { parties } from './test-stand.ts';
import type { WaitingOrder } from './waiting-orders.ts';

/** A bundle, the event that makes its first answer in a round, and how many requests that takes. */
export type Start = {
  readonly name: string;
  readonly requests: number;
  readonly event: (round: number) => unknown;
  /** What must be in the answer, as JSON. */
  readonly hears?: string;
};

/** The empty handler, sending as many requests as those that are compared with it. */
export function emptyStarts(tableName: string, counts: ReadonlySet<number>): readonly Start[] {
  const { pk, sk } = at.merchantAccount(merchantAccount.id);
  const read: BatchGetCommandInput = { RequestItems: { [tableName]: { Keys: [{ pk, sk }] } } };
  return [...counts].map((times) => ({ name: 'empty', requests: times, event: () => ({ read, times }) }));
}

/** Events that a function answers by itself, so that only loading and running are compared. */
export function startsWithoutRequests(): readonly Start[] {
  const events = {
    'portal-api': toHttpEvent({ target: '/v1/orders' }),
    'checkout-pages': toHttpEvent({ target: '/pay/nobody/nowhere' }),
    'provider-callback': toHttpEvent({ target: '/callbacks/nobody/nowhere' }),
    'api-docs': toHttpEvent({ target: '/v1/docs' }),
    'deliver-webhooks': { Records: [] },
  };
  return Object.entries(events).map(([name, event]) => ({ name, requests: 0, event: () => event }));
}

/**
 * Events of each function's work, each round with an order of its own. None of them makes a webhook due, or is due
 * itself: nobody outside of this machine is called.
 */
export function startsWithRequests(orders: readonly WaitingOrder[]): readonly Start[] {
  const ofOrder = (toEvent: (one: WaitingOrder) => unknown) => (round: number) => toEvent(orders[round]!);
  return [
    {
      name: 'portal-api',
      requests: 3,
      event: ofOrder(({ order }) => toHttpEvent(portalCall(parties, `/v1/orders/${order.id}`))),
    },
    {
      name: 'checkout-pages',
      requests: 3,
      event: ofOrder(({ order }) => toHttpEvent({ target: `/pay/${checkoutToken(order)}` })),
    },
    {
      name: 'provider-callback',
      // The first callback of a process reads the merchant account and its keys besides.
      requests: 4,
      event: ofOrder(({ payment }) => toHttpEvent(callbackCall(parties, bankQuery(parties, payment, brokenOff)))),
      hears: '\\"RspCode\\":\\"00\\"',
    },
    { name: 'deliver-webhooks', requests: 3, event: ofOrder(toStreamEvent) },
    { name: 'sweep-due-work', requests: 8, event: () => ({}) },
  ];
}

const toStreamEvent = ({ order }: WaitingOrder) => ({
  Records: [{ dynamodb: { Keys: { pk: { S: at.order(order.id).pk } } } }],
});
