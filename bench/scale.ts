import { isDeepStrictEqual } from 'node:util';
import { hourMs, addMs } from '../lib/domain/time.ts';
import { log } from '../lib/runtime/log.ts';
import { makeDynamoStore } from '../lib/store/dynamo-store.ts';
import { makeMemoryStore } from '../lib/store/memory-store.ts';
import { sweepDueWork } from '../lib/use-cases/sweep-due-work.ts';
import { takeCallback } from '../lib/use-cases/take-callback.ts';
import { make, sendPayer } from '../test/lib/use-cases/sample-world.ts';
import { addSamples, merchantAccount } from '../test/samples.ts';
import { makeWorld, type World } from '../test/world.ts';
import { type Cost, countEach, countRequests } from './count-requests.ts';
import { interleave, median, medianRatio, rounded, time } from './measure.ts';
import { bankQuery, dossierCode } from './payment.ts';
import type { Result, Table, Target } from './result.ts';
import { addStoredOrders } from './stored-orders.ts';
import { parties, setUpTestStand } from './test-stand.ts';

/** How many orders are stored already. */
const sizes = [1000, 10_000, 100_000] as const;

const sweptOrders = 20;

const rounds = 5;
const warmUp = 1;
const callbacksPerRound = 400;
const sweptPerRound = 400;

/** What taking a callback and sweeping cost, whatever else is stored: in requests, and in processor time. */
export async function measureScale(): Promise<Result> {
  log.setLogLevel('SILENT');
  const costs = await measureRequests();
  const times = await measureTimes();
  return toResult(costs, times);
}

/** A world that keeps the merchant account, as a function does, and counts the dossiers of its orders. */
async function openWorld(store: World['store']) {
  const world = makeWorld({ store });
  const kept = await world.findAccount(merchantAccount.id);
  let orders = 0;
  const keeping: World = { ...world, findAccount: async () => kept };
  const makeOrder = async (changes: Record<string, unknown> = {}) => {
    orders += 1;
    const { order } = await make(keeping, { dossierCode: dossierCode(parties, orders), ...changes }, `scale-${orders}`);
    return order;
  };
  const makeCallback = async () => {
    const { attempt } = await sendPayer(keeping, await makeOrder());
    const request = { method: 'GET', rawQueryString: bankQuery(parties, attempt), headers: {}, body: '' };
    return { provider: 'vnpay', accountId: merchantAccount.id, request };
  };
  /** Makes orders that are past their deadline, and nothing else is due. */
  const makeOverdue = async (count: number): Promise<void> => {
    while ((await sweepDueWork(keeping)).done > 0);
    for (let made = 0; made < count; made += 1) await makeOrder({ expiresAt: addMs(world.now(), hourMs) });
    world.moveClock(hourMs);
  };
  const sweep = async (expected: number): Promise<void> => {
    const { done, failures } = await sweepDueWork(keeping);
    if (done !== expected || failures.length > 0) throw new Error(`swept ${done} of ${expected}: ${failures.join()}`);
  };
  const take = async (callback: Awaited<ReturnType<typeof makeCallback>>): Promise<void> => {
    const word = await takeCallback(keeping, callback);
    if (word !== 'accepted') throw new Error(`the bank heard ${word}`);
  };
  return { makeOrder, makeCallback, makeOverdue, sweep, take };
}

/** A step and what it cost; `which` is independent of what happened to be asked first. */
type Step = Omit<Cost, 'requests'> & { readonly name: string; readonly requests: number; readonly which: string };

/** The same steps on the embedded engine at each size. */
async function measureRequests(): Promise<ReadonlyMap<number, readonly Step[]>> {
  await using parts = new AsyncDisposableStack();
  const { connect, store, tableName } = await setUpTestStand(parts, { streams: false });
  const client = connect();
  const counter = countRequests(client);
  const world = await openWorld(makeDynamoStore(client, tableName));
  const costs = new Map<number, readonly Step[]>();
  let stored = 0;
  for (const size of sizes) {
    await addStoredOrders(store, stored, size);
    stored = size;
    const steps: Step[] = [];
    const step = async (name: string, work: () => Promise<unknown>): Promise<void> => {
      counter.stop();
      await work();
      const { requests, ...cost } = counter.stop();
      steps.push({ name, requests: requests.length, ...cost, which: countEach(requests.toSorted()) });
    };
    await step('an order is made', () => world.makeOrder());
    const callback = await world.makeCallback();
    await step('a callback is taken', () => world.take(callback));
    await world.makeOverdue(sweptOrders);
    await step(`a sweep lets ${sweptOrders} orders expire`, () => world.sweep(sweptOrders));
    await step(`a sweep delivers ${sweptOrders} webhooks`, () => world.sweep(sweptOrders));
    await step('a sweep finds nothing due', () => world.sweep(0));
    costs.set(size, steps);
  }
  return costs;
}

