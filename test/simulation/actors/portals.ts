import type { Client } from '../../../lib/domain/client.ts';
import { type OrderRequest, orderRequestSchema } from '../../../lib/domain/order-request.ts';
import { Refusal, type RefusalCode } from '../../../lib/domain/refusal.ts';
import { instantFromMs } from '../../../lib/domain/time.ts';
import type { OrderBook } from '../books.ts';
import type { Ended } from '../process.ts';
import { orderBody } from '../../samples.ts';
import { agencies } from '../setting.ts';
import { must } from '../violation.ts';
import type { Actor } from './actor.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A request as a portal remembers it, and the order that it was told it made. */
type Asked = { readonly portal: Client; readonly key: string; readonly request: OrderRequest; orderId?: string };

const fees = [
  { kind: 'le-phi', feeCode: 'GPLX', name: 'Lệ phí', amountVnd: 115_000, budgetCode: '2801' },
  { kind: 'phi', feeCode: 'SAO', name: 'Phí', amountVnd: 20_000, budgetCode: '2716' },
  { kind: 'phi', feeCode: 'DO-DAC', name: 'Phí', amountVnd: 1_250_000, budgetCode: '2716' },
] as const;

const lifetimesMs = [undefined, 2 * minuteMs, 5 * minuteMs, 10 * minuteMs, 2 * hourMs, dayMs];

/** Why a portal's request may be refused; any other code is a bug. */
const mayRefuse: Record<'make' | 'cancel', readonly RefusalCode[]> = {
  make: [
    ...(['order-exists', 'payment-in-progress', 'replaced-order-not-replaceable', 'agency-switched-off'] as const),
    ...(['amount-not-payable', 'deadline-passed', 'busy'] as const),
  ],
  cancel: ['payment-in-progress', 'order-not-cancellable', 'busy'],
};

const refusalOf = <T>(ended: Ended<T>): RefusalCode | undefined =>
  ended.type === 'failed' && ended.error instanceof Refusal ? ended.error.code : undefined;

