import type { Client } from '../../../lib/domain/client.ts';
import type { OrderRequest } from '../../../lib/domain/order-request.ts';
import { Refusal, type RefusalCode } from '../../../lib/domain/refusal.ts';
import type { MadeOrder } from '../../../lib/use-cases/make-order.ts';
import type { Books } from '../books.ts';
import type { Ended } from '../process.ts';
import { must } from '../violation.ts';

/** A request as a portal remembers it, and the order that it was told it made. */
export type Asked = {
  readonly portal: Client;
  readonly key: string;
  readonly request: OrderRequest;
  orderId?: string;
};

export const refusalOf = <T>(ended: Ended<T>): RefusalCode | undefined =>
  ended.type === 'failed' && ended.error instanceof Refusal ? ended.error.code : undefined;

/** Why a new order may be refused; any other code is a bug. */
const mayRefuse: readonly RefusalCode[] = [
  'order-exists',
  'payment-in-progress',
  'replaced-order-not-replaceable',
  'agency-switched-off',
  'amount-not-payable',
  'deadline-passed',
  'busy',
];

/**
 * Promise 2, as a portal sees it: under one key it gets one order, of the body that it sent.
 *
 * @param known the order that the portal was told of before it asked this time
 */
export const checkMade = (books: Books, one: Asked, known: string | undefined, ended: Ended<MadeOrder>): void => {
  const { portal, key, request } = one;
  const subject = one.orderId ?? `${portal.id} ${key}`;
  const code = refusalOf(ended);
  if (code !== undefined)
    must(known === undefined ? mayRefuse.includes(code) : code === 'busy', subject, `${code} is no answer to ${key}`);
  if (ended.type !== 'answered') return;
  const { order, details } = ended.value;
  must(order.id === (one.orderId ?? order.id), subject, `${key} makes the same order, not ${order.id}`);
  must(books.madeBy.get(`${portal.id}#${key}`) === order.id, subject, `${key} is kept with the order that it made`);
  must(details.metadata?.asked === request.metadata?.asked, subject, 'an order is of the body that was sent');
  one.orderId = order.id;
};

/** Another body under a key that has made an order is refused. */
export const checkReused = ({ key, orderId }: Asked, ended: Ended<MadeOrder>): void => {
  const code = refusalOf(ended) ?? 'busy';
  const isRefused = ended.type !== 'answered' && (code === 'idempotency-key-reused' || code === 'busy');
  must(isRefused, orderId!, `another body under ${key} is refused`);
};
