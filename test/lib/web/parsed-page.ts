import { type HtmlElement, HtmlValidate, Parser, StaticConfigLoader } from 'html-validate';

const validator = new HtmlValidate(
  new StaticConfigLoader({
    extends: ['html-validate:recommended', 'html-validate:document'],
    rules: {
      // How a tag is written is prettier's business, and spaces between elements are nobody's.
      'doctype-style': 'off',
      'void-style': 'off',
      'no-trailing-whitespace': 'off',
      // A dossier code has 24 characters, and the state stands before it.
      'long-title': 'off',
    },
  }),
);

/** What is wrong with a page by the HTML standard and the rules of accessibility that need no browser. */
export const faultsOf = async (page: string): Promise<readonly string[]> => {
  const report = await validator.validateString(page);
  return report.results.flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`));
};

const trees = new Map<string, HtmlElement>();

/** A page as a tree to ask. */
export const parsePage = async (page: string): Promise<HtmlElement> => {
  const tree = trees.get(page) ?? new Parser(await validator.getConfigFor('page.html')).parseHtml(page);
  trees.set(page, tree);
  return tree;
};

/** The page's tags in order, without their texts: two pages of the same structure have the same. */
export const structureOf = async (page: string): Promise<readonly string[]> =>
  (await parsePage(page))
    .querySelectorAll('*')
    .map(({ tagName, attributes }) => [tagName, ...attributes.map(({ key }) => key)].join(' '));

/** The text of the first element that a selector finds, on one line. */
export const textOf = async (page: string, selector: string): Promise<string> => {
  const element = (await parsePage(page)).querySelector(selector);
  if (element === null) throw new Error(`The page has no ${selector}`);
  return decode(element.textContent);
};

const decode = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .trim();
