import type { Locale } from '../domain/order-details.ts';
import { toPaymentCode } from '../domain/order-id.ts';
import type { Instant } from '../domain/time.ts';
import { html, type Html } from './html.ts';
import { address, layOut } from './layout.ts';
import { amountText, timeText } from './money-and-time.ts';
import type { OrderSummary } from './order-summary.ts';
import type { Page } from './page.ts';
import {
  aboutText,
  checkForm,
  factList,
  heldMoneyNotice,
  officialName,
  orderFacts,
  paragraphs,
  timeElement,
} from './parts.ts';
import { words } from './words.ts';

/** A way to pay that can be used now. */
export type WayToPay = {
  /** The merchant account's id, which the form sends as `account`. */
  readonly accountId: string;
  readonly name: string;
  /** Where the provider's pages are. */
  readonly origins: readonly string[];
};

/** What the checkout page shows: an order that awaits payment. */
export type CheckoutView = {
  readonly locale: Locale;
  /** `/pay/` and the token. */
  readonly path: string;
  readonly order: OrderSummary;
  /** In the order in which they are offered. */
  readonly waysToPay: readonly WayToPay[];
  /** When the latest attempt without a result began. */
  readonly underWaySince?: Instant | undefined;
  /** Money came for the order that could not be counted. */
  readonly heldMoney: boolean;
  /** No more attempts are allowed: no way to pay is offered, whichever there are. */
  readonly noMoreAttempts: boolean;
};

const feeTable = ({ locale, order }: CheckoutView): Html => {
  const { labels, kinds, checkout } = words[locale];
  return html`<table>
    <caption>
      ${checkout.caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">${labels.fee}</th>
        <th scope="col">${labels.amount}</th>
      </tr>
    </thead>
    <tbody>
      ${order.lines.map(
        (line) =>
          html`<tr>
            <td>${officialName(locale, line.name)} <small>${kinds[line.kind]}</small></td>
            <td>${amountText(locale, line.amountVnd)}</td>
          </tr> `,
      )}
    </tbody>
    <tfoot>
      <tr>
        <th scope="row">${labels.total}</th>
        <td>${amountText(locale, order.totalAmountVnd)}</td>
      </tr>
    </tfoot>
  </table>`;
};

const underWayNotice = ({ locale, path }: CheckoutView, since: Instant): Html => {
  const { heading, begun, warning, check } = words[locale].underWay;
  return html`<div class="notice">
    <h2>${heading}</h2>
    ${paragraphs(begun(timeText(locale, since)), warning)}${checkForm(locale, path, check)}
  </div>`;
};

const cannotPay = ({ locale, order }: CheckoutView, why: 'noWayToPay' | 'tooManyAttempts'): Html => {
  const { title, body, contact } = words[locale][why];
  return html`<h2>${title}</h2>
    ${paragraphs(body, contact(order.agencyName, toPaymentCode(order.id)))}`;
};

/** Whoever may have paid already is told to be sure before paying once more, and those buttons stand back. */
const paySection = (view: CheckoutView): Html => {
  const { locale, path, order, waysToPay } = view;
  const { checkout, underWay, heldMoney } = words[locale];
  const isAgain = view.heldMoney || view.underWaySince !== undefined;
  const amount = amountText(locale, order.totalAmountVnd);
  const hint = isAgain ? underWay.againHint : checkout.payHint;
  return html`<h2>${isAgain ? underWay.again : checkout.pay}</h2>
    ${paragraphs(view.heldMoney ? heldMoney.againHint : hint)}
    <form method="post" action="${address(path, locale)}">
      ${waysToPay.map(
        ({ accountId, name }) =>
          html`<button type="submit" class="button${isAgain && ' second'}" name="account" value="${accountId}">
            ${checkout.payButton(amount, name)}
          </button> `,
      )}
    </form>
    ${paragraphs(checkout.safety)}`;
};

const reasonNotToPay = ({ noMoreAttempts, waysToPay }: CheckoutView): 'noWayToPay' | 'tooManyAttempts' | undefined => {
  if (noMoreAttempts) return 'tooManyAttempts';
  return waysToPay.length === 0 ? 'noWayToPay' : undefined;
};

const titleOf = ({ locale, order, underWaySince }: CheckoutView, reason: ReturnType<typeof reasonNotToPay>): string => {
  if (underWaySince) return words[locale].underWay.title;
  return reason ? words[locale][reason].title : words[locale].checkout.title(amountText(locale, order.totalAmountVnd));
};

/** The page of an order that awaits payment: what is owed, for what, until when, and a button for each way to pay. */
export const renderCheckoutPage = (view: CheckoutView): Page => {
  const { locale, path, order } = view;
  const { labels, checkout } = words[locale];
  const reason = reasonNotToPay(view);
  return layOut({
    locale,
    path,
    title: titleOf(view, reason),
    about: aboutText(locale, order),
    agencyName: order.agencyName,
    formOrigins: reason ? [] : view.waysToPay.flatMap(({ origins }) => origins),
    main: html`<div class="sheet">
      <h1>${checkout.heading} <span class="amount">${amountText(locale, order.totalAmountVnd)}</span></h1>
      ${view.heldMoney && heldMoneyNotice(locale, order)}
      ${view.underWaySince && underWayNotice(view, view.underWaySince)}
      ${factList([
        ...orderFacts(locale, order),
        [labels.obligor, order.obligorName],
        [labels.agency, officialName(locale, order.agencyName)],
        [labels.deadline, timeElement(locale, order.expiresAt)],
      ])}
      ${feeTable(view)} ${reason ? cannotPay(view, reason) : paySection(view)}
    </div>`,
  });
};
