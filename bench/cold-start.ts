import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import * as z from 'zod';
import { bundle } from '../infra/bundle.ts';
import { type BundleSize, listBundleSizes } from './bundle-sizes.ts';
import { interleave, median, medianRatio, rounded, type Times } from './measure.ts';
import type { Result, Table, Target } from './result.ts';
import { emptyStarts, type Start, startsWithoutRequests, startsWithRequests } from './starts.ts';
import { setUpTestStand, type TestStand } from './test-stand.ts';
import { addWaitingOrders } from './waiting-orders.ts';

const rounds = 20;
const warmUp = 1;
const ratioMax = 1.25;
const bytesMax = 200_000;

const driver = join(import.meta.dirname, 'first-answer.mjs');

/** From a fresh process to the first answer of each function, against a handler that does nothing. */
export async function measureColdStart(): Promise<Result> {
  await using parts = new AsyncDisposableStack();
  const stand = await setUpTestStand(parts);
  await bundle({ 'empty/index': 'bench/empty-handler.mjs' }, stand.bundles);
  const orders = await addWaitingOrders(stand.store, warmUp + rounds);
  const functions = [...startsWithoutRequests(), ...startsWithRequests(orders)];
  const starts = [...emptyStarts(stand.tableName, new Set(functions.map(({ requests }) => requests))), ...functions];
  const arms = starts.map((start) => [
    `${start.name}, ${start.requests} requests`,
    (round: number) => startFresh(stand, start, round),
  ]);
  const measured = await interleave<string, Times>({ rounds, warmUp }, Object.fromEntries(arms));
  const metafile = JSON.parse(readFileSync(join(stand.bundles, 'meta.json'), 'utf8')) as Metafile;
  return toResult(measured, listBundleSizes(metafile));
}

const messageSchema = z.object({ cpuMs: z.number(), answer: z.unknown().optional() });
const refusedSchema = z.object({ statusCode: z.int().min(500) });

async function startFresh({ bundles, environment }: TestStand, start: Start, round: number): Promise<Times> {
  const startedAt = performance.now();
  const child = fork(driver, [join(bundles, start.name, 'index.cjs')], {
    execArgv: [],
    env: { ...environment, FIRST_EVENT: JSON.stringify(start.event(round)) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [message] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  const ms = performance.now() - startedAt;
  const { cpuMs, answer } = messageSchema.parse(message);
  const text = JSON.stringify(answer ?? null);
  if (refusedSchema.safeParse(answer).success || !text.includes(start.hears ?? ''))
    throw new Error(`${start.name}: ${text}`);
  return { ms, cpuMs };
}

type Measured = Readonly<Record<string, readonly Times[]>>;

function toResult(measured: Measured, sizes: readonly BundleSize[]): Result {
  return {
    title: 'Cold starts and sizes',
    how: `From a fresh Node process to a bundle's first answer, beside a handler that does nothing, bundled alike, with the same
DynamoDB client and commands. Once with events that need no request (an unknown address, no records), so that only
loading and running are compared; once with an event of the function's work on the embedded DynamoDB, beside the same
empty handler when it sends as many requests as the function does, all of them reads of one item. ${rounds} rounds of all
in turn; a ratio is the median of the rounds' ratios.`,
    targets: [...listStartTargets(measured), ...sizes.filter(isOnPath).map(toSizeTarget)],
    tables: [toStartTable(measured), toSizeTable(sizes)],
    raw: { ...measured, sizes },
  };
}

const isEmpty = (arm: string): boolean => arm.startsWith('empty');

function compare(measured: Measured, arm: string): { cpuRatio: number; ratio: number } {
  const times = measured[arm] ?? [];
  const empty = Object.entries(measured).find(
    ([other]) => isEmpty(other) && other.split(', ')[1] === arm.split(', ')[1],
  );
  const ratioOf = (part: keyof Times): number =>
    medianRatio(
      times.map((one) => one[part]),
      (empty?.[1] ?? []).map((one) => one[part]),
    );
  return { cpuRatio: ratioOf('cpuMs'), ratio: ratioOf('ms') };
}

function listStartTargets(measured: Measured): Target[] {
  const arms = Object.keys(measured).filter((arm) => !isEmpty(arm));
  return arms.map((arm) => {
    const { cpuRatio, ratio } = compare(measured, arm);
    return {
      promise: `Cold start of ${arm}`,
      target: `≤ ${ratioMax} of the empty handler’s`,
      measured: `${rounded(cpuRatio)} of its processor time, ${rounded(ratio)} of its time`,
      isMet: Math.max(cpuRatio, ratio) <= ratioMax,
    };
  });
}

function toStartTable(measured: Measured): Table {
  return {
    title: 'Fresh process to first answer, medians',
    head: ['', 'processor ms', 'ms', 'ratio of processor time', 'ratio of time'],
    rows: Object.entries(measured).map(([arm, times]) => {
      const { cpuRatio, ratio } = compare(measured, arm);
      const [cpuMs, ms] = [median(times.map((one) => one.cpuMs)), median(times.map((one) => one.ms))];
      return [arm, rounded(cpuMs, 0), rounded(ms, 0), rounded(cpuRatio), rounded(ratio)];
    }),
  };
}

const kilobytes = (bytes: number): string => rounded(bytes / 1000, 0);

/** Those for which a citizen, a provider or a portal waits. */
const isOnPath = ({ entryPoint }: BundleSize): boolean =>
  /(portal-api|checkout-pages|provider-callback)\.ts$/.test(entryPoint);

function toSizeTarget({ entryPoint, ownBytes, libraryBytes }: BundleSize): Target {
  return {
    promise: `Our code and libraries in ${entryPoint}`,
    target: `< ${kilobytes(bytesMax)} kB without the AWS SDK`,
    measured: `${kilobytes(ownBytes + libraryBytes)} kB`,
    isMet: ownBytes + libraryBytes < bytesMax,
  };
}

function toSizeTable(sizes: readonly BundleSize[]): Table {
  return {
    title: 'Bundles, kB',
    head: ['', 'our code', 'libraries', 'both', 'AWS SDK'],
    rows: sizes.map(({ entryPoint, ownBytes, libraryBytes, sdkBytes }) => [
      entryPoint,
      ...[ownBytes, libraryBytes, ownBytes + libraryBytes, sdkBytes].map(kilobytes),
    ]),
  };
}
