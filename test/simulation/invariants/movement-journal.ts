import type { Movement } from '../../../lib/domain/movement.ts';
import type { MovementFact } from '../../../lib/domain/movement-events.ts';
import type { MovementBook } from '../books.ts';
import { checkChain } from '../journals.ts';
import { must } from '../violation.ts';
import {
  doneVnd,
  dropReserved,
  followRefund,
  listHeld,
  listTold,
  noRefunds,
  takenVnd,
  type ToldRefunds,
} from './refunds.ts';

/** What became of an unapplied item, as its journal tells. */
type Told = {
  readonly cameVnd: number;
  readonly refunds: ToldRefunds;
  /** By proposal and order. */
  readonly applied: Map<string, number>;
};

const appliedVnd = ({ applied }: Told): number =>
  [...applied.values()].reduce((total, amountVnd) => total + amountVnd, 0);

const apply = (
  told: Told,
  { proposalId, orderId, amountVnd }: MovementFact & { type: 'money.applied' },
): string | undefined => {
  const part = `${proposalId} ${orderId}`;
  if (told.applied.has(part)) return `by ${proposalId}, which is approved already`;
  told.applied.set(part, amountVnd);
  const usedVnd = appliedVnd(told) + takenVnd(told.refunds);
  return usedVnd > told.cameVnd ? `though ${usedVnd} đ of ${told.cameVnd} đ are used` : undefined;
};

/** Follows a fact; gives back why it cannot be, or nothing. */
const follow = (told: Told, fact: MovementFact): string | undefined => {
  if (fact.type === 'money.applied') return apply(told, fact);
  if (fact.type !== 'money.reversed') return followRefund(told.refunds, fact, told.cameVnd - appliedVnd(told));
  const stillHereVnd = told.cameVnd - appliedVnd(told) - doneVnd(told.refunds);
  dropReserved(told.refunds);
  return fact.reversedVnd === stillHereVnd ? undefined : `of ${fact.reversedVnd} đ instead of ${stillHereVnd} đ`;
};

type Part = NonNullable<Movement['parts']>[number];

const refundsOf = (parts: readonly Part[]) => parts.flatMap((part) => (part.kind === 'refund' ? [part] : []));

const appliedOf = (parts: readonly Part[]): string =>
  parts
    .flatMap((part) => (part.kind === 'applied' ? [`${part.proposalId} ${part.orderId} ${part.amountVnd}`] : []))
    .sort()
    .join(', ');

/** Each fact could follow the one before, and the parts of an item are what its journal tells. */
export const checkMovementJournal = (book: MovementBook): void => {
  const { key, movement, events } = book;
  const told: Told = { cameVnd: movement.notice.amountVnd, refunds: noRefunds(), applied: new Map() };
  checkChain(key, book, movement);
  for (const { sequence, fact } of events) {
    const objection = follow(told, fact);
    must(objection === undefined, key, `event ${sequence} cannot be: ${fact.type} ${objection ?? ''}`);
  }
  const parts = movement.parts ?? [];
  const [refunds, toldRefunds] = [listHeld(refundsOf(parts)), listTold(told.refunds)];
  must(refunds === toldRefunds, key, `refunds: the item says ${refunds}, the journal ${toldRefunds}`);
  const applied = [...told.applied]
    .map(([part, amountVnd]) => `${part} ${amountVnd}`)
    .sort()
    .join(', ');
  must(appliedOf(parts) === applied, key, `applied: the item says ${appliedOf(parts)}, the journal ${applied}`);
};
