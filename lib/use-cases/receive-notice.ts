import { listSuccessorIds } from '../domain/dossier.ts';
import { afterDecision, afterNote, type Movement } from '../domain/movement.ts';
import type { Evidence, Notice, NoticeWord } from '../domain/notice.ts';
import { decideNotice, type NoticeOutcome } from '../domain/notice-decision.ts';
import { applyFact, holdsFees, isAddressedBy, type Order } from '../domain/order.ts';
import { orderIdOfReference } from '../domain/order-id.ts';
import { at, put, putOrderChange } from '../store/key-table.ts';
import { find, findAll, findBoth } from '../store/read.ts';
import type { Store } from '../store/store.ts';
import { decideAgain } from './decide-again.ts';
import type { Parts } from './parts.ts';

const successorsMax = 100;

/** A genuine notice with what shows that it is. */
type Received = { readonly notice: Notice; readonly evidence: Evidence };

/** One read: the order that the notice names, and what is known of its movement. */
const findKnown = async (store: Store, notice: Notice): Promise<[Order | undefined, Movement | undefined]> => {
  const orderId = orderIdOfReference(notice.reference);
  const movementKey = at.movement(notice.movementKey);
  if (orderId === undefined) return [undefined, await find(store, movementKey)];
  const [order, movement] = await findBoth(store, at.order(orderId), movementKey);
  return [order && isAddressedBy(order, notice) ? order : undefined, movement];
};

/** The orders that asked for fees of one that expired after it did: the latest hundred, as many as one request reads. */
const listSuccessors = async (store: Store, order: Order): Promise<readonly Order[]> => {
  const dossierAt = at.dossier(order.agencyCode, order.dossierKey);
  const [created, dossier] = await findBoth(store, at.event(order.id, 1), dossierAt);
  const lines = created?.fact.type === 'order.created' ? created.fact.details.lines : [];
  const ids = lines.flatMap(({ feeCode }) => (dossier ? listSuccessorIds(dossier, feeCode, order.id) : []));
  return findAll(store, [...new Set(ids)].slice(-successorsMax).map(at.order));
};

/** Whether an order that was made for one of the same fees after this one expired is paid; few orders have any. */
const isSuccessorPaid = async (store: Store, order: Order): Promise<boolean> => {
  if (order.status !== 'expired' || !order.succeeded) return false;
  const successors = await listSuccessors(store, order);
  return successors.some((successor) => successor.payment !== undefined && holdsFees(successor));
};

const nextMovement = (
  known: Movement | undefined,
  { notice, evidence }: Received,
  outcome: Exclude<NoticeOutcome, { type: 'heard' }>,
): Movement | undefined => {
  if (outcome.type === 'decided')
    return afterDecision(known, { notice, evidence, word: outcome.word, place: outcome.place });
  return known && afterNote(known, evidence, outcome.contradicts);
};

/** Whether the very bytes are kept already: a message that comes again, perhaps after later ones, says nothing new. */
const isKept = (movement: Movement | undefined, { raw }: Evidence): boolean =>
  movement?.evidence.some((kept) => kept.raw === raw) ?? false;

/** The reference is not told: it may be the text of a transfer, in which there may be anything. */
const countOutcome = (count: Parts['count'], { movementKey }: Notice, outcome: NoticeOutcome): void => {
  if (outcome.type === 'noted' && outcome.contradicts) count('NoticeContradicted', { movementKey });
  if (outcome.type === 'decided' && outcome.place.type === 'unapplied')
    count('MoneyUnapplied', { movementKey, reason: outcome.place.reason });
};

/**
 * Takes a genuine notice: decides what it does to its order and commits that with the movement and its evidence, all
 * or nothing, before the provider is answered. One read and one transaction of at most three items.
 *
 * @throws Refusal busy when others were at the same order for five seconds: the provider must try again
 */
export const receiveNotice = (parts: Parts, notice: Notice, evidence: Evidence): Promise<NoticeWord> =>
  decideAgain(parts, async () => {
    const { store, count } = parts;
    const { receivedAt } = evidence;
    const [order, movement] = await findKnown(store, notice);
    const successorPaid = order !== undefined && (await isSuccessorPaid(store, order));
    const outcome = decideNotice({ notice, receivedAt, order, movement, successorPaid });
    if (outcome.type === 'heard') return outcome.word;
    if (isKept(movement, evidence)) return outcome.word === 'accepted' ? 'already-confirmed' : outcome.word;

    const next = nextMovement(movement, { notice, evidence }, outcome);
    const writes = [
      ...(order && outcome.fact ? putOrderChange(applyFact(order, outcome.fact, receivedAt)) : []),
      ...(next ? [put(at.movement(notice.movementKey), next)] : []),
    ];
    if ((await store.commit(writes)) === 'conflict') return 'conflict';
    countOutcome(count, notice, outcome);
    return outcome.word;
  });
