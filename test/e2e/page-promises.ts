import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page, Request } from 'playwright-core';
import { expect } from 'vitest';

type AxeResults = Awaited<ReturnType<AxeBuilder['analyze']>>;

/** What a page may weigh as it comes over the network, with its headers; all of the API's reference is one page. */
const bytesMaxOf = (url: string): number => (url.endsWith('/v1/docs') ? 100_000 : 50_000);

/** Writes down what pages must not do: load anything but themselves, be heavy, or make the browser complain. */
export function watchPages(context: BrowserContext, origins: readonly string[]) {
  const broken: string[] = [];
  const weighings: Promise<void>[] = [];
  const weigh = async (request: Request): Promise<void> => {
    const { responseBodySize, responseHeadersSize } = await request.sizes();
    const bytes = responseBodySize + responseHeadersSize;
    if (bytes >= bytesMaxOf(request.url())) broken.push(`${request.url()} weighs ${bytes} bytes`);
  };
  context.on('request', (request) => {
    const isOwn = origins.includes(new URL(request.url()).origin);
    // The poll of the result page is the one thing that a page may fetch.
    const isPage = request.resourceType() === 'document' || request.url().endsWith('/status');
    if (!isOwn || !isPage) broken.push(`a page asked for ${request.url()}`);
  });
  const weighLater = (request: Request): void => void weighings.push(weigh(request));
  context.on('requestfinished', weighLater);
  context.on('console', (message) => {
    const { url } = message.location();
    // The browser's own remark on the status of a page that says itself what is wrong.
    const isStatus = message.text().startsWith('Failed to load resource') && url === message.page()?.url();
    if (!isStatus) broken.push(`${url} made the browser say: ${message.text()}`);
  });
  context.on('weberror', (error) => broken.push(String(error.error())));
  return {
    /** Nothing is weighed after it: a page that still polls may go away in the middle. */
    listBroken: async (): Promise<string[]> => {
      context.off('requestfinished', weighLater);
      await Promise.all(weighings);
      return broken;
    },
  };
}

/** The page comes to its heading, is in its language, and keeps nobody out. */
export async function expectPage(page: Page, lang: 'vi' | 'en', heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe(lang);
  // Axe is a script: where scripts are off, it looks at the same address in another browser.
  const context = await page.context().browser()!.newContext({ viewport: page.viewportSize() });
  try {
    const other = await context.newPage();
    await other.goto(page.url());
    expect(await findBarriers(other)).toEqual([]);
  } finally {
    await context.close();
  }
}

/** What axe finds, and whether the page is wider than the window. */
export async function findBarriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const isWide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
  return [...asLines(violations), ...(isWide === true ? ['has to be scrolled sideways'] : [])];
}

/** What cannot be read well by somebody who has asked for dark pages; `findBarriers` has left its axe in the page. */
export async function findDimTexts(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  const { violations } = await page.evaluate<AxeResults>(`axe.run({ runOnly: 'color-contrast' })`);
  await page.emulateMedia({ colorScheme: 'light' });
  return asLines(violations);
}

function asLines(violations: AxeResults['violations']): string[] {
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
