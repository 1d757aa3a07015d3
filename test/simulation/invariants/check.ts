import type { OrderBook } from '../books.ts';
import { must } from '../violation.ts';
import type { World } from '../world.ts';
import { checkDueMarkers, checkNothingDue } from './due-work.ts';
import { checkFees, isPaidElsewhere } from './fees.ts';
import { checkJournal } from './journal.ts';
import { checkAttemptsAtRest, checkMovement, checkSums } from './money.ts';
import { checkDeliveries } from './webhooks.ts';

const checkOrder = (world: World, book: OrderBook): void => {
  checkJournal(book, isPaidElsewhere(world.books, book));
  checkDeliveries(world, book);
  checkDueMarkers(world.books, book);
  checkFees(world.books, book);
};

/** After a step: whatever it touched. */
export const checkTouched = (world: World): void => {
  const { touchedOrders, touchedMovements } = world.books;
  if (touchedOrders.size === 0 && touchedMovements.size === 0) return;
  for (const book of touchedOrders) checkOrder(world, book);
  for (const book of touchedMovements) checkMovement(world, book);
  touchedOrders.clear();
  touchedMovements.clear();
};

const batchMax = 100;

/** The table holds what the books hold. */
const checkTable = async ({ store, books }: World): Promise<void> => {
  const items = [...books.items.values()];
  for (let from = 0; from < items.length; from += batchMax) {
    const batch = items.slice(from, from + batchMax);
    const found = await store.read(batch.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })));
    batch.forEach((item, index) => {
      must(
        JSON.stringify(found[index]) === JSON.stringify(item),
        String(item.pk),
        'the table holds what was committed',
      );
    });
  }
};

/** Now and then: everything. */
export const checkAll = async (world: World): Promise<void> => {
  for (const book of world.books.orders.values()) checkOrder(world, book);
  for (const book of world.books.movements.values()) checkMovement(world, book);
  const made = [...world.books.madeBy.values()];
  must(new Set(made).size === made.length, 'the whole', 'each idempotency key makes an order of its own');
  must(made.length === world.books.orders.size, 'the whole', 'each order is made under one idempotency key');
  await checkTable(world);
};

/** What is left for people when all is quiet. */
export type LeftOver = { readonly foundByStatementOnly: number; readonly atDesk: number };

/** When nothing is going to happen any more: promise 1 to the đồng, and nothing stuck. */
export const checkAtRest = async (world: World): Promise<LeftOver> => {
  await checkAll(world);
  checkNothingDue(world.books);
  return { foundByStatementOnly: checkSums(world), atDesk: checkAttemptsAtRest(world) };
};
