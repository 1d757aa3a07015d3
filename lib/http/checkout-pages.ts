import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { type Attempt, attemptsMax, isUnsettled } from '../domain/attempt.ts';
import { bankName } from '../domain/bank-names.ts';
import type { MerchantAccount } from '../domain/merchant-account.ts';
import { applyFact, type Order } from '../domain/order.ts';
import { isSameAccount, type Locale } from '../domain/order-details.ts';
import { toPaymentCode } from '../domain/order-id.ts';
import type { Transfer } from '../providers/provider.ts';
import { findProvider } from '../providers/registry.ts';
import {
  type Checkout,
  checkoutToken,
  findTransfer,
  getCheckout,
  getTokenOrder,
  startAttempt,
} from '../use-cases/checkout.ts';
import { isMoneyHeld } from '../use-cases/find-held-money.ts';
import type { FindAccount, Parts } from '../use-cases/parts.ts';
import { renderCheckoutPage, type WayToPay } from '../web/checkout-page.ts';
import { summarize } from '../web/order-summary.ts';
import { findResult, type PaymentResult } from '../web/payment-result.ts';
import { renderResultPage } from '../web/result-page.ts';
import { renderTransferPage } from '../web/transfer-page.ts';
import { showPage } from './page-answer.ts';
import { bodyText, originOf } from './request.ts';
import type { HttpRoute } from './stack.ts';

type Event = APIGatewayProxyEventV2;
type Answer = APIGatewayProxyStructuredResultV2;

/** What the pages need beside the usual parts. */
type PageParts = Parts & { readonly findAccount: FindAccount };

const localeSchema = z.enum(['vi', 'en']);

const tokenOf = ({ pathParameters }: Event): string => pathParameters?.token ?? '';

const pathOf = (order: Order): string => `/pay/${checkoutToken(order)}`;

/** The language that the address names, else the order's own. */
const localeOf = (event: Event, ordersOwn: Locale): Locale =>
  localeSchema.safeParse(event.queryStringParameters?.lang).data ?? ordersOwn;

const providerName = (provider: string | undefined, locale: Locale): string | undefined =>
  provider === undefined ? undefined : findProvider(provider)?.name[locale];

const toWayToPay = (account: MerchantAccount, locale: Locale): WayToPay => ({
  accountId: account.id,
  name: providerName(account.provider, locale) ?? account.provider,
  origins: findProvider(account.provider)?.origins(account) ?? [],
});

const failureReason = ({ provider, reasonCode }: Attempt) =>
  findProvider(provider)?.failureReason(reasonCode) ?? 'other';

/** What is seen of an order, and whether money that came for it in vain is still held. */
type Seen = Checkout & { readonly heldMoney: boolean };

/** What a page says beside what it is given of an order. */
type Saying = { readonly locale: Locale; readonly transfer?: Transfer | undefined };

const showResult = (checkout: Seen, result: PaymentResult, { locale, transfer }: Saying): Answer => {
  const { order, details, agency, heldMoney } = checkout;
  return showPage(
    renderResultPage({
      locale,
      path: pathOf(order),
      order: summarize(order, details, agency.name),
      result,
      heldMoney,
      canShowTransfer: transfer !== undefined,
      providerName: providerName(order.payment?.provider, locale),
    }),
  );
};

const showCheckout = (checkout: Seen, locale: Locale): Answer => {
  const { order, details, agency, waysToPay, heldMoney } = checkout;
  return showPage(
    renderCheckoutPage({
      locale,
      path: pathOf(order),
      order: summarize(order, details, agency.name),
      waysToPay: waysToPay.map((account) => toWayToPay(account, locale)),
      underWaySince: order.attempts.findLast(isUnsettled)?.startedAt,
      heldMoney,
      noMoreAttempts: order.attempts.length >= attemptsMax,
    }),
  );
};

const showTransfer = ({ order, details, agency, heldMoney }: Seen, transfer: Transfer, locale: Locale): Answer => {
  const { bankCode } = transfer;
  const registered = agency.beneficiaryAccounts.find((account) => isSameAccount(account, transfer));
  return showPage(
    renderTransferPage({
      locale,
      path: pathOf(order),
      order: summarize(order, details, agency.name),
      transfer: {
        ...transfer,
        bankName: bankName(bankCode) ?? bankCode,
        accountName: transfer.accountName ?? registered?.name,
      },
      heldMoney,
    }),
  );
};

