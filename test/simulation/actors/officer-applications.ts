import type { MovementBook, OrderBook } from '../books.ts';
import type { World } from '../world.ts';

type Item = { readonly movementKey: string; readonly leftVnd: number };

const leftOf = ({ key, movement }: MovementBook): Item => ({
  movementKey: key,
  leftVnd: (movement.parts ?? []).reduce<number>((left, { amountVnd }) => left - amountVnd, movement.notice.amountVnd),
});

type Application = Record<string, unknown> | undefined;

const apply = ({ id }: OrderBook, parts: readonly { movementKey: string; amountVnd: number }[]): Application => ({
  kind: 'application',
  orderId: id,
  parts,
});

/** One item that is all of an order's total, or of which some is. */
const fromOne = (order: OrderBook, items: readonly Item[]): Application => {
  const { totalAmountVnd } = order.head;
  const item =
    items.find(({ leftVnd }) => leftVnd === totalAmountVnd) ?? items.find(({ leftVnd }) => leftVnd > totalAmountVnd);
  return item && apply(order, [{ movementKey: item.movementKey, amountVnd: totalAmountVnd }]);
};

/** Two items that are the total together, or the first two of which the second gives what is missing. */
const fromTwo = (order: OrderBook, items: readonly Item[]): Application => {
  const { totalAmountVnd } = order.head;
  for (const one of items)
    for (const other of items) {
      const missingVnd = totalAmountVnd - one.leftVnd;
      if (one === other || missingVnd < 1 || other.leftVnd < missingVnd) continue;
      return apply(order, [
        { movementKey: one.movementKey, amountVnd: one.leftVnd },
        { movementKey: other.movementKey, amountVnd: missingVnd },
      ]);
    }
  return undefined;
};

/** More of an item than is left of it. */
const fromTooLittle = (order: OrderBook, items: readonly Item[]): Application => {
  const { totalAmountVnd } = order.head;
  const item = items.find(({ leftVnd }) => leftVnd < totalAmountVnd);
  return item && apply(order, [{ movementKey: item.movementKey, amountVnd: totalAmountVnd }]);
};

/** How unapplied money might be applied to orders that may take it: what officers see at the desk, or believe to see. */
export const listApplications = ({ chance, books, faults }: World): readonly Application[] => {
  const items = [...books.movements.values()]
    .filter(({ movement }) => movement.place.type === 'unapplied')
    .slice(-12)
    .map(leftOf)
    .filter(({ leftVnd }) => leftVnd > 0);
  const orders = [...books.orders.values()]
    .filter(({ head: { status } }) => status === 'awaiting' || status === 'expired')
    .slice(-8);
  if (items.length === 0 || orders.length === 0) return [undefined];
  const order = chance.pick(orders);
  const tooMuch = fromTooLittle(order, items);
  const found = [fromOne(order, items), fromTwo(order, items)].filter((one) => one !== undefined);
  if (tooMuch && chance.oneIn(4)) {
    faults.count('more applied than is left asked for');
    return [tooMuch];
  }
  return found.length === 0 ? [undefined] : found;
};
