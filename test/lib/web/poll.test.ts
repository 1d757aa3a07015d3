import { createContext, runInContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { everyPage } from './every-page.ts';

const [, script] = /<script>(.*)<\/script>/s.exec(everyPage('vi').get('result-confirming')!.html)!;

const texts = { asking: 'asking', paid: 'paid!', notPaid: 'not paid!', changed: 'changed!', stopped: 'stopped' };

/** A browser that knows just what the script uses; its timers run when the test says so. */
const makeBrowser = (answers: () => unknown) => {
  const timers: { run: () => unknown; ms: number }[] = [];
  const asked: string[] = [];
  const opened: string[] = [];
  const seen: (() => void)[] = [];
  const region = { dataset: { url: '/pay/t/status', page: '/pay/t/return?lang=vi', ...texts }, textContent: '' };
  const document = {
    hidden: false,
    getElementById: (id: string) => (id === 'poll' ? region : null),
    addEventListener: (_event: string, listener: () => void) => seen.push(listener),
  };
  const fetch = (url: string): Promise<unknown> => {
    asked.push(url);
    return Promise.resolve({ ok: true, json: answers });
  };
  const context = createContext({
    document,
    window: { fetch },
    fetch,
    location: { replace: (url: string) => opened.push(url) },
    setTimeout: (run: () => unknown, ms: number) => timers.push({ run, ms }),
  });
  runInContext(script!, context);

  /** Runs the next timer and what follows from it; says how long it would have waited. */
  const step = async (): Promise<number | undefined> => {
    const timer = timers.shift();
    timer?.run();
    await new Promise(setImmediate);
    return timer?.ms;
  };
  return { region, document, asked, opened, seen, timers, step };
};

describe('the poll of the result page', () => {
  test('says that it asks, and asks in growing intervals', async () => {
    const { region, asked, step } = makeBrowser(() => ({ state: 'confirming' }));

    expect(region.textContent).toBe('asking');
    const waitsMs = [await step(), await step(), await step()];
    expect(waitsMs.map((ms) => Math.round(ms ?? 0))).toEqual([2000, 2667, 3556]);
    expect(asked).toEqual(['/pay/t/status', '/pay/t/status', '/pay/t/status']);
  });

  test.each([
    ['paid', 'paid!'],
    ['not-paid', 'not paid!'],
    ['paid-twice', 'changed!'],
  ])('announces the change to %s, then opens the result', async (state, said) => {
    const { region, opened, step, timers } = makeBrowser(() => ({ state }));

    await step();
    expect(region.textContent).toBe(said);
    expect(opened).toEqual([]);
    await step();
    expect(opened).toEqual(['/pay/t/return?lang=vi']);
    expect(timers).toEqual([]);
  });

  test('stops after ten minutes and says so', async () => {
    const { region, step } = makeBrowser(() => ({ state: 'confirming' }));

    let waitedMs = 0;
    for (let ms = await step(); ms !== undefined; ms = await step()) {
      expect(ms).toBeLessThanOrEqual(20_000);
      waitedMs += ms;
    }
    expect(waitedMs).toBeGreaterThanOrEqual(600_000);
    expect(waitedMs).toBeLessThan(620_000);
    expect(region.textContent).toBe('stopped');
  });

  test.each([
    ['an answer without a state', () => ({})],
    ['an answer that is not JSON', () => Promise.reject(new SyntaxError('not JSON'))],
  ])('tries again after %s', async (_what, answers) => {
    const { asked, opened, step } = makeBrowser(answers);

    await step();
    await step();
    expect(asked).toHaveLength(2);
    expect(opened).toEqual([]);
  });

  test('asks nothing while nobody looks, and at once when somebody does', async () => {
    const { document, asked, seen, step } = makeBrowser(() => ({ state: 'paid' }));

    document.hidden = true;
    await step();
    expect(asked).toEqual([]);
    document.hidden = false;
    seen[0]!();
    expect(asked).toHaveLength(1);
  });

  test('leaves the page alone in a browser without fetch', () => {
    const region = { textContent: '' };
    runInContext(script!, createContext({ document: { getElementById: () => region }, window: {} }));

    expect(region.textContent).toBe('');
  });
});