/** Processor milliseconds of one round. */
type Round = { readonly callback: number; readonly expiry: number; readonly delivery: number };

/** The same work on an in-memory store of each size, in turn. */
async function measureTimes(): Promise<Readonly<Record<string, readonly Round[]>>> {
  const arms: Record<string, () => Promise<Round>> = {};
  for (const size of sizes) {
    const store = makeMemoryStore();
    await addSamples(store);
    await addStoredOrders(store, 0, size);
    const world = await openWorld(store);
    arms[size] = () => measureRound(world);
  }
  return interleave({ rounds, warmUp }, arms);
}

async function measureRound(world: Awaited<ReturnType<typeof openWorld>>): Promise<Round> {
  const callbacks: Awaited<ReturnType<typeof world.makeCallback>>[] = [];
  while (callbacks.length < callbacksPerRound) callbacks.push(await world.makeCallback());
  const callback = await time(async () => {
    for (const one of callbacks) await world.take(one);
  });
  await world.makeOverdue(sweptPerRound);
  const expiry = await time(() => world.sweep(sweptPerRound));
  const delivery = await time(() => world.sweep(sweptPerRound));
  return { callback: callback.cpuMs, expiry: expiry.cpuMs, delivery: delivery.cpuMs };
}

const works = [
  { name: `${callbacksPerRound} callbacks`, of: ({ callback }: Round) => callback },
  { name: `a sweep that lets ${sweptPerRound} orders expire`, of: ({ expiry }: Round) => expiry },
  { name: `a sweep that delivers ${sweptPerRound} webhooks`, of: ({ delivery }: Round) => delivery },
];

const count = (size: number): string => size.toLocaleString('en');

const [least, , most] = sizes;

function toResult(
  costs: ReadonlyMap<number, readonly Step[]>,
  times: Readonly<Record<string, readonly Round[]>>,
): Result {
  const ofSize = (size: number, { of }: (typeof works)[number]): number[] => (times[size] ?? []).map(of);
  const ratios = works.map((work) => medianRatio(ofSize(most, work), ofSize(least, work)));
  const isSame = sizes.every((size) => isDeepStrictEqual(costs.get(size), costs.get(least)));
  const sameCost: Target = {
    promise: `Requests, items and units with ${sizes.map(count).join(', ')} orders stored`,
    target: 'identical',
    measured: isSame ? 'identical' : 'different',
    isMet: isSame,
  };
  return {
    title: 'Cost with many orders stored',
    how: `Half of the stored orders are paid, with their movements; the other half expire one after the other within a month. On the
embedded DynamoDB the same steps are counted at each size. On the in-memory store the same work is done at each size in
turn, ${rounds} rounds after ${warmUp} to warm up, in processor time of the process; a ratio is the median of the rounds' ratios.`,
    targets: [
      sameCost,
      ...works.map(({ name }, index) => ({
        promise: `Processor time of ${name}, ${count(most)} orders stored against ${count(least)}`,
        target: '≤ 1.2',
        measured: rounded(ratios[index]!),
        isMet: ratios[index]! <= 1.2,
      })),
    ],
    tables: [costTable(costs), timeTable(times)],
    raw: { requests: Object.fromEntries(costs), processorMs: times },
  };
}

const costTable = (costs: ReadonlyMap<number, readonly Step[]>): Table => ({
  title: 'On the embedded DynamoDB',
  head: ['step', 'orders stored', 'requests', 'items written', 'read units', 'write units', 'which requests'],
  rows: costs.get(least)!.flatMap(({ name }, index) =>
    sizes.map((size) => {
      const { requests, itemsWritten, readUnits, writeUnits, which } = costs.get(size)![index]!;
      return [name, count(size), requests, itemsWritten, readUnits, writeUnits, which];
    }),
  ),
});

const timeTable = (times: Readonly<Record<string, readonly Round[]>>): Table => ({
  title: 'On the in-memory store, median processor ms',
  head: ['', ...sizes.map((size) => `${count(size)} stored`)],
  rows: works.map(({ name, of }) => [name, ...sizes.map((size) => rounded(median((times[size] ?? []).map(of)), 1))]),
});
