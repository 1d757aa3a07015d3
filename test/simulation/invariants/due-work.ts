import type { Order } from '../../../lib/domain/order.ts';
import type { Books, MovementBook, OrderBook } from '../books.ts';
import { must } from '../violation.ts';

const questionsMax = 12;

const subjectIn = (address: string): string => address.split(' ')[0]!.replace(/^(ORDER|MOVEMENT|FEED)#/, '');

const isUnsettled = ({ status }: Order['attempts'][number]): boolean => status === 'under-way' || status === 'in-doubt';

/** When an order must be looked at again; nothing when nothing is outstanding, or a person must look at it. */
const deadlineOf = ({ status, attempts, refunds = [], expiresAt }: Order): string | undefined => {
  const unsettled = attempts.filter(isUnsettled);
  const [first] = [...unsettled, ...refunds].flatMap(({ askAt }) => askAt ?? []).sort();
  return first ?? (status === 'awaiting' && unsettled.length === 0 ? expiresAt : undefined);
};

const checkMarker = (id: string, deadline: string, marker = 'never'): void => {
  must(marker <= deadline, id, `it needs a look at ${deadline}, and is due ${marker}`);
};

/** Nothing waits for a time without a due marker in the index that finds it then. */
export const checkDueMarkers = ({ due }: Books, { id, head, events }: OrderBook): void => {
  for (const { reference, askAt, asked } of head.attempts.filter(isUnsettled))
    must(askAt !== undefined || asked >= questionsMax, id, `${reference} has no end, and nobody will ask after it`);
  const deadline = deadlineOf(head);
  if (deadline !== undefined) checkMarker(id, deadline, due.get(`ORDER#${id} ORDER`)?.at);
  for (const { sequence, dueAt } of events) {
    const marker = due.get(`ORDER#${id} EVENT#${String(sequence).padStart(6, '0')}`)?.at;
    must(marker === dueAt, id, `event ${sequence} is due ${dueAt ?? 'never'}, and the index says ${marker ?? 'never'}`);
  }
};

/** An item of which a refund is to be looked after is due by then. */
export const checkMovementDue = ({ due }: Books, { key, movement }: MovementBook): void => {
  const [first] = (movement.parts ?? [])
    .flatMap((part) => (part.kind === 'refund' && part.askAt !== undefined ? [part.askAt] : []))
    .sort();
  if (first !== undefined) checkMarker(key, first, due.get(`MOVEMENT#${key} MOVEMENT`)?.at);
};

/** Sweeps may be missed, die or find a stale index, but not all of three hours' sweeps. */
const lateMsMax = 3 * 60 * 60 * 1000;

/**
 * What is due is found and done before long, or at least put off. A list is always due again: what it shows is read
 * before long.
 *
 * @param newsSinceMs since when a list shows what it has not shown yet
 */
export const checkNothingLate = (
  { due }: Books,
  nowMs: number,
  newsSinceMs: (address: string) => number | undefined,
): void => {
  for (const [address, { at, sinceMs }] of due) {
    const waitsMs = address.startsWith('FEED#') ? newsSinceMs(address) : sinceMs;
    const isLate = waitsMs !== undefined && waitsMs <= nowMs - lateMsMax;
    must(
      !isLate,
      subjectIn(address),
      `${address} is due ${at}, and waits since ${new Date(waitsMs ?? 0).toISOString()}`,
    );
  }
};

/** When all is quiet, nothing is due any more, and no order waits beyond its deadline but for a person. */
export const checkNothingDue = ({ due, orders }: Books): void => {
  for (const [address, { at }] of due)
    must(address.startsWith('FEED#'), subjectIn(address), `${address} is still due ${at}`);
  for (const { id, head } of orders.values())
    if (head.status === 'awaiting')
      must(head.attempts.some(isUnsettled), id, `it awaits payment until ${head.expiresAt}, and that is over`);
};
