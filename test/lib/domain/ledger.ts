import { afterDecision, afterNote, type Movement } from '../../../lib/domain/movement.ts';
import type { Notice } from '../../../lib/domain/notice.ts';
import { decideNotice, type NoticeOutcome } from '../../../lib/domain/notice-decision.ts';
import { applyFact, isAddressedBy, type Order } from '../../../lib/domain/order.ts';
import { decideAttempt } from '../../../lib/domain/order-decisions.ts';
import type { OrderEvent } from '../../../lib/domain/order-events.ts';
import { latestAttempt, makeEvidence, makeNotice, makeSampleOrder, merchantAccount, start } from '../../samples.ts';

/** One order with its journal, and the movements that were told of. */
export type Ledger = {
  readonly order: Order;
  readonly journal: readonly OrderEvent[];
  readonly movements: ReadonlyMap<string, Movement>;
};

const { order: newOrder, event: created } = makeSampleOrder();
export const by = { provider: 'vnpay', accountId: merchantAccount.id, payerIp: '203.0.113.10' };
const started = applyFact(newOrder, decideAttempt(newOrder, by, start), start);
export const attempt = latestAttempt(started.order);

/** An order with one attempt under way, of which no bank has told yet. */
export const begin: Ledger = { order: started.order, journal: [created, started.event], movements: new Map() };

/** What a notice does to a ledger. */
export const decide = ({ order, movements }: Ledger, notice: Notice, successorPaid = false): NoticeOutcome =>
  decideNotice({
    notice,
    receivedAt: start,
    order: isAddressedBy(order, notice) ? order : undefined,
    movement: movements.get(notice.movementKey),
    successorPaid,
  });

const getKnown = (movement: Movement | undefined): Movement => {
  if (movement === undefined) throw new Error('what nobody knows cannot be noted');
  return movement;
};

/** The ledger after a notice, as whoever decided would write it. */
export const after = (ledger: Ledger, notice: Notice, outcome: NoticeOutcome): Ledger => {
  if (outcome.type === 'heard') return ledger;
  const known = ledger.movements.get(notice.movementKey);
  const evidence = makeEvidence();
  const movement: Movement =
    outcome.type === 'decided'
      ? afterDecision(known, { notice, evidence, word: outcome.word, place: outcome.place })
      : afterNote(getKnown(known), evidence, outcome.contradicts);
  const change = outcome.fact && applyFact(ledger.order, outcome.fact, start);
  return {
    order: change?.order ?? ledger.order,
    journal: change ? [...ledger.journal, change.event] : ledger.journal,
    movements: new Map(ledger.movements).set(notice.movementKey, movement),
  };
};

/** The ledger after some notices, one after the other. */
export const hear = (ledger: Ledger, notices: readonly Notice[]): Ledger =>
  notices.reduce((now, notice) => after(now, notice, decide(now, notice)), ledger);

/** What the bank says of the attempt. */
export const notice = (changes: Partial<Record<keyof Notice, unknown>> = {}): Notice => makeNotice(attempt, changes);

/** What one sees of an outcome: the provider's word, where the money is, and the fact for the journal. */
export const told = (outcome: NoticeOutcome): string => {
  if (outcome.type === 'heard') return `${outcome.word} · nothing changes`;
  const fact = outcome.fact ? ` · ${outcome.fact.type}` : '';
  if (outcome.type === 'noted') return `${outcome.word} · ${outcome.contradicts ? 'contradiction' : 'noted'}${fact}`;
  const { place } = outcome;
  const detail = place.type === 'unapplied' ? `, ${place.reason}` : '';
  const debit = place.type === 'money-out' ? `, ${place.refundId ?? 'unexplained'}` : '';
  return `${outcome.word} · ${place.type}${detail}${debit}${fact}`;
};
