import type { Locale } from '../domain/order-details.ts';
import { toPaymentCode } from '../domain/order-id.ts';
import { html, type Html } from './html.ts';
import { address, layOut } from './layout.ts';
import { amountText, timeText } from './money-and-time.ts';
import type { OrderSummary } from './order-summary.ts';
import type { Inline, Page } from './page.ts';
import {
  aboutText,
  buttonLink,
  checkForm,
  factList,
  heldMoneyNotice,
  officialName,
  orderFacts,
  paragraphs,
  stateHead,
  timeElement,
  type Tone,
} from './parts.ts';
import type {
  ClosedResult,
  ConfirmingResult,
  GivenBackResult,
  NotPaidResult,
  PaidResult,
  PaymentResult,
} from './payment-result.ts';
import { pollRegion, pollScript } from './poll.ts';
import { words } from './words.ts';

/** What the result page shows: the truth about one order's payment as it is known now. */
type ResultView = {
  readonly locale: Locale;
  /** `/pay/` and the token; the result page itself is at `/return` below it, its state at `/status`. */
  readonly path: string;
  readonly order: OrderSummary;
  readonly result: PaymentResult;
  /** Money came for the order that could not be counted. */
  readonly heldMoney: boolean;
  /** What to transfer can be seen again, at `/transfer` below the path. */
  readonly canShowTransfer?: boolean | undefined;
  /** The provider by which it was paid, as the payer knows it. */
  readonly providerName?: string | undefined;
};

/** What is different from state to state. */
type StateContent = {
  readonly tone: Tone;
  readonly words: { readonly title: string; readonly heading: string };
  readonly body: Html;
  readonly script?: Inline;
};

const paymentFacts = (view: ResultView, { payment }: PaidResult): Html => {
  const { locale, order, providerName } = view;
  const { labels } = words[locale];
  return factList([
    [labels.amount, amountText(locale, payment.amountVnd)],
    [labels.paidAt, timeElement(locale, payment.paidAt)],
    [labels.provider, providerName],
    [labels.transactionId, payment.transactionId],
    ...orderFacts(locale, order),
    [labels.obligor, order.obligorName],
    [labels.agency, officialName(locale, order.agencyName)],
  ]);
};

const paid = (view: ResultView, result: PaidResult): StateContent => {
  const { locale, order } = view;
  const { paid: said, paidTwice } = words[locale];
  const { amountVnd, paidAt, late } = result.payment;
  const isTwice = result.state === 'paid-twice';
  const confirmed = said.body(amountText(locale, amountVnd), timeText(locale, paidAt));
  const surplus = html`<h2>${paidTwice.surplusHeading}</h2>
    ${paragraphs(paidTwice.surplus, paidTwice.contact(order.agencyName, toPaymentCode(order.id)))}`;
  return {
    tone: isTwice ? 'wait' : 'good',
    words: isTwice ? paidTwice : said,
    body: html`${paragraphs(confirmed, late ? said.late : !isTwice && said.next)} ${paymentFacts(view, result)}
      ${isTwice && surplus}
      <h2>${said.keepHeading}</h2>
      ${paragraphs(said.keep)}`,
  };
};

const confirming = (view: ResultView, { startedAt }: ConfirmingResult): StateContent => {
  const { locale, path, order, canShowTransfer } = view;
  const { confirming: said, transfer } = words[locale];
  return {
    tone: 'wait',
    words: said,
    body: html`${paragraphs(said.body(timeText(locale, startedAt)))}
      <p><strong>${said.warning}</strong></p>
      ${pollRegion(locale, path)} ${checkForm(locale, path, said.check)}
      ${canShowTransfer && html`<p><a href="${address(`${path}/transfer`, locale)}">${transfer.showAgain}</a></p>`}
      ${paragraphs(said.leave, said.contact(order.agencyName, toPaymentCode(order.id)))}
      ${factList(orderFacts(locale, order))}`,
    script: pollScript,
  };
};

const notPaid = ({ locale, path, order }: ResultView, result: NotPaidResult): StateContent => {
  const { notPaid: said, tooManyAttempts } = words[locale];
  const code = toPaymentCode(order.id);
  const again = result.canTryAgain
    ? buttonLink(address(path, locale), said.again)
    : paragraphs(tooManyAttempts.body, tooManyAttempts.contact(order.agencyName, code));
  return {
    tone: 'bad',
    words: said,
    body: html`${paragraphs(said.body(timeText(locale, result.startedAt)), said.reasons[result.reason])} ${again}
    ${paragraphs(said.debited(code))} ${factList(orderFacts(locale, order))}`,
  };
};

/** An order that nobody paid and nobody can pay. */
const closed = ({ locale, order, heldMoney }: ResultView, { state }: ClosedResult): StateContent => {
  const said = words[locale][state];
  const debited = said.debited(toPaymentCode(order.id));
  return {
    tone: 'calm',
    words: said,
    body: html`${paragraphs(said.body(timeText(locale, order.expiresAt)), said.next(order.agencyName))}
    ${!heldMoney && paragraphs(debited)} ${factList(orderFacts(locale, order))}`,
  };
};

/** An order whose money has gone back. */
const givenBack = ({ locale, order }: ResultView, { state }: GivenBackResult): StateContent => {
  const said = words[locale][state];
  const body = said.body(amountText(locale, order.totalAmountVnd));
  return {
    tone: state === 'reversed' ? 'bad' : 'calm',
    words: said,
    body: html`${paragraphs(body, said.next(order.agencyName, toPaymentCode(order.id)))}
    ${factList(orderFacts(locale, order))}`,
  };
};

const contentOf = (view: ResultView): StateContent => {
  const { result } = view;
  switch (result.state) {
    case 'paid':
    case 'paid-twice':
      return paid(view, result);
    case 'confirming':
      return confirming(view, result);
    case 'not-paid':
      return notPaid(view, result);
    case 'expired':
    case 'cancelled':
      return closed(view, result);
    case 'refunded':
    case 'reversed':
      return givenBack(view, result);
  }
};

/** The page that says what became of a payment, and what to do next. */
export const renderResultPage = (view: ResultView): Page => {
  const { locale, path, order, result } = view;
  const content = contentOf(view);
  return layOut({
    locale,
    path: `${path}/return`,
    title: content.words.title,
    about: aboutText(locale, order),
    agencyName: order.agencyName,
    script: content.script,
    main: html`<div class="sheet">
        ${stateHead(content.tone, content.words.heading)}
        ${view.heldMoney && result.state !== 'paid-twice' && heldMoneyNotice(locale, order)}${content.body}
      </div>
      ${order.returnUrl !== undefined && html`<p class="apart screen"><a href="${order.returnUrl}">${words[locale].backToPortal}</a></p>`}`,
  });
};
