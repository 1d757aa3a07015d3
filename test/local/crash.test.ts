import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { callOver, readParties } from '../../bench/over-http.ts';
import { localStage, openLephi } from '../../cli/open-lephi.ts';
import { applyFact } from '../../lib/domain/order.ts';
import { at, put, putOrderChange } from '../../lib/store/key-table.ts';
import { find } from '../../lib/store/read.ts';
import type { Write } from '../../lib/store/store.ts';
import { isEmbeddedDynamodbAvailable } from '../../local/embedded-dynamodb.ts';
import { startExecutionEnvironment } from '../../local/lambda/execution-environment.ts';
import { openRegister } from '../../local/sandbox-portal/register.ts';
import { cloudAssemblyIn } from '../../local/topology/build.ts';
import { readTopology } from '../../local/topology/read-topology.ts';
import { type Chance, makeChance } from '../simulation/chance.ts';
import { type Citizen, makeCrowd } from './crash/citizens.ts';
import { findLosses, findMissingOf, type Places } from './crash/find-losses.ts';
import { listProcesses, type Running, start, type Started, startAndWait } from './lephi-process.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

/** Another seed at each run; `CRASH_SEED=…` repeats what citizens do and after how many words the kills come. */
const seed = Number(process.env.CRASH_SEED ?? Math.floor(Math.random() * 2 ** 31));

const untilGone = (dataFolder: string): Promise<void> =>
  expect.poll(() => listProcesses(dataFolder), { timeout: 10_000, interval: 20 }).toEqual([]);

/** The table of a Lephi that runs, and the webhooks that the sandbox portal keeps. */
const openPlaces = (dataFolder: string, running: Running): Places & { close: () => void } => {
  const { region, endpoints } = running;
  const lephi = openLephi({ stage: localStage, machine: { region, ...endpoints } }, 'the crash test');
  const register = openRegister(dataFolder);
  return {
    store: lephi.parts.store,
    tmnCode: readParties(dataFolder).account.tmnCode,
    receiver: register.listWebhooksOf,
    close: () => {
      lephi.close();
      register.close();
    },
  };
};

type Crowd = ReturnType<typeof makeCrowd>;

/** Lets citizens come until the bank has heard a few words more, and kills everything in the middle of it. */
const killUnderLoad = async (lephi: Started & { running: Running }, crowd: Crowd, chance: Chance): Promise<void> => {
  const enough = crowd.wordsHeard() + chance.int(8, 40);
  const killed = new AbortController();
  const load = crowd.run(callOver(lephi.running.origin), () => killed.signal.aborted);
  const hearEnough = async (): Promise<void> => {
    while (crowd.wordsHeard() < enough) await sleep(1);
    await sleep(chance.int(0, 40));
  };
  await Promise.race([load, hearEnough()]);
  killed.abort();
  lephi.killGroup();
  await load;
};

/** Kills a Lephi that is still starting. */
const killAtStart = async (dataFolder: string, chance: Chance): Promise<void> => {
  const lephi = start('--data', dataFolder);
  await sleep(chance.int(200, 2000));
  lephi.killGroup();
  await untilGone(dataFolder);
};

/** Wakes the sweep's own bundle with a clock that is ahead, so that claims whose holders were killed have run out. */
const sweepAhead = async (dataFolder: string, { environment }: Running): Promise<void> => {
  const declared = readTopology(cloudAssemblyIn(dataFolder)).functions.find(({ name }) =>
    name.endsWith('-sweep-due-work'),
  );
  const ahead = `--import ${new URL('crash/clock-ahead.mjs', import.meta.url).href}`;
  const said: string[] = [];
  const sweep = await startExecutionEnvironment(declared!, {
    variables: { ...environment, NODE_OPTIONS: ahead },
    log: { follow: (output) => void output.on('data', (bytes) => said.push(String(bytes))), noteError: console.error },
  });
  const outcome = await sweep.invoke({});
  sweep.stop();
  expect(outcome, said.join('')).toMatchObject({ kind: 'answer' });
};

/** Breaks one thing of each kind, each of another citizen, and says what the count must find. */
const breakThings = async ({ store, receiver }: Places, citizens: readonly Citizen[]) => {
  const [lost, twice, paidAgain, changed, cut, untold] = citizens.filter(({ told }) => told.length === 1);
  Object.assign(lost!.told[0]!, { query: 'never=sent' });
  twice!.orderIds.add('LP0000000000');

  const idOf = ({ orderIds }: Citizen): string => [...orderIds][0]!;
  const headOf = async (citizen: Citizen) => (await find(store, at.order(idOf(citizen))))!;
  const write = async (...writes: Write[]): Promise<void> => {
    expect(await store.commit(writes)).toBe('committed');
  };

  const head = await headOf(paidAgain!);
  const { order, event } = applyFact(head, { type: 'order.paid', payment: head.payment! }, head.createdAt);
  const { delivery: _, dueAt: __, ...again } = event;
  await write(...putOrderChange({ order, event: again }));

  const created = (await find(store, at.event(idOf(changed!), 1)))!;
  await write(put(at.event(created.orderId, 1), { ...created, version: created.version + 1, at: head.expiresAt }));

  const whole = await headOf(cut!);
  await write(put(at.order(whole.id), { ...whole, version: whole.version + 1, events: whole.events - 1 }));

  const words = lost!.told[0]!.heard.join(', ');
  return {
    receiver: (id: string) => (id === idOf(untold!) ? [] : receiver(id)),
    expected: [
      `${lost!.number}: a callback that was answered ${words} is missing`,
      `${twice!.number}: an order was made twice`,
      `${paidAgain!.number}: an order is paid 2 times by 1`,
      `${changed!.number}: event 2 does not follow the one before`,
      `${cut!.number}: the head is not at the end of its journal`,
      `${untold!.number}: webhook 1 never came (delivered)`,
    ],
  };
};

describe.skipIf(!isEmbeddedDynamodbAvailable())('killed again and again under load', () => {
  test(`Lephi keeps every word that it gave (seed ${seed})`, async () => {
    const dataFolder = await makeTemporaryFolder();
    const chance = makeChance(seed);
    let lephi = await startAndWait(dataFolder);
    const crowd = makeCrowd(readParties(dataFolder), seed);
    for (const round of [1, 2, 3]) {
      await killUnderLoad(lephi, crowd, chance);
      await untilGone(dataFolder);
      if (round === 2) await killAtStart(dataFolder, chance);
      lephi = await startAndWait(dataFolder);
      const places = openPlaces(dataFolder, lephi.running);
      // Before anybody repeats anything.
      expect(await findMissingOf(places, crowd.all)).toEqual([]);
      places.close();
    }

    const places = openPlaces(dataFolder, lephi.running);
    onTestFinished(places.close);
    await crowd.finish(callOver(lephi.running.origin));
    await sweepAhead(dataFolder, lephi.running);
    expect(await findLosses(places, crowd.all)).toEqual([]);
    expect(crowd.all.length).toBeGreaterThan(20);

    const { expected, receiver } = await breakThings(places, crowd.all);
    expect(await findLosses({ ...places, receiver }, crowd.all)).toEqual(expected);

    lephi.killGroup();
    await untilGone(dataFolder);
  }, 300_000);
});
