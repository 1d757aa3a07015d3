/** The key under which markup is kept: no text and no JSON can hold it, so nothing passes for markup by its looks. */
const markup = Symbol('markup');

/** Markup that is safe to send: whatever was put into its template has been escaped. */
export type Html = { readonly [markup]: string };

/** What a template takes: text is escaped, markup is not, nothing is left out, a list is joined. */
export type HtmlContent = Html | string | number | false | undefined | readonly HtmlContent[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Text as it may stand in an element or in a quoted attribute. Direction controls are left out, because a name could
 * turn the text around it with them; control characters become spaces, a line end stays.
 */
const escapeText = (text: string): string =>
  text
    .replaceAll(/\p{Bidi_Control}/gu, '')
    .replaceAll(/[^\P{Cc}\n]/gu, ' ')
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');

const render = (content: HtmlContent): string => {
  if (content === undefined || content === false) return '';
  if (typeof content === 'string') return escapeText(content);
  if (typeof content === 'number') return String(content);
  return markup in content ? content[markup] : content.map(render).join('');
};

/** The indentation of a template is for those who read its source; phones are not made to wait for it. */
const withoutIndentation = (string: string): string => string.replaceAll(/\n\s+/g, '\n');

/**
 * A template of markup: `` html`<p>${name}</p>` ``. Values go between tags or into quoted attributes, nowhere else.
 *
 * @throws TypeError when a value would become an attribute without quotes, where escaping cannot hold it
 */
export const html = (strings: TemplateStringsArray, ...values: readonly HtmlContent[]): Html => {
  if (strings.some((string) => string.endsWith('='))) throw new TypeError('An attribute needs quotes around its value');
  return { [markup]: strings.map((string, index) => withoutIndentation(string) + render(values[index])).join('') };
};

/** Markup of our own as it stands, for what a template cannot hold: a style sheet, a script. Never for what others wrote. */
export const verbatim = (constant: string): Html => ({ [markup]: constant });

/** The markup as text to send. */
export const toMarkup = (content: Html): string => content[markup];
