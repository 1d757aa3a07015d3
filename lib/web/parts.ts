import type { Locale } from '../domain/order-details.ts';
import { toPaymentCode } from '../domain/order-id.ts';
import type { Instant } from '../domain/time.ts';
import { html, type Html, type HtmlContent } from './html.ts';
import { timeText } from './money-and-time.ts';
import type { OrderSummary } from './order-summary.ts';
import { words } from './words.ts';

/** What a page is about, for its title: the dossier, or the decision of fine. */
export const aboutText = (locale: Locale, { dossierCode, decisionNumber }: OrderSummary): string | undefined => {
  if (dossierCode !== undefined) return words[locale].about.dossier(dossierCode);
  return decisionNumber === undefined ? undefined : words[locale].about.decision(decisionNumber);
};

/** An instant by the clock of Viet Nam, in words for people and in UTC for machines. */
export const timeElement = (locale: Locale, instant: Instant): Html =>
  html`<time datetime="${instant}">${timeText(locale, instant)}</time>`;

/**
 * A name that an office gave: Vietnamese in every language of the page. It stands apart, so that a name in another
 * script does not reorder its line.
 */
export const officialName = (locale: Locale, name: string): Html =>
  locale === 'vi' ? html`<bdi>${name}</bdi>` : html`<bdi lang="vi">${name}</bdi>`;

/** A term and what is said of it; left out when there is nothing to say. */
type Fact = readonly [term: string, value: HtmlContent];

/** A list of facts. What others wrote stands apart. */
export const factList = (facts: readonly Fact[]): Html =>
  html`<dl>
    ${facts.map(
      ([term, value]) =>
        value !== undefined &&
        html`<div>
          <dt>${term}</dt>
          <dd>${typeof value === 'string' ? html`<bdi>${value}</bdi>` : value}</dd>
        </div> `,
    )}
  </dl>`;

/** The facts by which people at a desk find an order again. */
export const orderFacts = (locale: Locale, order: OrderSummary): readonly Fact[] => {
  const { labels } = words[locale];
  return [
    [labels.dossier, order.dossierCode],
    [labels.decision, order.decisionNumber],
    [labels.paymentCode, toPaymentCode(order.id)],
  ];
};

/** How a state feels: done, to be waited for, to be acted on, or merely so. */
export type Tone = 'good' | 'wait' | 'bad' | 'calm';

/** A tick, a clock, a cross and an i, each within a ring. */
const signs: Record<Tone, string> = {
  good: 'm12 20.5 5.5 5.5L28 14.5',
  wait: 'M20 11v9.5l6 4',
  bad: 'm14 14 12 12m0-12L14 26',
  calm: 'M20 18.5V28m0-16v.5',
};

/** The head of a page that says one state: never by colour alone, the sign and the words say the same. */
export const stateHead = (tone: Tone, heading: string): Html =>
  html`<div class="state ${tone}">
    <svg viewBox="0 0 40 40" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="3.5">
      <circle cx="20" cy="20" r="17" />
      <path d="${signs[tone]}" />
    </svg>
    <h1>${heading}</h1>
  </div>`;

/** Sentences, each a paragraph. */
export const paragraphs = (...sentences: readonly (string | undefined | false)[]): Html =>
  html`${sentences.map((sentence) => sentence && html`<p>${sentence}</p> `)}`;

/** A link that looks like the button that it is to a payer. */
export const buttonLink = (url: string, text: string): Html => html`<p><a class="button" href="${url}">${text}</a></p>`;

/** Money that made no order paid, and whom to ask about it. */
export const heldMoneyNotice = (locale: Locale, order: OrderSummary): Html => {
  const { heading, body, contact } = words[locale].heldMoney;
  return html`<div class="notice">
    <h2>${heading}</h2>
    ${paragraphs(body, contact(order.agencyName, toPaymentCode(order.id)))}
  </div>`;
};

/** A form that asks for the result page anew, for browsers without scripts too. */
export const checkForm = (locale: Locale, path: string, text: string): Html =>
  html`<form method="get" action="${path}/return">
    <input type="hidden" name="lang" value="${locale}" />
    <button type="submit" class="button">${text}</button>
  </form>`;
