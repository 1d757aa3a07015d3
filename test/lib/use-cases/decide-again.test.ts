import { describe, expect, test } from 'vitest';
import { addMs, instantToMs } from '../../../lib/domain/time.ts';
import { decideAgain } from '../../../lib/use-cases/decide-again.ts';
import { start } from '../../samples.ts';
import { refusalOf } from './configuring.ts';

/** Parts whose clock only sleeping moves, and how long each sleep was. */
const makeParts = (random = () => 1) => {
  let at = start;
  const pauses: number[] = [];
  return {
    pauses,
    now: () => at,
    random,
    sleep: async (ms: number) => {
      pauses.push(ms);
      at = addMs(at, ms);
    },
  };
};

const after = <T>(conflicts: number, outcome: T) => {
  let left = conflicts;
  return async (): Promise<T | 'conflict'> => ((left -= 1) < 0 ? outcome : 'conflict');
};

describe('deciding again', () => {
  test('is not needed when the first commit succeeds', async () => {
    const parts = makeParts();

    expect(await decideAgain(parts, after(0, 'done'))).toBe('done');
    expect(parts.pauses).toEqual([]);
  });

  test('goes on until a commit meets no conflict, with longer and longer pauses', async () => {
    const parts = makeParts();

    expect(await decideAgain(parts, after(9, 'done'))).toBe('done');
    expect(parts.pauses).toEqual([10, 20, 40, 80, 160, 320, 640, 640, 640]);
  });

  test('has full jitter: any pause from none to the longest', async () => {
    const draws = [0, 0.5, 0.25];
    const parts = makeParts(() => draws.shift() ?? expect.unreachable());
    await decideAgain(parts, after(3, 'done'));

    expect(parts.pauses).toEqual([0, 10, 10]);
  });

  test('ends after five seconds, and asks the caller to try again', async () => {
    const parts = makeParts();

    expect(await refusalOf(decideAgain(parts, after(Infinity, 'done')))).toEqual({ code: 'busy' });
    expect(instantToMs(parts.now()) - instantToMs(start)).toBeLessThanOrEqual(5000);
    expect(parts.pauses.length).toBeGreaterThan(10);
  });

  test('does not follow what was thrown', async () => {
    const parts = makeParts();
    const thrown = decideAgain(parts, () => Promise.reject(new Error('no table')));

    await expect(thrown).rejects.toThrow('no table');
    expect(parts.pauses).toEqual([]);
  });
});
