import { timingSafeEqual } from 'node:crypto';
import type { Agency } from '../domain/agency.ts';
import { type Attempt, isUnsettled } from '../domain/attempt.ts';
import type { MerchantAccount } from '../domain/merchant-account.ts';
import { applyFact, findAttempt, type Order } from '../domain/order.ts';
import { decideAttempt, findOngoingAttempt, isPayable } from '../domain/order-decisions.ts';
import { Refusal } from '../domain/refusal.ts';
import type { OpenAccount, Transfer } from '../providers/provider.ts';
import { at, putOrderChange } from '../store/key-table.ts';
import { find } from '../store/read.ts';
import { decideAgain } from './decide-again.ts';
import type { FindAccount, Parts } from './parts.ts';
import { findOrder, type OrderWithDetails } from './read-order.ts';
import { listWaysToPay } from './ways-to-pay.ts';

const orderIdLength = 12;

/** The part of a checkout address that names an order and cannot be guessed: its id and its secret. */
export const checkoutToken = ({ id, checkoutSecret }: Order): string => `${id}${checkoutSecret}`;

const isSecret = (order: Order, secret: string): boolean => {
  const [own, given] = [Buffer.from(order.checkoutSecret), Buffer.from(secret)];
  return own.length === given.length && timingSafeEqual(own, given);
};

/**
 * The order of a checkout address.
 *
 * @throws Refusal order-not-found when there is none; a wrong secret and an unknown order are told alike
 */
export const getTokenOrder = async ({ store }: Parts, token: string): Promise<OrderWithDetails> => {
  const found = await findOrder(store, token.slice(0, orderIdLength));
  if (!found || !isSecret(found.order, token.slice(orderIdLength))) throw new Refusal('order-not-found');
  return found;
};

/** What a checkout page shows. */
export type Checkout = OrderWithDetails & {
  readonly agency: Agency;
  readonly waysToPay: readonly MerchantAccount[];
};

/**
 * What the checkout page of an address shows.
 *
 * @throws Refusal order-not-found
 */
export const getCheckout = async (parts: Parts, token: string): Promise<Checkout> => {
  const { order, details } = await getTokenOrder(parts, token);
  const agency = await find(parts.store, at.agency(order.agencyCode));
  if (agency === undefined) throw new Error(`order ${order.id} is of an agency that is not there`);
  return { order, details, agency, waysToPay: await listWaysToPay(parts.store, agency, order) };
};

/** An attempt that is stored: the payer may go. */
export type StartedAttempt = OrderWithDetails & {
  readonly account: MerchantAccount;
  readonly plugIn: OpenAccount;
  readonly attempt: Attempt;
};

/**
 * Notes an attempt before the payer is sent to the provider. The account is opened first: an attempt that is stored is
 * one that a payer can go on with. Who asks again what to transfer goes on with the attempt that they have.
 *
 * @throws Refusal way-to-pay-not-available, order-not-payable or too-many-attempts
 */
export const startAttempt = (
  parts: Parts & { readonly findAccount: FindAccount },
  token: string,
  by: { readonly accountId: string; readonly payerIp: string },
): Promise<StartedAttempt> =>
  decideAgain(parts, async () => {
    const { order, details, waysToPay } = await getCheckout(parts, token);
    const account = waysToPay.find(({ id }) => id === by.accountId);
    const opened = account && (await parts.findAccount(account.id));
    if (account === undefined || opened === undefined) throw new Refusal('way-to-pay-not-available');
    const { plugIn } = opened;
    const ongoing = plugIn.pay.kind === 'transfer' ? findOngoingAttempt(order, account.id, parts.now()) : undefined;
    if (ongoing !== undefined) return { order, details, account, plugIn, attempt: ongoing };
    const fact = decideAttempt(order, { provider: account.provider, ...by }, parts.now());
    const change = applyFact(order, fact, parts.now());
    const attempt = findAttempt(change.order, fact.reference);
    if (attempt === undefined) throw new Error('an attempt was started and is not there');
    const outcome = await parts.store.commit(putOrderChange(change));
    return outcome === 'conflict' ? 'conflict' : { order: change.order, details, account, plugIn, attempt };
  });

/**
 * What to transfer for an order now: by the latest attempt without a result that is paid by a transfer. Nothing once it is
 * too late, or when the merchant account was switched off: then nobody is to send money there any more.
 */
export const findTransfer = async (
  { findAccount, now }: Pick<Parts, 'now'> & { readonly findAccount: FindAccount },
  { order, waysToPay }: Pick<Checkout, 'order' | 'waysToPay'>,
): Promise<Transfer | undefined> => {
  if (!isPayable(order, now())) return undefined;
  for (const attempt of order.attempts.filter(isUnsettled).toReversed()) {
    const isOffered = waysToPay.some(({ id }) => id === attempt.accountId);
    const pay = isOffered ? (await findAccount(attempt.accountId))?.plugIn.pay : undefined;
    if (pay?.kind === 'transfer') return pay.instruct({ attempt, orderId: order.id });
  }
  return undefined;
};
