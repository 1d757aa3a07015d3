import { expect, test } from 'vitest';

test('the machine is in the time zone that this run is meant for', () => {
  const hourByTimeZone: Record<string, number> = { UTC: 17, 'America/New_York': 12 };

  expect(new Date('2026-01-15T17:00:00Z').getHours()).toBe(hourByTimeZone[process.env.TZ ?? 'none']);
});
