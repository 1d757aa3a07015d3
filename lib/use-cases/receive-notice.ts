import { afterDecision, afterNote, type Movement, type Place } from '../domain/movement.ts';
import { afterReversal } from '../domain/movement-changes.ts';
import type { Evidence, Notice, NoticeWord } from '../domain/notice.ts';
import { decideNotice, type NoticeOutcome } from '../domain/notice-decision.ts';
import { applyFact, isAddressedBy, type Order } from '../domain/order.ts';
import { orderIdOfReference } from '../domain/order-id.ts';
import { at, put, putMovementChange, putOrderChange } from '../store/key-table.ts';
import { find, findBoth } from '../store/read.ts';
import type { Store, Write } from '../store/store.ts';
import { decideAgain } from './decide-again.ts';
import { endTransfer } from './end-transfer.ts';
import { findDebit, type HeldRefund } from './find-debit.ts';
import { isSuccessorPaid } from './find-successor.ts';
import type { Parts } from './parts.ts';

/** A genuine notice with what shows that it is. */
type Received = { readonly notice: Notice; readonly evidence: Evidence };

/** What is there when a notice comes. */
type Known = {
  readonly order?: Order | undefined;
  readonly movement: Movement | undefined;
  /** The refund that a debit may close. */
  readonly held?: HeldRefund | undefined;
};

/** One read: what is known of the movement, and the order that the notice names; of a debit the refund that it may close. */
const findKnown = async (store: Store, notice: Notice): Promise<Known> => {
  if (notice.direction === 'out') return findDebit(store, notice);
  const orderId = orderIdOfReference(notice.reference);
  const movementKey = at.movement(notice.movementKey);
  if (orderId === undefined) return { movement: await find(store, movementKey) };
  const [order, movement] = await findBoth(store, at.order(orderId), movementKey);
  return { order: order && isAddressedBy(order, notice) ? order : undefined, movement };
};

type Changing = Exclude<NoticeOutcome, { type: 'heard' }>;

/** What is written of the movement. One of which officers have used some has a journal, which hears that it is reversed. */
const movementWrites = (
  known: Movement | undefined,
  { notice, evidence }: Received,
  outcome: Changing,
): readonly Write[] => {
  const movementAt = at.movement(notice.movementKey);
  if (outcome.type === 'noted') return known ? [put(movementAt, afterNote(known, evidence, outcome.contradicts))] : [];
  const decision = { notice, evidence, word: outcome.word, place: outcome.place };
  if (known?.parts !== undefined && outcome.place.type === 'reversed')
    return putMovementChange(afterReversal(known, decision));
  return [put(movementAt, afterDecision(known, decision))];
};

/** Whether a debit pays the refund that it is for. One of another amount does not. */
const closesRefund = (outcome: Changing): boolean =>
  outcome.type === 'decided' && outcome.place.type === 'money-out' && outcome.place.refundId !== undefined;

/** What is written of whoever's money it is about: the order, or whose refund a debit closes. */
const subjectWrites = (
  { order, held }: Known,
  { notice: { movementKey }, evidence: { receivedAt } }: Received,
  outcome: Changing,
): readonly Write[] => {
  if (order && outcome.fact) return putOrderChange(applyFact(order, outcome.fact, receivedAt));
  return held && closesRefund(outcome) ? held.holder.finish(held.entry, { movementKey }, receivedAt) : [];
};

/** Whether the very bytes are kept already: a message that comes again, perhaps after later ones, says nothing new. */
const isKept = (movement: Movement | undefined, { raw }: Evidence): boolean =>
  movement?.evidence.some((kept) => kept.raw === raw) ?? false;

/** Whether money that is reversed had been used: it paid an order, or officers have done something with it. */
const wasUsed = (movement: Movement | undefined): boolean =>
  movement?.place.type === 'applied' || movement?.parts !== undefined;

/** A transfer's text may be personal: only the movement's key is told. */
const countOutcome = (
  count: Parts['count'],
  { movementKey, movement }: { readonly movementKey: string; readonly movement: Movement | undefined },
  outcome: Changing,
): void => {
  if (outcome.type === 'noted') {
    if (outcome.contradicts) count('NoticeContradicted', { movementKey });
    return;
  }
  const { place } = outcome;
  if (place.type === 'unapplied') count('MoneyUnapplied', { movementKey, reason: place.reason });
  if (place.type === 'money-out' && place.refundId === undefined) count('UnexplainedDebit', { movementKey });
  if (place.type === 'reversed' && wasUsed(movement)) count('OrderReversed', { movementKey, orderId: place.orderId });
};

/** What taking a notice comes to: what the provider hears, and what is written; of a repeat nothing. */
export type Receipt = {
  readonly word: NoticeWord;
  readonly writes: readonly Write[];
  /** Where its money is then; nothing when the notice changes nothing about that. */
  readonly place?: Place;
  /** What is left to be done once it is committed. */
  readonly afterwards: () => Promise<void>;
};

const nothing = (word: NoticeWord): Receipt => ({ word, writes: [], afterwards: async () => undefined });

/** Decides what a genuine notice does as things stand now. Whoever commits it commits all of it. */
export const prepareReceipt = async ({ store, count }: Parts, received: Received): Promise<Receipt> => {
  const { notice, evidence } = received;
  const { receivedAt } = evidence;
  const known = await findKnown(store, notice);
  const { order, movement, held } = known;
  const successorPaid = order !== undefined && (await isSuccessorPaid(store, order));
  const outcome = decideNotice({ notice, receivedAt, order, movement, successorPaid, refund: held?.entry });
  const { word } = outcome;
  if (outcome.type === 'heard') return nothing(word);
  if (isKept(movement, evidence)) return nothing(word === 'accepted' ? 'already-confirmed' : word);
  return {
    word,
    writes: [...subjectWrites(known, received, outcome), ...movementWrites(movement, received, outcome)],
    ...(outcome.type === 'decided' && { place: outcome.place }),
    afterwards: async () => {
      countOutcome(count, { movementKey: notice.movementKey, movement }, outcome);
      if (held?.entry.status === 'reserved' && closesRefund(outcome)) await endTransfer(store, held.entry.refundId);
    },
  };
};

/**
 * Takes a genuine notice: decides what it does to its order, or to the refund that it pays, and commits that with the
 * movement and its evidence, all or nothing, before the provider is answered. One read, two for a debit that names a
 * refund, and one transaction of at most three items.
 *
 * @throws Refusal busy when others were at the same order for five seconds: the provider must try again
 */
export const receiveNotice = (parts: Parts, notice: Notice, evidence: Evidence): Promise<NoticeWord> =>
  decideAgain(parts, async () => {
    const { word, writes, afterwards } = await prepareReceipt(parts, { notice, evidence });
    if (writes.length === 0) return word;
    if ((await parts.store.commit(writes)) === 'conflict') return 'conflict';
    await afterwards();
    return word;
  });