/** Notes the attempt, then sends the payer to the provider, or to the page that tells what to transfer. */
const pay = async (parts: PageParts, event: Event): Promise<Answer> => {
  const accountId = new URLSearchParams(bodyText(event)).get('account') ?? '';
  const payerIp = event.requestContext.http.sourceIp;
  const { attempt, plugIn, order, details } = await startAttempt(parts, tokenOf(event), { accountId, payerIp });
  const locale = localeOf(event, details.locale);
  const language = locale === details.locale ? '' : `?lang=${locale}`;
  const location =
    plugIn.pay.kind === 'transfer'
      ? `${pathOf(order)}/transfer${language}`
      : plugIn.pay.url({
          attempt,
          description: `${toPaymentCode(order.id)} ${details.dossierCode ?? details.decisionNumber ?? ''}`,
          locale,
          returnUrl: `${originOf(event)}${pathOf(order)}/return${language}`,
        });
  return { statusCode: 303, headers: { location, 'cache-control': 'no-store' } };
};

/** The pages under `/pay/{token}`: who has the address may see the order and pay it. */
export const makeCheckoutRoutes = (parts: PageParts): readonly HttpRoute[] => {
  const resultOf = (order: Order, heldMoney: boolean): PaymentResult | undefined =>
    findResult(order, { now: parts.now(), heldMoney, reasonOf: failureReason });

  const look = async (event: Event): Promise<Seen> => {
    const checkout = await getCheckout(parts, tokenOf(event));
    return { ...checkout, heldMoney: await isMoneyHeld(parts.store, checkout.order) };
  };

  /** What is owed, or what became of it when nobody can pay any more. */
  const show = async (event: Event): Promise<Answer> => {
    const checkout = await look(event);
    const locale = localeOf(event, checkout.details.locale);
    const result = resultOf(checkout.order, checkout.heldMoney);
    const isOver = result !== undefined && result.state !== 'confirming' && result.state !== 'not-paid';
    return isOver ? showResult(checkout, result, { locale }) : showCheckout(checkout, locale);
  };

  /** The order as it will be if the browser's word holds that an attempt failed; the callback may be a moment behind. */
  const asReturned = async (event: Event, order: Order): Promise<Order> => {
    const waiting = order.attempts.findLast(isUnsettled);
    const pay = waiting && (await parts.findAccount(waiting.accountId))?.plugIn.pay;
    const reading = pay?.kind === 'redirect' ? pay.readReturn(event.rawQueryString) : undefined;
    if (reading?.type !== 'genuine' || reading.result !== 'failed' || reading.reference !== waiting?.reference)
      return order;
    const { reasonCode } = reading;
    return applyFact(order, { type: 'attempt.failed', attempt: waiting.number, reasonCode }, parts.now()).order;
  };

  /** Where the payer comes back to: the truth as we know it. The browser's word changes what is shown, nothing else. */
  const showReturn = async (event: Event): Promise<Answer> => {
    const checkout = await look(event);
    const locale = localeOf(event, checkout.details.locale);
    const result = resultOf(await asReturned(event, checkout.order), checkout.heldMoney);
    if (result === undefined) return showCheckout(checkout, locale);
    const transfer = result.state === 'confirming' ? await findTransfer(parts, checkout) : undefined;
    return showResult(checkout, result, { locale, transfer });
  };

  /** What to transfer while it is awaited; otherwise what is true of the order. However often it is asked for, it starts nothing. */
  const showTransferOrResult = async (event: Event): Promise<Answer> => {
    const checkout = await look(event);
    const locale = localeOf(event, checkout.details.locale);
    const transfer = await findTransfer(parts, checkout);
    if (transfer !== undefined) return showTransfer(checkout, transfer, locale);
    const result = resultOf(checkout.order, checkout.heldMoney);
    return result === undefined ? showCheckout(checkout, locale) : showResult(checkout, result, { locale });
  };

  /** What the poll of the result page asks. */
  const showState = async (event: Event): Promise<Answer> => {
    const { order } = await getTokenOrder(parts, tokenOf(event));
    const heldMoney = await isMoneyHeld(parts.store, order);
    const state = resultOf(order, heldMoney)?.state ?? (heldMoney ? 'held-money' : 'not-paid');
    return {
      statusCode: 200,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
      body: JSON.stringify({ state }),
    };
  };

  return [
    { method: 'GET', path: '/pay/{token}', handler: show },
    { method: 'POST', path: '/pay/{token}', handler: (event) => pay(parts, event) },
    { method: 'GET', path: '/pay/{token}/transfer', handler: showTransferOrResult },
    { method: 'GET', path: '/pay/{token}/return', handler: showReturn },
    { method: 'GET', path: '/pay/{token}/status', handler: showState },
  ];
};
