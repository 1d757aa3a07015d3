import type { Locale } from '../domain/order-details.ts';
import { html } from './html.ts';
import { address, layOut } from './layout.ts';
import type { Page } from './page.ts';
import { buttonLink, paragraphs, stateHead } from './parts.ts';
import { type CitizenProblem, words } from './words.ts';

/** What a problem page shows. */
type ProblemView = {
  readonly locale: Locale;
  /** Of the address that was asked for, so that the other language can be had. */
  readonly path: string;
  readonly problem: CitizenProblem;
  /** `/pay/` and the token, when there is an order to go back to. */
  readonly checkoutPath?: string | undefined;
  /** By which an operator finds the fault in the log. */
  readonly requestId?: string | undefined;
};

/** The page for a citizen whom we cannot give the page that was asked for: what happened, and what to do next. */
export const renderProblemPage = ({ locale, path, problem, checkoutPath, requestId }: ProblemView): Page => {
  const { problems, problem: said } = words[locale];
  const { title, body, next } = problems[problem];
  return layOut({
    locale,
    path,
    title,
    main: html`<div class="sheet">
      ${stateHead('bad', title)} ${paragraphs(body)}
      <h2>${said.nextHeading}</h2>
      <ul>
        ${next.map((step) => html`<li>${step}</li> `)}
      </ul>
      ${checkoutPath !== undefined && buttonLink(address(checkoutPath, locale), said.back)}
      ${requestId !== undefined && html`<p class="soft">${said.reference(requestId)}</p>`}
    </div>`,
  });
};
