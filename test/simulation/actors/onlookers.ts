import type { Client } from '../../../lib/domain/client.ts';
import type { RefusalCode } from '../../../lib/domain/refusal.ts';
import type { OrderBook } from '../books.ts';
import { must } from '../violation.ts';
import type { Actor } from './actor.ts';
import { refusalOf } from './portal-memory.ts';

const mayRefuseCancelling: readonly RefusalCode[] = ['payment-in-progress', 'order-not-cancellable', 'busy'];

/** Portals that ask after orders and cancel them, their own and those of others. */
export const onlookers: Actor = ({ chance, timeline, books, lephi, portals, onNews, fail }) => {
  /** Somebody looks at one of the latest orders. */
  const look =
    (how: (portal: Client, order: OrderBook, isTheirs: boolean) => Promise<void>) => async (): Promise<void> => {
      const order = [...books.orders.values()].at(-chance.int(1, 10));
      const portal = chance.pick([...portals.values()]);
      if (order) await how(portal, order, portal.agencyCodes.includes(order.head.agencyCode));
    };

  const get = look(async (portal, { id }, isTheirs) => {
    const ended = await lephi.getOrder(portal, id);
    if (ended.type === 'answered') must(isTheirs, id, 'a portal sees only orders of its agencies');
    if (refusalOf(ended)) must(!isTheirs, id, 'a portal finds the orders of its agencies');
  });

  const list = look(async (portal, { head }) => {
    const ended = await lephi.listOrders(portal, head.dossierKey);
    for (const { order } of ended.type === 'answered' ? ended.value : []) {
      const isAskedFor = order.dossierKey === head.dossierKey && portal.agencyCodes.includes(order.agencyCode);
      must(isAskedFor, order.id, 'a portal lists only orders of the dossier and of its agencies');
    }
  });

  const cancel = async (portal: Client, { id, head }: OrderBook, isTheirs: boolean): Promise<void> => {
    const ended = await lephi.cancelOrder(portal, head.id);
    const code = refusalOf(ended);
    const mayRefuse = isTheirs ? mayRefuseCancelling : ['order-not-found'];
    if (code !== undefined) must(mayRefuse.includes(code), id, `${code} is no answer to a cancellation`);
    if (ended.type !== 'answered') return;
    must(isTheirs, id, 'a portal cancels only orders of its agencies');
    must(ended.value.order.status === 'cancelled', id, 'an order that was said to be cancelled is cancelled');
    must(books.orders.get(id)!.head.status === 'cancelled', id, 'what was cancelled stays cancelled');
  };

  /** The portal that made an order cancels it at the very moment at which something happens to it. */
  onNews(({ pk, sk, version }) => {
    const order = books.orders.get(String(pk).replace('ORDER#', ''));
    if (order === undefined || sk !== 'ORDER' || version === 1 || !chance.oneIn(40)) return;
    timeline.after(chance.int(0, 60), () => {
      cancel(portals.get(order.head.clientId)!, order, true).catch(fail);
    });
  });

  return [
    { weight: 2, act: get },
    { weight: 1, act: list },
    { weight: 3, act: look(cancel) },
  ];
};
