import { describe, expect, onTestFinished, test } from 'vitest';
import { runSchedule } from '../../local/schedules.ts';

describe('a schedule', () => {
  test('runs its function soon and again and again, with its input, and never twice at once', async () => {
    const inputs: unknown[] = [];
    let running = 0;
    let runningMax = 0;
    const invoke = async (input: unknown) => {
      inputs.push(input);
      running += 1;
      runningMax = Math.max(runningMax, running);
      await new Promise((resolve) => setTimeout(resolve, 10));
      running -= 1;
      return { kind: 'failure' as const, failure: { errorType: 'Error', errorMessage: 'does not end it' } };
    };

    onTestFinished(runSchedule({ everyMs: 2, input: '{"a":1}' }, { invoke }, { firstRunAfterMs: 0 }).stop);

    await expect.poll(() => inputs.length).toBeGreaterThan(3);
    expect(inputs[0]).toEqual({ a: 1 });
    expect(runningMax).toBe(1);
  });

  test('that is stopped runs no more', async () => {
    let runs = 0;
    const schedule = runSchedule(
      { everyMs: 1, input: '{}' },
      {
        invoke: async () => {
          runs += 1;
          schedule.stop();
          return { kind: 'answer', payload: null };
        },
      },
      { firstRunAfterMs: 0 },
    );

    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(runs).toBe(1);
  });
});
