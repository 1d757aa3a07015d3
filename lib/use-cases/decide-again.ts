import { Refusal } from '../domain/refusal.ts';
import { instantToMs } from '../domain/time.ts';
import type { Parts } from './parts.ts';

/** How long a use case tries before it asks its caller to try again. */
const patienceMs = 5000;

const firstPauseMs = 10;
const pauseMsMax = 640;

/**
 * Reads, decides and commits again for as long as the commit meets a conflict, with full jitter between the rounds.
 * A round gives back `conflict`, or what it came to.
 *
 * @throws Refusal busy when five seconds were not enough
 */
export const decideAgain = async <T>(
  { now, sleep, random }: Pick<Parts, 'now' | 'sleep' | 'random'>,
  round: () => Promise<T | 'conflict'>,
): Promise<T> => {
  const givesUpAtMs = instantToMs(now()) + patienceMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, pauseMsMax)) {
    const outcome = await round();
    if (outcome !== 'conflict') return outcome;
    if (instantToMs(now()) + pauseMs > givesUpAtMs) throw new Refusal('busy');
    await sleep(random() * pauseMs);
  }
};