/** Portals and one-stop software: they make orders, again and at once, replace and cancel them, and ask after them. */
export const portals: Actor = ({ chance, timeline, trace, books, lephi, portals: clients, onWritten, fail }) => {
  const asked: Asked[] = [];

  const current = ({ id }: Client): Client => clients.get(id)!;

  /** A few dossiers are at hand at any time, so that orders meet. */
  const pickDossier = (agencyCode: string): string => {
    const number = 1000 + Math.floor(asked.length / 6) + chance.int(0, 3);
    return `${agencyCode}-261121-${number}`;
  };

  const makeRequest = (portal: Client, replaced?: OrderBook): OrderRequest => {
    const agencyCode = replaced?.head.agencyCode ?? chance.pick(portal.agencyCodes);
    const lifetimeMs = chance.pick(lifetimesMs);
    const [first, second] = [chance.pick(fees), chance.pick(fees)];
    return orderRequestSchema.parse({
      ...orderBody,
      agencyCode,
      dossierCode: replaced?.details.dossierCode ?? pickDossier(agencyCode),
      lines: first === second ? [first] : [first, second],
      beneficiaryAccount: {
        ...orderBody.beneficiaryAccount,
        accountNumber: agencies.find(({ code }) => code === agencyCode)!.beneficiaryAccounts[0]!.accountNumber,
      },
      metadata: { asked: String(asked.length) },
      ...(lifetimeMs !== undefined && { expiresAt: instantFromMs(timeline.nowMs() + lifetimeMs) }),
      ...(replaced && { replacesOrderId: replaced.id }),
    });
  };

  /** The first answer counts; a repeat must get the same order, or none. */
  const check = (one: Asked, known: string | undefined, ended: Ended<{ order: { id: string }; details: { metadata?: unknown } }>): void => {
    const subject = one.orderId ?? `${one.portal.id} ${one.key}`;
    trace.note(
      subject,
      `${one.key}: ${ended.type === 'answered' ? ended.value.order.id : (refusalOf(ended) ?? ended.type)}`,
    );
    const code = refusalOf(ended);
    if (code !== undefined)
      must(
        known === undefined ? mayRefuse.make.includes(code) : code === 'busy',
        subject,
        `a portal may hear ${code} to its ${one.key}`,
      );
    if (ended.type !== 'answered') return;
    const { order, details } = ended.value;
    must(order.id === (one.orderId ?? order.id), subject, `the same key makes the same order, not ${order.id}`);
    must(
      books.madeBy.get(`${one.portal.id}#${one.key}`) === order.id,
      subject,
      'the key is kept with the order that it made',
    );
    must(
      JSON.stringify(details.metadata) === JSON.stringify(one.request.metadata),
      subject,
      'an order is of the body that was sent',
    );
    one.orderId = order.id;
  };

  const send = async (one: Asked): Promise<void> => {
    const { portal, key, request, orderId } = one;
    check(one, orderId, await lephi.makeOrder({ client: current(portal), idempotencyKey: key, request }));
  };

  const makeNew = async (portal: Client, replaced?: OrderBook): Promise<void> => {
    const one = { portal, key: `key-${asked.length}`, request: makeRequest(portal, replaced) };
    asked.push(one);
    await Promise.all(chance.oneIn(8) ? [send(one), send(one)] : [send(one)]);
  };

  const pickPortal = (): Client => chance.pick([...clients.values()]);

  const pickOrder = (): OrderBook | undefined => {
    const ids = [...books.orders.keys()].slice(-10);
    return ids.length === 0 ? undefined : books.orders.get(chance.pick(ids));
  };

  const makeAgain = async (): Promise<void> => {
    if (asked.length > 0) await send(chance.pick(asked.slice(-30)));
  };

  /** Another body under a key that has made an order. */
  const reuseKey = async (): Promise<void> => {
    const one = asked.findLast(({ orderId }) => orderId !== undefined);
    if (one === undefined) return;
    const { portal, key } = one;
    const ended = await lephi.makeOrder({ client: current(portal), idempotencyKey: key, request: makeRequest(portal) });
    const code = refusalOf(ended);
    const isRefused =
      ended.type !== 'answered' && (code === undefined || code === 'idempotency-key-reused' || code === 'busy');
    must(isRefused, one.orderId!, 'another body under the same key is refused');
  };

  const replace = async (): Promise<void> => {
    const [portal, order] = [pickPortal(), pickOrder()];
    if (order && portal.agencyCodes.includes(order.head.agencyCode)) await makeNew(portal, order);
  };

  const isTheirs = (portal: Client, { head }: OrderBook): boolean => portal.agencyCodes.includes(head.agencyCode);

  const get = async (): Promise<void> => {
    const [portal, order] = [pickPortal(), pickOrder()];
    if (order === undefined) return;
    const ended = await lephi.getOrder(portal, order.id);
    if (ended.type === 'answered') must(isTheirs(portal, order), order.id, 'a portal sees only orders of its agencies');
    if (refusalOf(ended)) must(!isTheirs(portal, order), order.id, 'a portal finds the orders of its agencies');
  };

  const list = async (): Promise<void> => {
    const [portal, order] = [pickPortal(), pickOrder()];
    if (order === undefined) return;
    const ended = await lephi.listOrders(portal, order.head.dossierKey);
    if (ended.type !== 'answered') return;
    for (const found of ended.value)
      must(
        found.order.dossierKey === order.head.dossierKey && portal.agencyCodes.includes(found.order.agencyCode),
        found.order.id,
        'a portal lists only orders of the dossier and of its agencies',
      );
  };

  const cancelSome = async (): Promise<void> => {
    const order = pickOrder();
    if (order) await cancel(pickPortal(), order);
  };

  const cancel = async (portal: Client, order: OrderBook): Promise<void> => {
    const ended = await lephi.cancelOrder(portal, order.head.id);
    const code = refusalOf(ended);
    const allowed = isTheirs(portal, order) ? mayRefuse.cancel : ['order-not-found'];
    if (code !== undefined) must(allowed.includes(code), order.id, `a cancellation may be refused with ${code}`);
    if (ended.type !== 'answered') return;
    must(isTheirs(portal, order), order.id, 'a portal cancels only orders of its agencies');
    must(order.head.status === 'cancelled', order.id, 'an order that was said to be cancelled is cancelled');
  };

  /** Somebody cancels at the very moment at which something happens to an order. */
  onWritten(({ pk, sk, version }) => {
    const order = books.orders.get(String(pk).replace('ORDER#', ''));
    if (order === undefined || sk !== 'ORDER' || version === 1 || !chance.oneIn(40)) return;
    timeline.after(chance.int(0, 60), () => {
      cancel(clients.get(order.head.clientId)!, order).catch(fail);
    });
  });

  return [
    { weight: 24, act: () => makeNew(pickPortal()) },
    { weight: 5, act: makeAgain },
    { weight: 1, act: reuseKey },
    { weight: 3, act: replace },
    { weight: 2, act: get },
    { weight: 1, act: list },
    { weight: 3, act: cancelSome },
  ];
};
