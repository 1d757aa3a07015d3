import { setTimeout as sleep } from 'node:timers/promises';

/** A step that did not hold; the story cannot go on after it. */
export class StepFailed extends Error {
  override name = 'StepFailed';
}

/** What came back, its body already read. */
export type Answer = { status: number; location: string; url: string; text: string };

export type Request = { method?: 'GET' | 'POST'; headers?: Record<string, string>; body?: string };

export type Transcript = ReturnType<typeof makeTranscript>;

const shownMax = 220;

/**
 * Plays a story over HTTP and writes down what was sent, what came back, and whether it held.
 *
 * @param timeoutMs how long an answer, or something that is waited for, may take
 */
export function makeTranscript(write: (line: string) => void, timeoutMs = 10_000) {
  let steps = 0;
  return {
    step(title: string): void {
      steps += 1;
      write(`\n${String(steps).padStart(2)}. ${title}`);
    },
    /** Sends a request and shows it with its answer; redirects are shown, not followed. */
    async send(url: string, { method = 'GET', headers = {}, body = '' }: Request = {}): Promise<Answer> {
      write(`    → ${method} ${shorten(url)}${shownHeaders(headers)}`);
      if (body !== '') write(`      ${shorten(body)}`);
      const signal = AbortSignal.timeout(timeoutMs);
      const options = { method, headers, redirect: 'manual' as const, signal };
      const response = await fetch(url, body === '' ? options : { ...options, body }).catch(refuseSilence);
      const text = await response.text();
      const location = response.headers.get('location') ?? '';
      write(`    ← ${response.status} ${shorten(location === '' ? summary(response, text) : `to ${location}`)}`);
      return { status: response.status, location, url, text };
    },
    /** Looks again and again until something is found. */
    async waitFor<Found>(what: string, find: () => Promise<Found | undefined>): Promise<Found> {
      const deadline = performance.now() + timeoutMs;
      for (;;) {
        const found = await find();
        if (found !== undefined) return found;
        if (performance.now() > deadline) throw new StepFailed(`${what}: not within ${timeoutMs} ms`);
        await sleep(50);
      }
    },
    note(line: string): void {
      write(`      ${shorten(line)}`);
    },
    check(what: string, holds: boolean): void {
      if (!holds) throw new StepFailed(what);
      write(`    ✓ ${what}`);
    },
  };
}

function refuseSilence(error: unknown): never {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  throw new StepFailed(`no answer: ${cause instanceof Error ? cause.message : String(cause)}`);
}

function shownHeaders(headers: Record<string, string>): string {
  const key = headers['idempotency-key'];
  return key === undefined ? '' : `   Idempotency-Key: ${key}`;
}

function summary(response: Response, text: string): string {
  const type = response.headers.get('content-type') ?? '';
  return type.includes('html') ? 'a page' : text;
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > shownMax ? `${line.slice(0, shownMax)}…` : line;
}
