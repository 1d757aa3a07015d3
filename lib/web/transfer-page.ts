import { renderSVG } from 'uqr';
import type { AmountVnd } from '../domain/money.ts';
import type { Locale } from '../domain/order-details.ts';
import { html, type Html, verbatim } from './html.ts';
import { address, layOut } from './layout.ts';
import { amountText } from './money-and-time.ts';
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
import { pollRegion, pollScript } from './poll.ts';
import { words } from './words.ts';

/** What a payer has to put into a transfer: as a code to scan, and as text. */
type TransferFacts = {
  readonly qrPayload: string;
  readonly bankName: string;
  readonly accountNumber: string;
  readonly accountName?: string | undefined;
  readonly amountVnd: AmountVnd;
  readonly content: string;
};

/** What the page of a transfer shows: an attempt that waits for its money. */
export type TransferView = {
  readonly locale: Locale;
  /** `/pay/` and the token; the page itself is at `/transfer` below it. */
  readonly path: string;
  readonly order: OrderSummary;
  readonly transfer: TransferFacts;
  /** Money came for the order that could not be counted. */
  readonly heldMoney: boolean;
};

/** Black on white whatever the reader's colours, with the four modules of quiet around it that scanners want. */
const qrImage = ({ locale, transfer }: TransferView): Html => {
  const { qrPayload, amountVnd, accountNumber } = transfer;
  const name = words[locale].transfer.qr(amountText(locale, amountVnd), accountNumber);
  const image = verbatim(renderSVG(qrPayload, { ecc: 'M', border: 4, pixelSize: 1 }));
  return html`<div class="qr" role="img" aria-label="${name}">${image}</div>`;
};

/** What is typed into a bank's app stands alone in its element, and one tap selects it whole. */
const typed = (text: string): Html => html`<span class="typed">${text}</span>`;

const transferFacts = ({ locale, order, transfer }: TransferView): Html => {
  const { labels } = words[locale];
  const { bankName, accountNumber, accountName, amountVnd, content } = transfer;
  return factList([
    [labels.bank, bankName],
    [labels.accountNumber, typed(accountNumber)],
    [labels.accountName, accountName === undefined ? undefined : officialName(locale, accountName)],
    [labels.amount, typed(amountText(locale, amountVnd))],
    [labels.content, typed(content)],
    [labels.deadline, timeElement(locale, order.expiresAt)],
  ]);
};

/** The page that tells a payer what to transfer, shows what became of it when it is known, and starts nothing. */
export const renderTransferPage = (view: TransferView): Page => {
  const { locale, path, order, transfer } = view;
  const { labels, checkout, transfer: said } = words[locale];
  const amount = amountText(locale, transfer.amountVnd);
  return layOut({
    locale,
    path: `${path}/transfer`,
    title: said.title(amount),
    about: aboutText(locale, order),
    agencyName: order.agencyName,
    script: pollScript,
    main: html`<div class="sheet">
      <h1>${said.heading} <span class="amount">${amount}</span></h1>
      ${view.heldMoney && heldMoneyNotice(locale, order)} ${paragraphs(said.scan)} ${qrImage(view)}
      ${paragraphs(said.samePhone)}
      <div class="notice">
        <h2>${said.keepHeading}</h2>
        ${paragraphs(said.keep, said.once)}
      </div>
      <h2>${said.byHand}</h2>
      ${transferFacts(view)}
      <h2>${said.afterwards}</h2>
      ${pollRegion(locale, path, said.stopped)} ${checkForm(locale, path, said.check)} ${paragraphs(said.wait)}
      <p><a href="${address(path, locale)}">${said.otherWay}</a></p>
      ${paragraphs(checkout.safety)}
      ${factList([...orderFacts(locale, order), [labels.agency, officialName(locale, order.agencyName)]])}
    </div>`,
  });
};
