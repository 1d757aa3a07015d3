import { cast } from './actors/cast.ts';
import { drawHabits } from './habits.ts';
import { checkAll, checkAtRest, checkTouched, type LeftOver } from './invariants/check.ts';
import type { Bug } from './lephi.ts';
import { Violation } from './violation.ts';
import { makeWorld, type World } from './world.ts';

/** What came of one seed. */
export type Outcome = {
  readonly seed: number;
  /** Steps while actors acted, and all with those until everything was at rest. */
  readonly steps: number;
  readonly stepsInAll: number;
  readonly days: number;
  /** The same for the same seed, steps and code. */
  readonly hash: string;
  readonly orders: number;
  readonly payments: number;
  readonly faults: ReadonlyMap<string, number>;
  readonly leftOver?: LeftOver;
  readonly broken?: Broken;
};

/** A promise that was broken: after which step, about what, and what had happened to that. */
type Broken = {
  readonly step: number;
  readonly subject: string;
  readonly message: string;
  readonly events: readonly string[];
};

type Plan = { readonly seed: number; readonly steps: number; readonly bug?: Bug };

/** How long until the next move: mostly at once, so that things overlap; sometimes hours. */
const pausesMs = [
  { weight: 60, ms: [0, 60] },
  { weight: 24, ms: [1000, 60_000] },
  { weight: 13, ms: [60_000, 30 * 60_000] },
  { weight: 3, ms: [3_600_000, 24 * 3_600_000] },
] satisfies { weight: number; ms: [number, number] }[];

/** Some seeds are all about what is rare in others. */
const zeals = [1, 2, 8];

const checkAllEvery = 1000;

/** Beyond this nothing comes to rest any more. */
const stepsToRestMax = 200_000;

/** Lets the actors act, one move after the other, until they are told to stop. */
const actUntil = (world: World, isOver: () => boolean): void => {
  const { chance, timeline, fail } = world;
  const moves = drawHabits(
    chance,
    cast.flatMap((actor) => actor(world)),
    zeals,
  );
  const moveOn = (): void => {
    if (isOver()) return;
    Promise.resolve(chance.weigh(moves).act()).catch(fail);
    timeline.after(chance.int(...chance.weigh(pausesMs).ms), moveOn);
  };
  timeline.after(0, moveOn);
};

const step = async (world: World): Promise<boolean> => {
  const goesOn = await world.timeline.step();
  checkTouched(world);
  const failure = world.failure();
  if (failure !== undefined) throw failure;
  return goesOn;
};

const run = async (world: World, count: { steps: number; isOver: boolean }, steps: number): Promise<LeftOver> => {
  actUntil(world, () => count.isOver);
  for (; count.steps < steps; count.steps += 1) {
    await step(world);
    if (count.steps % checkAllEvery === 0) await checkAll(world);
  }
  count.isOver = true;
  world.calm();
  while (await step(world))
    if ((count.steps += 1) > steps + stepsToRestMax) throw new Violation('the whole', 'all comes to rest');
  return checkAtRest(world);
};

const explain = ({ trace }: World, step: number, error: unknown): Broken => {
  const subject = error instanceof Violation ? error.subject : 'the whole';
  const message = error instanceof Violation ? error.message : String(error instanceof Error ? error.stack : error);
  const orderId = /LP[0-9A-Z]{10}/.exec(subject)?.[0] ?? subject;
  return { step, subject, message, events: trace.lastOf(orderId) };
};

/** One world of one seed: so many steps of actors and faults, then peace until nothing happens any more. */
export const simulate = async ({ seed, steps, bug }: Plan): Promise<Outcome> => {
  const world = await makeWorld(seed, bug);
  const beganAtMs = world.timeline.nowMs();
  const count = { steps: 0, isOver: false };
  const came: { leftOver?: LeftOver; broken?: Broken } = {};
  try {
    came.leftOver = await run(world, count, steps);
  } catch (error) {
    came.broken = explain(world, count.steps, error);
  }
  const { books, faults, trace, timeline } = world;
  return {
    seed,
    steps: Math.min(steps, count.steps),
    stepsInAll: count.steps,
    days: (timeline.nowMs() - beganAtMs) / 86_400_000,
    hash: trace.hash(),
    orders: books.orders.size,
    payments: [...books.orders.values()].filter(({ head }) => head.payment).length,
    faults: faults.counts,
    ...came,
  };
};
