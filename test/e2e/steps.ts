import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Somebody at a desk whose browser runs no scripts. */
export const withoutScripts = { javaScriptEnabled: false, viewport: { width: 1280, height: 800 } };

export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

export const follow = (page: Page, name: string): Promise<void> =>
  page.getByRole('link', { name, exact: true }).click();

export const sees = (page: Page, text: string): Promise<void> => page.getByText(text).first().waitFor();

/** For what comes by another way than the page does: a citizen looks again. */
export async function reloadUntil(page: Page, text: string): Promise<void> {
  while (!(await page.getByText(text).first().isVisible())) await page.reload();
}

/** A promise cannot be handed over as it is. */
const nextInLiveRegion = `({
  said: new Promise((resolve) => {
    const region = document.querySelector('[role=status]');
    new MutationObserver(() => resolve(region.textContent)).observe(region, { childList: true });
  }),
})`;

/** Begins to listen for what the live region, which says something now, will say next. */
export async function listen(page: Page, now: string): Promise<() => Promise<unknown>> {
  await page.getByRole('status').filter({ hasText: now }).waitFor();
  const next = await page.evaluateHandle<{ said: unknown }>(nextInLiveRegion);
  return () => next.evaluate(({ said }) => said);
}

const stopsMax = 20;

/** What the browser draws around the focus. */
const ring = 'getComputedStyle(document.activeElement).outline';

/** Goes on with the Tab key to what bears a name. Wherever the focus stops on the way, it is seen. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let stops = 0; stops < stopsMax; stops += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(ring)).toMatch(/ solid 3px$/);
    if ((await page.locator(':focus-visible').ariaSnapshot()).includes(name)) return;
  }
  throw new Error(`the Tab key does not lead to ${name}`);
}

export async function enter(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}
