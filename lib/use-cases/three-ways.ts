import type { Evidence } from '../domain/notice.ts';
import type { Movement } from '../domain/movement.ts';
import { discrepancyIdOf } from '../domain/discrepancy-changes.ts';
import type { OrderId } from '../domain/order-id.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Result } from '../domain/result.ts';
import type { BankDayName } from '../domain/run.ts';
import { statementDayOf } from '../domain/statement-day.ts';
import { type Side, sideSchema } from '../domain/statement-source.ts';
import type { Instant } from '../domain/time.ts';
import { find, findBoth } from '../store/read.ts';
import { reconciled } from '../store/reconciliation-keys.ts';
import type { Store } from '../store/store.ts';
import { type CountedDay, isCounted } from './find-bank-days.ts';
import { findResult } from './find-result.ts';
import { findCountedDayOf } from './find-shown.ts';
import { getMovement, getOrderAtDesk } from './read-desk.ts';

/** What the report that counts of one side says of a payment. */
type ShownOnSide = {
  readonly side: Side;
  /** Of which bank day and run; absent while none that is to show it is reconciled. */
  readonly of?: BankDayName;
  readonly run?: number;
  readonly frozenAt?: Instant;
  readonly result?: Result;
};

/** A payment three ways: what the bank said of it, what its statement showed, and what the treasury banked. */
export type ThreeWays = {
  readonly movement: Movement;
  /** What was said of it, as it came, the earliest first. */
  readonly said: readonly Evidence[];
  /** Each side that a statement source is set up for. */
  readonly sides: readonly ShownOnSide[];
};

const shownBy = async (store: Store, day: CountedDay, key: string): Promise<Omit<ShownOnSide, 'side'> | undefined> => {
  const { accountId, side, on, counted } = day;
  const result = await findResult(store, { of: day, run: counted.run }, key);
  return result && { of: { accountId, side, on }, run: counted.run, frozenAt: counted.frozenAt, result };
};

/** The day that shows it, when that is not its own: where the discrepancy that it was came to its end, or stands now. */
const findOtherDay = async (store: Store, of: BankDayName, key: string): Promise<CountedDay | undefined> => {
  const discrepancy = await find(store, reconciled.discrepancy(discrepancyIdOf(of, key)));
  const { end, latestOn } = discrepancy ?? {};
  const on = end?.by === 'run' ? end.on : latestOn;
  const day = on === undefined || on === of.on ? undefined : await find(store, reconciled.bankDay({ ...of, on }));
  return day && isCounted(day) ? day : undefined;
};

const showOnSide = async (store: Store, side: Side, { booking }: Movement): Promise<readonly ShownOnSide[]> => {
  if (booking === undefined) return [];
  const { accountId, entry } = booking;
  const [source, calendar] = await findBoth(store, reconciled.source(accountId, side), reconciled.calendar);
  if (source === undefined || calendar === undefined) return [];
  const on = statementDayOf(entry.paidAt, { rules: source.rules, calendar });
  const own = await findCountedDayOf(store, { accountId, side, on });
  const other = await findOtherDay(store, { accountId, side, on: own?.on ?? on }, entry.key);
  const shown = (other && (await shownBy(store, other, entry.key))) ?? (own && (await shownBy(store, own, entry.key)));
  return [{ side, ...shown }];
};

const keyOfOrder = async (store: Store, orderId: OrderId): Promise<string> => {
  const { payment } = await getOrderAtDesk(store, orderId);
  if (payment?.movementKey !== undefined) return payment.movementKey;
  throw new Refusal('not-found', { detail: 'No one movement pays this order.' });
};

/**
 * What each way says of a payment: a query for each side.
 *
 * @param of an order that one movement paid, or a movement
 * @throws Refusal order-not-found or not-found
 */
export const threeWays = async (
  store: Store,
  of: { readonly orderId: OrderId } | { readonly movementKey: string },
): Promise<ThreeWays> => {
  const key = 'orderId' in of ? await keyOfOrder(store, of.orderId) : of.movementKey;
  const movement = await getMovement(store, key);
  const sides: ShownOnSide[] = [];
  for (const side of sideSchema.options) sides.push(...(await showOnSide(store, side, movement)));
  return { movement, said: movement.evidence, sides };
};
