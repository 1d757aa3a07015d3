import type { Client } from '../../../lib/domain/client.ts';
import { type OrderRequest, orderRequestSchema } from '../../../lib/domain/order-request.ts';
import { instantFromMs } from '../../../lib/domain/time.ts';
import { orderBody } from '../../samples.ts';
import type { OrderBook } from '../books.ts';
import { drawHabits } from '../habits.ts';
import { agencies } from '../setting.ts';
import type { Actor } from './actor.ts';
import { type Asked, checkMade, checkReused, refusalOf } from './portal-memory.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const fees = [
  { kind: 'le-phi', feeCode: 'GPLX', name: 'Lệ phí', amountVnd: 115_000, budgetCode: '2801' },
  { kind: 'phi', feeCode: 'SAO', name: 'Phí', amountVnd: 20_000, budgetCode: '2716' },
  { kind: 'phi', feeCode: 'DO-DAC', name: 'Phí', amountVnd: 1_250_000, budgetCode: '2716' },
] as const;

/** How long orders may be paid: Lephi's own 30 days, or less. */
const lifetimes = [
  { weight: 1, ms: undefined },
  { weight: 1, ms: 2 * minuteMs },
  { weight: 1, ms: 5 * minuteMs },
  { weight: 1, ms: 12 * minuteMs },
  { weight: 1, ms: 2 * hourMs },
  { weight: 1, ms: 24 * hourMs },
];

const accountNumberOf = (agencyCode: string): string =>
  agencies.find(({ code }) => code === agencyCode)!.beneficiaryAccounts[0]!.accountNumber;

/** An order that was made before for the same dossier. */
type Before = { readonly order: OrderBook; readonly isReplaced: boolean };

/** Portals and one-stop software: they make orders, again and at once, replace them, and mix up their keys. */
export const portals: Actor = ({ chance, timeline, trace, books, lephi, portals: clients, onNews, fail }) => {
  const asked: Asked[] = [];
  const ownLifetimes = drawHabits(chance, lifetimes);

  /** So many orders are asked for a dossier before the next one comes. */
  const ordersPerDossier = chance.pick([2, 6, 60]);

  /** A few dossiers are at hand at any time, so that orders meet. */
  const pickDossier = (agencyCode: string): string =>
    `${agencyCode}-261121-${1000 + Math.floor(asked.length / ordersPerDossier) + chance.int(0, 2)}`;

  const pickLines = () => [...new Set([chance.pick(fees), chance.pick(fees)])];

  /** A new request; for the dossier of an order before when there is one, which it replaces or follows. */
  const makeRequest = (portal: Client, before?: Before): OrderRequest => {
    const agencyCode = before?.order.head.agencyCode ?? chance.pick(portal.agencyCodes);
    const lifetimeMs = chance.weigh(ownLifetimes).ms;
    return orderRequestSchema.parse({
      ...orderBody,
      agencyCode,
      dossierCode: before?.order.details.dossierCode ?? pickDossier(agencyCode),
      lines: before?.isReplaced === false ? before.order.details.lines : pickLines(),
      beneficiaryAccount: { ...orderBody.beneficiaryAccount, accountNumber: accountNumberOf(agencyCode) },
      metadata: { asked: String(asked.length) },
      ...(lifetimeMs !== undefined && { expiresAt: instantFromMs(timeline.nowMs() + lifetimeMs) }),
      ...(before?.isReplaced && { replacesOrderId: before.order.id }),
    });
  };

  const send = async (one: Asked): Promise<void> => {
    const { portal, key, request, orderId } = one;
    const ended = await lephi.makeOrder({ client: clients.get(portal.id)!, idempotencyKey: key, request });
    trace.note(`${portal.id} ${key}`, refusalOf(ended) ?? ended.type);
    checkMade(books, one, orderId, ended);
  };

  const makeNew = async (portal: Client, before?: Before): Promise<void> => {
    const one = { portal, key: `key-${asked.length}`, request: makeRequest(portal, before) };
    asked.push(one);
    await Promise.all(chance.oneIn(8) ? [send(one), send(one)] : [send(one)]);
  };

  const pickPortal = (): Client => chance.pick([...clients.values()]);

  const makeAgain = async (): Promise<void> => {
    if (asked.length > 0) await send(chance.pick(asked.slice(-30)));
  };

  const reuseKey = async (): Promise<void> => {
    const one = asked.findLast(({ orderId }) => orderId !== undefined);
    if (one === undefined) return;
    const { portal, key } = one;
    const client = clients.get(portal.id)!;
    checkReused(one, await lephi.makeOrder({ client, idempotencyKey: key, request: makeRequest(portal) }));
  };

  const replace = async (): Promise<void> => {
    const [portal, order] = [pickPortal(), [...books.orders.values()].at(-chance.int(1, 10))];
    if (order && portal.agencyCodes.includes(order.head.agencyCode)) await makeNew(portal, { order, isReplaced: true });
  };

  /** An order that expired is often made again. */
  onNews(({ pk, sk, status }) => {
    if (sk !== 'ORDER' || status !== 'expired' || chance.oneIn(2)) return;
    const order = books.orders.get(String(pk).replace('ORDER#', ''))!;
    timeline.after(chance.int(100, minuteMs), () => {
      makeNew(clients.get(order.head.clientId)!, { order, isReplaced: false }).catch(fail);
    });
  });

  return [
    { weight: 24, act: () => makeNew(pickPortal()) },
    { weight: 5, act: makeAgain },
    { weight: 1, act: reuseKey },
    { weight: 3, act: replace },
  ];
};
