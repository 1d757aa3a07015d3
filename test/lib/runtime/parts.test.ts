import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { instantSchema } from '../../../lib/domain/time.ts';
import { environmentOf } from './function-environment.ts';

describe('the real parts', () => {
  let real: typeof import('../../../lib/runtime/parts.ts');

  beforeAll(async () => {
    const metrics = { POWERTOOLS_DEV: 'true', POWERTOOLS_METRICS_DISABLED: 'false' };
    for (const [name, value] of Object.entries({ ...environmentOf({}), ...metrics })) vi.stubEnv(name, value);
    real = await import('../../../lib/runtime/parts.ts');
  });

  afterAll(() => {
    vi.unstubAllEnvs();
  });

  test('tell the time as an instant', () => {
    expect(instantSchema.safeParse(real.parts.now()).success).toBe(true);
  });

  test('are unpredictable as far as asked', () => {
    expect(real.parts.randomBytes(16)).toHaveLength(16);
    expect(real.parts.randomBytes(16)).not.toEqual(real.parts.randomBytes(16));
    expect(real.parts.random()).toBeLessThan(1);
  });

  test('wait', async () => {
    await expect(real.parts.sleep(1)).resolves.toBeUndefined();
  });

  test('count in the form that CloudWatch reads in a log', () => {
    const lines: unknown[] = [];
    const said = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(JSON.parse(line)));
    real.parts.count('MoneyUnapplied');
    real.parts.count('DueWorkLateSeconds', { value: 90 });
    said.mockRestore();

    const metricOf = (name: string, unit: string) => ({
      _aws: { CloudWatchMetrics: [{ Namespace: 'Lephi', Metrics: [{ Name: name, Unit: unit }] }] },
    });
    expect(lines).toMatchObject([
      { ...metricOf('MoneyUnapplied', 'Count'), MoneyUnapplied: 1 },
      { ...metricOf('DueWorkLateSeconds', 'Seconds'), DueWorkLateSeconds: 90 },
    ]);
  });
});
