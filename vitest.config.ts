import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/** Tests that start a whole Lephi, and often a browser: one file at a time, after everything quick. */
const heavy = ['test/local/**/*.test.ts', 'test/e2e/**/*.test.ts'];

/** What only computes runs in two time zones: that of Lambda, and one that is west of it and keeps summer time. */
const libIn = (timeZone: string): TestProjectInlineConfiguration => ({
  extends: true,
  test: { name: `lib in ${timeZone}`, include: ['test/lib/**/*.test.ts'], env: { TZ: timeZone } },
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
      { extends: true, test: { name: 'rest', include: ['test/**/*.test.ts'], exclude: ['test/lib/**', ...heavy] } },
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
