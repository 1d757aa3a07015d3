import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { parseJson } from '../sandbox/json.ts';

/** A step that did not hold; the story cannot go on after it. */
export class StepFailed extends Error {
  override name = 'StepFailed';
}

/** What came back, its body already read. */
export type Answer = { status: number; location: string; url: string; text: string };

export type Request = { method?: 'GET' | 'POST'; headers?: Record<string, string>; body?: string };

export type Transcript = ReturnType<typeof makeTranscript>;

const shownMax = 300;

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
    /**
     * Sends a request and shows it with its answer; redirects are shown, not followed.
     *
     * @param shown the fields of a JSON answer that matter here
     */
    async send(url: string, request: Request = {}, shown: readonly string[] = []): Promise<Answer> {
      const { method = 'GET', headers = {}, body = '' } = request;
      write(`    → ${method} ${withoutQuery(url)}${shownHeaders(headers)}`);
      if (body !== '') write(`      ${shorten(body)}`);
      const signal = AbortSignal.timeout(timeoutMs);
      const options = { method, headers, redirect: 'manual' as const, signal };
      const response = await fetch(url, body === '' ? options : { ...options, body }).catch(refuseSilence);
      const text = await response.text();
      const target = response.headers.get('location');
      const location = target === null ? '' : new URL(target, url).href;
      write(`    ← ${response.status} ${location === '' ? summary(text, shown) : `to ${withoutQuery(location)}`}`);
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

function summary(text: string, shown: readonly string[]): string {
  const json = z.record(z.string(), z.unknown()).safeParse(parseJson(text));
  if (!json.success) return 'a page';
  const fields = Object.entries(json.data).filter(([name]) => shown.length === 0 || shown.includes(name));
  return fields.length === 0 ? 'as JSON' : shorten(JSON.stringify(Object.fromEntries(fields)));
}

/** An address as a person reads it: a long query is only counted. */
function withoutQuery(address: string): string {
  const { origin, pathname, searchParams, search } = new URL(address);
  return searchParams.size > 2
    ? `${origin}${pathname}?… (${searchParams.size} parameters)`
    : `${origin}${pathname}${search}`;
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > shownMax ? `${line.slice(0, shownMax)}…` : line;
}
