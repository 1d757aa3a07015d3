import type { Locale } from '../domain/order-details.ts';
import { html, type Html } from './html.ts';
import { type Inline, inlineStyle, makePage, type Page } from './page.ts';
import { officialName } from './parts.ts';
import { pageStyle } from './style.ts';
import { words } from './words.ts';

const style = inlineStyle(pageStyle);

/** The address of a page in one language. A form that gets must send `lang` as a field instead. */
export const address = (path: string, locale: Locale): string => `${path}?lang=${locale}`;

/** A page for citizens, without its frame. */
type CitizenPage = {
  readonly locale: Locale;
  /** Of this very page: where the same is said in the other language. */
  readonly path: string;
  /** The state, in few words. */
  readonly title: string;
  /** What the page is about, for its title. */
  readonly about?: string | undefined;
  readonly agencyName?: string | undefined;
  readonly main: Html;
  readonly script?: Inline | undefined;
  readonly formOrigins?: readonly string[] | undefined;
};

const bar = ({ locale, path, agencyName }: CitizenPage): Html => {
  const { service, otherLanguage } = words[locale];
  const other = locale === 'vi' ? 'en' : 'vi';
  const name = agencyName
    ? html`<strong>${officialName(locale, agencyName)}</strong> <small>${service}</small>`
    : html`<strong>${service}</strong>`;
  return html`<header class="bar">
    <div class="column">
      <p>${name}</p>
      <a href="${address(path, other)}" lang="${other}" hreflang="${other}">${otherLanguage}</a>
    </div>
  </header>`;
};

/** The frame that all pages for citizens share: who collects, the other language, the content, who serves it. */
export const layOut = (page: CitizenPage): Page =>
  makePage({
    lang: page.locale,
    title: [page.title, page.about, 'Lephi'].filter((part) => part !== undefined).join(' – '),
    style,
    script: page.script,
    formOrigins: page.formOrigins,
    body: html`${bar(page)}
      <main class="column">${page.main}</main>
      <footer class="column">
        <p>${words[page.locale].footer}</p>
      </footer> `,
  });
