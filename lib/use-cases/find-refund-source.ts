import type { Attempt } from '../domain/attempt.ts';
import type { Notice } from '../domain/notice.ts';
import { findAttempt } from '../domain/order.ts';
import { orderIdOfReference } from '../domain/order-id.ts';
import type { RefundOf } from '../domain/proposal.ts';
import type { OpenAccount } from '../providers/provider.ts';
import { at } from '../store/key-table.ts';
import { find } from '../store/read.ts';
import type { Store } from '../store/store.ts';
import type { FindAccount } from './parts.ts';

/** How a provider that can refund knows the money: by the attempt by which it came, and what it said of it. */
export type RefundSource = {
  readonly attempt: Attempt;
  readonly notice: Notice;
  readonly refund: NonNullable<OpenAccount['refund']>;
};

const findNotice = async (store: Store, of: RefundOf): Promise<Notice | undefined> => {
  const key = 'orderId' in of ? (await find(store, at.order(of.orderId)))?.payment?.movementKey : of.movementKey;
  return key === undefined ? undefined : (await find(store, at.movement(key)))?.notice;
};

/** The attempt by which money came, through its own merchant account. */
const findOwnAttempt = async (store: Store, { reference, accountId }: Notice): Promise<Attempt | undefined> => {
  const orderId = orderIdOfReference(reference);
  const order = orderId && (await find(store, at.order(orderId)));
  const attempt = order && findAttempt(order, reference);
  return attempt?.accountId === accountId ? attempt : undefined;
};

/**
 * The money that a refund is of, as its provider can be asked to give it back. Nothing when it cannot: it cannot refund,
 * its keys are gone, or the money did not come by one attempt (a transfer, or several items that were joined).
 */
export const findRefundSource = async (
  { store, findAccount }: { readonly store: Store; readonly findAccount: FindAccount },
  of: RefundOf,
): Promise<RefundSource | undefined> => {
  const notice = await findNotice(store, of);
  const attempt = notice && (await findOwnAttempt(store, notice));
  const refund = attempt && (await findAccount(attempt.accountId))?.plugIn.refund;
  return notice && attempt && refund && { attempt, notice, refund };
};
