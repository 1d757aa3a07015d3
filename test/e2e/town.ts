import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { startLephi } from '../../local/lephi.ts';
import type { RunningLephi } from '../../local/running-lephi.ts';
import { sweepIn } from '../local/sweep-in.ts';
import { startChromium } from './chromium.ts';
import { watchPages } from './page-promises.ts';

export type Town = Awaited<ReturnType<typeof openTown>>;

type Place = { browser: Browser; lephi: RunningLephi; complaints: string[] };

/** A small phone: the width at which nothing may have to be scrolled sideways (WCAG 1.4.10). */
const phone = { width: 320, height: 640 };

/** A Lephi with its sandbox bank and its sandbox portal, all new, and a browser for whoever comes to pay. */
export async function openTown() {
  await using parts = new AsyncDisposableStack();
  const dataFolder = await mkdtemp(join(tmpdir(), 'lephi-e2e-'));
  parts.defer(() => rm(dataFolder, { recursive: true, force: true }));
  // A DynamoDB that outlives the test would know the portal's first dossier already.
  delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
  const complaints: string[] = [];
  const complain = (line: string): void => void complaints.push(line);
  const { lephi, stop } = await startLephi({ port: 0, dataFolder, fresh: false }, { tell: complain, onLoss: complain });
  parts.defer(stop);
  const browser = await startChromium();
  parts.defer(() => browser.close());
  const opened = parts.move();
  return {
    ...lephi,
    visit: (story: (page: Page) => Promise<void>, options?: BrowserContextOptions) =>
      visit({ browser, lephi, complaints }, story, options),
    sweepIn: (aheadMs: number) => sweepIn(aheadMs, lephi, complain),
    close: () => opened.disposeAsync(),
  };
}

/** Lets somebody with a browser of their own go through a story, on which no page may break a promise. */
async function visit(
  { browser, lephi, complaints }: Place,
  story: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await browser.newContext({ viewport: phone, ...options });
  context.setDefaultTimeout(20_000);
  const watch = watchPages(context, [lephi.origin, lephi.bankOrigin, lephi.portalOrigin]);
  try {
    await story(await context.newPage());
    expect([...(await watch.listBroken()), ...complaints.splice(0)]).toEqual([]);
  } finally {
    await context.close();
  }
}
