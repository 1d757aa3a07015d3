import type { Movement } from '../../lib/domain/movement.ts';
import type { Order } from '../../lib/domain/order.ts';
import type { OrderDetails } from '../../lib/domain/order-details.ts';
import type { OrderEvent } from '../../lib/domain/order-events.ts';
import { at, type Key } from '../../lib/store/key-table.ts';
import type { Item } from '../../lib/store/store.ts';
import { must, Violation } from './violation.ts';

/** When an item is due, and since when somebody could have known: it may be written after its time. */
type Due = { readonly at: string; readonly sinceMs: number };

/** All that was ever committed of an order. */
export type OrderBook = {
  readonly id: string;
  head: Order;
  readonly details: OrderDetails;
  readonly events: OrderEvent[];
  /** When each event was committed, by the world's own clock. */
  readonly committedAtMs: number[];
  /** How many tries of each event's webhook were written down. */
  readonly tries: number[];
};

/** All that was ever committed of a movement. */
export type MovementBook = {
  readonly key: string;
  movement: Movement;
  /** Every result and amount under which it was ever decided. */
  readonly said: Set<string>;
  /** All bytes ever kept as evidence of it. */
  readonly raws: Set<string>;
};

/**
 * What an onlooker knows who sees every item as it is committed: the invariants are checked against these books, not
 * against what Lephi says of itself.
 */
export type Books = {
  readonly orders: Map<string, OrderBook>;
  readonly movements: Map<string, MovementBook>;
  /** The orders of each dossier that an agency has asked something for. */
  readonly dossiers: Map<string, OrderBook[]>;
  /** Which order an idempotency key made. */
  readonly madeBy: Map<string, string>;
  /** Genuine bytes that nobody could read. */
  readonly unreadables: Set<string>;
  /** When each item that carries a due marker is due, by its address. */
  readonly due: Map<string, Due>;
  readonly touchedOrders: Set<OrderBook>;
  readonly touchedMovements: Set<MovementBook>;
  /** Takes an item as it was committed. @throws Violation when the item could not be read, or alters the past */
  readonly enter: (item: Item) => void;
  /** Every address that was ever written. */
  readonly items: Map<string, Item>;
};

export const dossierOf = ({ agencyCode, dossierKey }: Order): string => `${agencyCode} ${dossierKey}`;

const parse = <T>({ schema }: Key<T>, item: Item, subject: string): T => {
  const parsed = schema.safeParse(item);
  if (!parsed.success) throw new Violation(subject, `what was written cannot be read: ${parsed.error.message}`);
  return parsed.data;
};

export const makeBooks = (nowMs: () => number): Books => {
  const books: Omit<Books, 'enter'> = {
    orders: new Map(),
    movements: new Map(),
    dossiers: new Map(),
    madeBy: new Map(),
    unreadables: new Set(),
    due: new Map(),
    touchedOrders: new Set(),
    touchedMovements: new Set(),
    items: new Map(),
  };
  const heads = new Map<string, Order>();

  const enterHead = (id: string, item: Item): void => {
    const head = parse(at.order(id), item, id);
    heads.set(id, head);
    const book = books.orders.get(id);
    if (book === undefined) return;
    book.head = head;
    books.touchedOrders.add(book);
  };

  /** The head of an order is written before its first event, in one commit. */
  const open = (event: OrderEvent): OrderBook => {
    const id = event.orderId;
    const head = heads.get(id);
    if (head === undefined || event.fact.type !== 'order.created')
      throw new Violation(id, 'the journal of an order does not begin with its making');
    const book: OrderBook = { id, head, details: event.fact.details, events: [], committedAtMs: [], tries: [] };
    books.orders.set(id, book);
    const dossier = dossierOf(head);
    books.dossiers.set(dossier, [...(books.dossiers.get(dossier) ?? []), book]);
    return book;
  };

  const enterEvent = (id: string, item: Item): void => {
    const event = parse(at.event(id, 1), item, id);
    const book = books.orders.get(id) ?? open(event);
    const before = book.events[event.sequence - 1];
    if (before === undefined) book.committedAtMs[event.sequence - 1] = nowMs();
    else must(JSON.stringify(before.fact) === JSON.stringify(event.fact), id, 'a fact in the journal never changes');
    book.events[event.sequence - 1] = event;
    books.touchedOrders.add(book);
  };

  const enterTry = (id: string, sequence: number): void => {
    const book = books.orders.get(id);
    if (book === undefined) throw new Violation(id, 'a webhook of an order that is not there was tried');
    book.tries[sequence - 1] = (book.tries[sequence - 1] ?? 0) + 1;
  };

  const enterMovement = (key: string, item: Item): void => {
    const movement = parse(at.movement(key), item, key);
    const book = books.movements.get(key) ?? { key, movement, said: new Set(), raws: new Set() };
    books.movements.set(key, book);
    book.movement = movement;
    book.said.add(`${movement.notice.result} ${movement.notice.amountVnd}`);
    for (const { raw } of movement.evidence) book.raws.add(raw);
    books.touchedMovements.add(book);
  };

  const enterByKind = (pk: string, sk: string, item: Item): void => {
    const [, id = ''] = /^[A-Z-]+#(.*)$/.exec(pk) ?? [];
    if (sk === 'ORDER') enterHead(id, item);
    else if (pk.startsWith('MOVEMENT#') && sk.startsWith('EVENT#')) parse(at.movementEvent('', 1), item, id);
    else if (sk.startsWith('EVENT#')) enterEvent(id, item);
    else if (sk.startsWith('TRY#')) enterTry(id, Number(sk.split('#')[1]));
    else if (sk === 'MOVEMENT') enterMovement(id, item);
    else if (sk === 'UNREADABLE') books.unreadables.add(parse(at.unreadable('', ''), item, pk).evidence.raw);
    else if (sk === 'IDEMPOTENCY') books.madeBy.set(id, parse(at.idempotency('', ''), item, id).madeId);
  };

  return {
    ...books,
    enter: (item) => {
      const [pk, sk] = [String(item.pk), String(item.sk)];
      const address = `${pk} ${sk}`;
      books.items.set(address, item);
      if (typeof item.dueShard === 'string' && typeof item.dueAt === 'string')
        books.due.set(address, { at: item.dueAt, sinceMs: Math.max(Date.parse(item.dueAt), nowMs()) });
      else books.due.delete(address);
      enterByKind(pk, sk, item);
    },
  };
};
