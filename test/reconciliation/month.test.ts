import { describe, expect, test } from 'vitest';
import { type Result, resultClassSchema } from '../../lib/domain/result.ts';
import type { SnapshotEntry } from '../../lib/reconciliation/snapshot.ts';
import { run } from '../lib/reconciliation/sample-run.ts';
import { type Expected, makeMonth } from './month.ts';
import { type MonthSource, sources } from './month-sources.ts';

const months = [
  { name: 'with the day off of 24/11', from: '2026-11-13', to: '2026-12-12', seed: 24 },
  { name: 'with Tết', from: '2027-01-22', to: '2027-02-20', seed: 6 },
];

const told = ({ class: found, statementVnd, lephiVnd, key = '-', open = false }: Expected): string =>
  [found, statementVnd, lephiVnd, key, open ? 'open' : 'closed'].join(' ');

const asExpected = ({ entry, ...result }: Result): Expected => ({ ...result, key: entry?.key });

/** Reconciles day after day, each with what the day before carries on. */
async function reconcileMonth(source: MonthSource, days: ReturnType<typeof makeMonth>) {
  let openingVnd = 1_000_000_000;
  let carry: readonly SnapshotEntry[] = [];
  const found: { on: string; results: string[]; balanced: boolean }[] = [];
  for (const [index, { on, lines, entries, orders }] of days.entries()) {
    const sample = { account: '0011004123456', on, openingVnd, number: index + 1, lines };
    const terms = { ...source.terms, on, period: { from: on, to: on } };
    const { list, summary, ...rest } = await run(await source.write(sample), [...entries, ...carry], { terms, orders });
    found.push({ on, results: list.map((result) => told(asExpected(result))).sort(), balanced: summary.balanced });
    openingVnd += summary.linesVnd;
    carry = rest.carry;
  }
  return found;
}

describe.each(months)('a month $name', ({ seed, ...month }) => {
  test.each(sources)('of $name shows exactly what was planted, day after day', async (source) => {
    const days = makeMonth(source, month, seed);

    expect(await reconcileMonth(source, days)).toEqual(
      days.map(({ on, expected }) => ({ on, results: expected.map(told).sort(), balanced: true })),
    );
  });
});

test('the months have results of every class, and some of them carried over weekends and days off', () => {
  const days = months.flatMap(({ seed, ...month }) => sources.flatMap((source) => makeMonth(source, month, seed)));
  const classes = new Set(days.flatMap(({ expected }) => expected.map((one) => one.class)));

  expect([...classes].sort()).toEqual(resultClassSchema.options.toSorted());
  expect(days.flatMap(({ expected }) => expected).length).toBeGreaterThan(2000);
});
