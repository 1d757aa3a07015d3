import type { MovementBook, OrderBook, ProposalBook } from '../books.ts';
import { must } from '../violation.ts';
import type { World } from '../world.ts';
import { checkDueMarkers, checkMovementDue, checkNothingDue } from './due-work.ts';
import { checkFees, isPaidElsewhere } from './fees.ts';
import { checkDeskListed, checkMovementDesk, checkOrderDesk, checkProposalDesk } from './desk.ts';
import { checkJournal } from './journal.ts';
import { checkMovement, checkPaidBack, checkPayment } from './money.ts';
import { checkMovementJournal } from './movement-journal.ts';
import { checkProof } from './proof.ts';
import { checkProposal } from './proposals.ts';
import { checkAttemptsAtRest, checkRefundsAtRest, checkSums, type Sums } from './sums.ts';
import { checkDeliveries } from './webhooks.ts';

const checkOrder = (world: World, book: OrderBook): void => {
  checkJournal(book, isPaidElsewhere(world.books, book));
  checkDeliveries(world, book);
  checkDueMarkers(world.books, book);
  checkFees(world.books, book);
  checkPayment(world, book);
  checkOrderDesk(world.books, book);
};

const checkMoney = (world: World, book: MovementBook): void => {
  checkMovement(world, book);
  checkPaidBack(world, book);
  checkMovementJournal(book);
  checkMovementDue(world.books, book);
  checkMovementDesk(world.books, book);
};

const checkAsked = ({ books }: World, book: ProposalBook): void => {
  checkProposal(books, book);
  checkProposalDesk(books, book);
};

/** After a step: whatever it touched. */
export const checkTouched = (world: World): void => {
  const { touchedOrders, touchedMovements, touchedProposals } = world.books;
  for (const book of touchedOrders) checkOrder(world, book);
  for (const book of touchedMovements) checkMoney(world, book);
  for (const book of touchedProposals) checkAsked(world, book);
  touchedOrders.clear();
  touchedMovements.clear();
  touchedProposals.clear();
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
  for (const book of world.books.orders.values()) {
    checkOrder(world, book);
    checkProof(world.books, book);
  }
  for (const book of world.books.movements.values()) checkMoney(world, book);
  for (const book of world.books.proposals.values()) checkAsked(world, book);
  const made = [...world.books.madeBy.values()];
  must(new Set(made).size === made.length, 'the whole', 'each idempotency key makes something of its own');
  const there = world.books.orders.size + world.books.proposals.size;
  must(made.length === there, 'the whole', 'each order and proposal is made under one idempotency key');
  await checkTable(world);
};

/** What is left for people when all is quiet, and where all money is. */
export type LeftOver = {
  readonly foundByStatementOnly: number;
  readonly atDesk: ReadonlyMap<string, number>;
  readonly sums: Sums;
};

/** When nothing is going to happen any more: promise 1 to the đồng, and nothing stuck. */
export const checkAtRest = async (world: World): Promise<LeftOver> => {
  await checkAll(world);
  checkNothingDue(world.books);
  checkAttemptsAtRest(world);
  checkRefundsAtRest(world);
  const { foundByStatementOnly, ...sums } = checkSums(world);
  return { foundByStatementOnly, sums, atDesk: await checkDeskListed(world) };
};
