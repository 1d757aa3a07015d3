import type { Movement } from '../../lib/domain/movement.ts';
import type { MovementEvent } from '../../lib/domain/movement-events.ts';
import type { Order } from '../../lib/domain/order.ts';
import type { OrderDetails } from '../../lib/domain/order-details.ts';
import type { OrderEvent } from '../../lib/domain/order-events.ts';
import type { Proposal } from '../../lib/domain/proposal.ts';
import { at, type Key } from '../../lib/store/key-table.ts';
import type { Item } from '../../lib/store/store.ts';
import { enterEvent, type Journal, openJournal } from './journals.ts';
import { must, Violation } from './violation.ts';

/** When an item is due, and since when somebody could have known: it may be written after its time. */
type Due = { readonly at: string; readonly sinceMs: number };

/** All that was ever committed of an order. */
export type OrderBook = Journal<OrderEvent> & {
  readonly id: string;
  head: Order;
  readonly details: OrderDetails;
  /** How many tries of each event's webhook were written down. */
  readonly tries: number[];
};

/** All that was ever committed of a movement. */
export type MovementBook = Journal<MovementEvent> & {
  readonly key: string;
  movement: Movement;
  /** Every result and amount under which it was ever decided. */
  readonly said: Set<string>;
  /** All bytes ever kept as evidence of it. */
  readonly raws: Set<string>;
};

/** All that was ever committed of a proposal: what it is now, and as what it began. */
export type ProposalBook = {
  readonly id: string;
  readonly first: Proposal;
  proposal: Proposal;
  /** Every status that it ever had. */
  readonly had: Set<string>;
};

/**
 * What an onlooker knows who sees every item as it is committed: the invariants are checked against these books, not
 * against what Lephi says of itself.
 */
export type Books = {
  readonly orders: Map<string, OrderBook>;
  readonly movements: Map<string, MovementBook>;
  readonly proposals: Map<string, ProposalBook>;
  /** The orders of each dossier that an agency has asked something for. */
  readonly dossiers: Map<string, OrderBook[]>;
  /** What each idempotency key made: an order, or a proposal. */
  readonly madeBy: Map<string, string>;
  /** Genuine bytes that nobody could read. */
  readonly unreadables: Set<string>;
  /** When each item that carries a due marker is due, by its address. */
  readonly due: Map<string, Due>;
  /** As what each item waits at the desk that does, by its address. */
  readonly desk: Map<string, string>;
  readonly touchedOrders: Set<OrderBook>;
  readonly touchedMovements: Set<MovementBook>;
  readonly touchedProposals: Set<ProposalBook>;
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

type Written = Omit<Books, 'enter'>;

const enterHead = (books: Written, heads: Map<string, Order>, item: Item): void => {
  const id = String(item.id);
  const head = parse(at.order(id), item, id);
  heads.set(id, head);
  const book = books.orders.get(id);
  if (book === undefined) return;
  book.head = head;
  books.touchedOrders.add(book);
};

/** The head of an order is written before its first event, in one commit. */
const openOrder = (books: Written, heads: Map<string, Order>, event: OrderEvent): OrderBook => {
  const id = event.orderId;
  const head = heads.get(id);
  if (head === undefined || event.fact.type !== 'order.created')
    throw new Violation(id, 'the journal of an order does not begin with its making');
  const book: OrderBook = { id, head, details: event.fact.details, tries: [], ...openJournal() };
  books.orders.set(id, book);
  const dossier = dossierOf(head);
  books.dossiers.set(dossier, [...(books.dossiers.get(dossier) ?? []), book]);
  return book;
};

const enterTry = ({ orders }: Written, id: string, sequence: number): void => {
  const book = orders.get(id);
  if (book === undefined) throw new Violation(id, 'a webhook of an order that is not there was tried');
  book.tries[sequence - 1] = (book.tries[sequence - 1] ?? 0) + 1;
};

const enterMovement = (books: Written, key: string, item: Item): void => {
  const movement = parse(at.movement(key), item, key);
  const book = books.movements.get(key) ?? { key, movement, said: new Set(), raws: new Set(), ...openJournal() };
  books.movements.set(key, book);
  book.movement = movement;
  book.said.add(`${movement.notice.result} ${movement.notice.amountVnd}`);
  for (const { raw } of movement.evidence) book.raws.add(raw);
  books.touchedMovements.add(book);
};

const enterProposal = (books: Written, id: string, item: Item): void => {
  const proposal = parse(at.proposal(id), item, id);
  const book = books.proposals.get(id) ?? { id, first: proposal, proposal, had: new Set() };
  books.proposals.set(id, book);
  book.proposal = proposal;
  book.had.add(proposal.status);
  books.touchedProposals.add(book);
};

export const makeBooks = (nowMs: () => number): Books => {
  const books: Written = {
    orders: new Map(),
    movements: new Map(),
    proposals: new Map(),
    dossiers: new Map(),
    madeBy: new Map(),
    unreadables: new Set(),
    due: new Map(),
    desk: new Map(),
    touchedOrders: new Set(),
    touchedMovements: new Set(),
    touchedProposals: new Set(),
    items: new Map(),
  };
  const heads = new Map<string, Order>();

  const enterOrderEvent = (id: string, item: Item): void => {
    const event = parse(at.event(id, 1), item, id);
    const book = books.orders.get(id) ?? openOrder(books, heads, event);
    enterEvent(book, id, event, nowMs());
    books.touchedOrders.add(book);
  };

  const enterMovementEvent = (key: string, item: Item): void => {
    const event = parse(at.movementEvents(key), item, key);
    const book = books.movements.get(key);
    if (book === undefined) throw new Violation(key, 'the journal of a movement that is not there');
    enterEvent(book, key, event, nowMs());
    books.touchedMovements.add(book);
  };

  const enterMade = (id: string, item: Item): void => {
    const { madeId } = parse(at.idempotency('', ''), item, id);
    must(!books.madeBy.has(id), madeId, 'an idempotency key makes one thing');
    books.madeBy.set(id, madeId);
  };

  const enterByKind = (kind: string, id: string, item: Item): void => {
    const sk = String(item.sk);
    if (sk === 'ORDER') enterHead(books, heads, item);
    else if (sk.startsWith('EVENT#')) (kind === 'ORDER' ? enterOrderEvent : enterMovementEvent)(id, item);
    else if (sk.startsWith('TRY#')) enterTry(books, id, Number(sk.split('#')[1]));
    else if (sk === 'MOVEMENT') enterMovement(books, id, item);
    else if (sk === 'PROPOSAL') enterProposal(books, id, item);
    else if (sk === 'UNREADABLE') books.unreadables.add(parse(at.unreadable('', ''), item, id).evidence.raw);
    else if (sk === 'IDEMPOTENCY') enterMade(id, item);
  };

  const enterMarkers = (address: string, { dueShard, dueAt, deskClass, deskSince }: Item): void => {
    if (typeof dueShard === 'string' && typeof dueAt === 'string')
      books.due.set(address, { at: dueAt, sinceMs: Math.max(Date.parse(dueAt), nowMs()) });
    else books.due.delete(address);
    if (typeof deskClass === 'string' && typeof deskSince === 'string') books.desk.set(address, deskClass);
    else books.desk.delete(address);
  };

  return {
    ...books,
    enter: (item) => {
      const [pk, sk] = [String(item.pk), String(item.sk)];
      const address = `${pk} ${sk}`;
      books.items.set(address, item);
      enterMarkers(address, item);
      const [, kind = '', id = ''] = /^([A-Z-]+)#(.*)$/s.exec(pk) ?? [];
      enterByKind(kind, id, item);
    },
  };
};
