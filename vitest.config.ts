import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/** Tests that start a whole Lephi, and often a browser: one file at a time, after everything quick. */
const heavy = ['test/local/**/*.test.ts', 'test/e2e/**/*.test.ts'];

/** A function reads its environment once, when it is loaded: each file of these has a process of its own. */
const functions = ['test/functions/**/*.test.ts'];

/**
 * What only computes runs in two time zones: that of Lambda, and one that is west of it and keeps summer time. Nothing
 * of lib/ remembers anything, so its files share a process: to load everything anew for each took most of the time.
 */
const libIn = (timeZone: string): TestProjectInlineConfiguration => ({
  extends: true,
  test: { name: `lib in ${timeZone}`, include: ['test/lib/**/*.test.ts'], isolate: false, env: { TZ: timeZone } },
});

export default defineConfig({
  test: {
    // The time zone of `env` reaches a test only in a process of its own: a thread keeps that of its parent.
    pool: 'forks',
    env: { TZ: 'UTC' },
    testTimeout: 20_000,
    hookTimeout: 30_000,
    projects: [
      libIn('UTC'),
      libIn('America/New_York'),
      { extends: true, test: { name: 'functions', include: functions } },
      {
        extends: true,
        test: {
          name: 'rest',
          include: ['test/**/*.test.ts'],
          exclude: ['test/lib/**', ...functions, ...heavy],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'heavy',
          include: heavy,
          maxWorkers: 1,
          testTimeout: 90_000,
          hookTimeout: 90_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
