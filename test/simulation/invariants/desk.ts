import type { Movement } from '../../../lib/domain/movement.ts';
import type { Order } from '../../../lib/domain/order.ts';
import type { Proposal } from '../../../lib/domain/proposal.ts';
import { type DeskClass, deskClassSchema } from '../../../lib/domain/desk.ts';
import type { Store } from '../../../lib/store/store.ts';
import type { Books, MovementBook, OrderBook, ProposalBook } from '../books.ts';
import { must } from '../violation.ts';

type Refund = { readonly status: string; readonly sentAt?: string | undefined; readonly askAt?: string | undefined };

/** Nobody looks after it any more, and it is not done. */
export const isStuck = ({ status, sentAt, askAt }: Refund): boolean =>
  status !== 'done' && status !== 'reserved' && sentAt !== undefined && askAt === undefined;

const remainderOf = ({ notice, parts = [] }: Movement): number =>
  parts.reduce<number>((left, { amountVnd }) => left - amountVnd, notice.amountVnd);

/** What is odd about a movement until a person has looked at it. */
const oddityOf = ({ place, parts = [], contradicted }: Movement): DeskClass | undefined => {
  if (place.type === 'money-out' && place.refundId === undefined) return 'unexplained-debit';
  if (place.type === 'reversed' && (parts.length > 0 || place.inPart)) return 'reversed-in-part';
  return contradicted ? 'contradicted' : undefined;
};

/** What a person must do about a movement, if anything, as somebody sees it who knows only the rules. */
const needOfMovement = (movement: Movement): DeskClass | undefined => {
  const { place, parts = [], accepted } = movement;
  if (place.type === 'unapplied' && remainderOf(movement) > 0) return place.reason;
  if (parts.some((part) => part.kind === 'refund' && isStuck(part))) return 'refund-in-doubt';
  return accepted ? undefined : oddityOf(movement);
};

const needOfOrder = ({ attempts, refunds = [] }: Order): DeskClass | undefined => {
  const isInDoubt = attempts.some(
    ({ status, askAt }) => (status === 'under-way' || status === 'in-doubt') && askAt === undefined,
  );
  if (isInDoubt) return 'attempt-in-doubt';
  return refunds.some(isStuck) ? 'refund-in-doubt' : undefined;
};

const checkMarker = ({ desk }: Books, address: string, need: DeskClass | undefined, subject: string): void => {
  const waits = desk.get(address);
  must(waits === need, subject, `it needs ${need ?? 'nobody'}, and waits at the desk as ${waits ?? 'nothing'}`);
};

export const checkMovementDesk = (books: Books, { key, movement }: MovementBook): void => {
  checkMarker(books, `MOVEMENT#${key} MOVEMENT`, needOfMovement(movement), key);
};

export const checkOrderDesk = (books: Books, { id, head }: OrderBook): void => {
  checkMarker(books, `ORDER#${id} ORDER`, needOfOrder(head), id);
};

/** The refund of an approved proposal, where its money is. */
const refundOf = ({ orders, movements }: Books, proposal: Proposal & { kind: 'refund' }) => {
  const { of } = proposal;
  const held =
    'orderId' in of
      ? orders.get(of.orderId)!.head.refunds
      : movements.get(of.movementKey)!.movement.parts?.filter((part) => part.kind === 'refund');
  return held?.find(({ refundId }) => refundId === proposal.id);
};

/** One that was asked for waits; so does a refund that an officer is to transfer. */
export const checkProposalDesk = (books: Books, { id, proposal }: ProposalBook): void => {
  const waits = books.desk.get(`PROPOSAL#${id} PROPOSAL`) ?? 'nothing';
  const waitsAs = { requested: 'proposal', approved: waits, declined: 'nothing' }[proposal.status];
  must(waits === waitsAs, id, `it is ${proposal.status}, and waits as ${waits}`);
  if (proposal.kind !== 'refund' || proposal.status !== 'approved') return;
  const refund = refundOf(books, proposal);
  if (refund?.way === 'transfer' && refund.status === 'reserved')
    must(waits === 'refund-to-transfer', id, `an officer is to transfer it, and it waits as ${waits}`);
};

const pageSize = 100;

/** At rest: the desk lists what waits there, each once, and nothing else. */
export const checkDeskListed = async ({
  store,
  books,
}: {
  store: Store;
  books: Books;
}): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  for (const deskClass of deskClassSchema.options) {
    const listed: string[] = [];
    let after: string | undefined;
    do {
      const { items, next } = await store.listDesk(deskClass, { limit: pageSize, after });
      listed.push(...items.map(({ pk, sk }) => `${pk} ${sk}`));
      after = next;
    } while (after !== undefined);
    const waiting = [...books.desk].flatMap(([address, waits]) => (waits === deskClass ? [address] : []));
    must(listed.sort().join() === waiting.sort().join(), 'the desk', `it lists all that waits as ${deskClass}`);
    if (listed.length > 0) counts.set(deskClass, listed.length);
  }
  return counts;
};
