import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { findJson } from '../local/json-file.ts';
import { spawnTiedChild } from '../local/tied-child.ts';
import { bundlesIn } from '../local/topology/build.ts';
import { callStraight } from './bundled-functions.ts';
import { interleave, median, percentile, rounded, time } from './measure.ts';
import { callOver, readParties } from './over-http.ts';
import { type Caller, payOnce, steps } from './payment.ts';
import type { Result } from './result.ts';

const rounds = 10;
const warmUp = 2;
const paymentsPerRound = 20;
const readyMsMax = 15_000;

const runningSchema = z.object({ pid: z.int(), origin: z.url(), environment: z.record(z.string(), z.string()) });

/** How long `npm start` takes, and how much the runner itself adds to the work of the functions. */
export async function measureRunner(): Promise<Result> {
  await using parts = new AsyncDisposableStack();
  const dataFolder = await mkdtemp(join(tmpdir(), 'lephi-bench-'));
  parts.defer(() => rm(dataFolder, { recursive: true, force: true }));
  const first = await start(dataFolder);
  await first.stop();
  const again = await start(dataFolder);
  parts.defer(again.stop);

  const parties = readParties(dataFolder);
  const runner = callOver(again.origin);
  Object.assign(process.env, again.environment);
  const straight = await callStraight(bundlesIn(dataFolder));
  let payments = 0;
  const pay = (call: Caller, atOnce: number) => () => payMany(() => payOnce(call, parties, (payments += 1)), atOnce);
  const measured = await interleave(
    { rounds, warmUp },
    {
      'through the runner, 1 at once': pay(runner, 1),
      'straight, 1 at once': pay(straight, 1),
      'through the runner, 4 at once': pay(runner, 4),
      'straight, 4 at once': pay(straight, 4),
    },
  );
  return toResult([first.readyMs, again.readyMs], measured);
}

/** Runs `npm start` until it says that Lephi is ready. */
async function start(dataFolder: string) {
  const startedAt = performance.now();
  const npm = spawnTiedChild('npm', ['start', '--', '--port', '0', '--data', dataFolder]);
  let complaint = '';
  npm.stderr.on('data', (bytes) => (complaint += String(bytes)));
  const output = createInterface(npm.stdout);
  const isReady = await Promise.race([
    (async () => {
      for await (const line of output) if (line.includes('is ready')) return true;
      return false;
    })(),
    npm.ended.then(() => false),
  ]);
  const readyMs = performance.now() - startedAt;
  npm.stdout.resume();
  const running = findJson(join(dataFolder, 'running.json'), runningSchema);
  if (!isReady || running === undefined) throw new Error(`Lephi does not start. ${complaint}`);
  const stop = async (): Promise<void> => {
    process.kill(running.pid, 'SIGTERM');
    await npm.ended;
  };
  return { ...running, readyMs, stop };
}

/** Milliseconds: of a round, and of each request of each of its payments. */
type Round = { readonly ms: number; readonly paymentsMs: readonly (readonly number[])[] };

async function payMany(pay: () => Promise<readonly number[]>, atOnce: number): Promise<Round> {
  const paymentsMs: (readonly number[])[] = [];
  let left = paymentsPerRound;
  const payInTurn = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      paymentsMs.push(await pay());
    }
  };
  const { ms } = await time(() => Promise.all(Array.from({ length: atOnce }, payInTurn)));
  return { ms, paymentsMs };
}

type Measured = Readonly<Record<string, readonly Round[]>>;

function toResult(readyMs: readonly number[], measured: Measured): Result {
  const [firstSeconds = '', againSeconds = ''] = readyMs.map((ms) => rounded(ms / 1000, 1));
  const requestsPerRound = paymentsPerRound * steps.length;
  return {
    title: 'The local runner',
    how: `\`npm start\` is timed until it says that it is ready, once with an empty data folder and once more with what the first left.
Then whole payments of ${steps.length} requests, ${paymentsPerRound} a round, go over HTTP through the runner (event, Runtime API, child processes) and,
in turn, straight to the same bundles loaded into one process, on the same table. ${rounds} rounds, after ${warmUp} to warm up.`,
    targets: [
      {
        promise: '`npm start` to ready, once installed',
        target: `≤ ${readyMsMax / 1000} s`,
        measured: `${firstSeconds} s with an empty data folder, ${againSeconds} s again`,
        isMet: Math.max(...readyMs) <= readyMsMax,
      },
    ],
    tables: [
      {
        title: 'Requests of payments',
        head: ['', 'requests per second', 'p50 ms', 'p99 ms'],
        rows: Object.entries(measured).map(([arm, all]) => {
          const tookMs = all.flatMap(({ paymentsMs }) => paymentsMs.flat());
          const perSecond = (requestsPerRound * 1000) / median(all.map(({ ms }) => ms));
          return [arm, rounded(perSecond, 0), rounded(percentile(tookMs, 50), 1), rounded(percentile(tookMs, 99), 1)];
        }),
      },
      {
        title: 'Each request, median ms',
        head: ['', ...Object.keys(measured)],
        rows: steps.map((step, index) => [
          step,
          ...Object.values(measured).map((all) => {
            const tookMs = all.flatMap(({ paymentsMs }) => paymentsMs.flatMap((one) => one[index] ?? []));
            return rounded(median(tookMs), 1);
          }),
        ]),
      },
    ],
    raw: { readyMs, paymentsPerRound, ...measured },
  };
}
