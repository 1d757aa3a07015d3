import { createHash } from 'node:crypto';
import { html, type Html, toMarkup, verbatim } from './html.ts';

/** A whole page, and the header Content-Security-Policy that must go with it. */
export type Page = { readonly html: string; readonly contentSecurityPolicy: string };

/** A style sheet or script of our own as an element of a page, and the hash by which the page's policy allows it. */
export type Inline = { readonly element: Html; readonly source: string };

const inline = (tag: 'style' | 'script', constant: string): Inline => ({
  element: verbatim(`<${tag}>${constant}</${tag}>`),
  source: `'sha256-${createHash('sha256').update(constant).digest('base64')}'`,
});

/** A style sheet for pages. Call it once for each, not for each page. */
export const inlineStyle = (constant: string): Inline => inline('style', constant);

/** A script for pages. Call it once for each, not for each page. */
export const inlineScript = (constant: string): Inline => inline('script', constant);

/** The parts of a page. */
type PageParts = {
  readonly lang: string;
  /** Says the state first: it is what a screen reader says first, and what a tab has room for. */
  readonly title: string;
  readonly style: Inline;
  readonly body: Html;
  readonly script?: Inline | undefined;
  /** Where a form of the page may lead beside our own pages: browsers hold its redirects against this too. */
  readonly formOrigins?: readonly string[] | undefined;
};

/** A tick, inside the page so that no second request is made for it. */
const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='3' fill='%230d3b66'/%3E%3Cpath d='M4 8.5l3 3 5-7' fill='none' stroke='%23f4b942' stroke-width='2'/%3E%3C/svg%3E";

const policy = ({ style, script, formOrigins = [] }: PageParts): string =>
  [
    "default-src 'none'",
    `style-src ${style.source}`,
    'img-src data:',
    ...(script ? [`script-src ${script.source}`, "connect-src 'self'"] : []),
    ["form-action 'self'", ...new Set(formOrigins.map((url) => new URL(url).origin))].join(' '),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');

/** A page that loads nothing: style and script are inside it, under a policy that allows these and nothing else. */
export const makePage = (parts: PageParts): Page => ({
  contentSecurityPolicy: policy(parts),
  html: toMarkup(
    html`<!doctype html>
      <html lang="${parts.lang}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${parts.title}</title>
          <meta name="robots" content="noindex" />
          <meta name="referrer" content="no-referrer" />
          <meta name="color-scheme" content="light dark" />
          <link rel="icon" href="${icon}" />
          ${parts.style.element}
        </head>
        <body>
          ${parts.body} ${parts.script?.element}
        </body>
      </html> `,
  ),
});
