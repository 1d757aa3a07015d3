import { expect, test } from 'vitest';
import type { Result } from '../../../lib/domain/result.ts';
import { type Part, partsOfReport } from '../../../lib/use-cases/page-results.ts';
import { missingResult } from '../domain/sample-bank-day.ts';

const name = (index: number) => `n${String(index).padStart(6, '0')}`;

const { entry } = missingResult;
const line = { bookedOn: missingResult.entry?.paidOn, direction: 'in', amountVnd: 1, status: 'paid' } as Result['line'];

async function* report(count: number, make: (index: number) => Partial<Result> & { characters?: number }) {
  for (let index = 0; index < count; index += 1) {
    const { characters = 500, ...changes } = make(index);
    yield { result: { ...missingResult, open: false, name: name(index), ...changes }, characters };
  }
}

const collect = async (parts: AsyncIterable<Part>): Promise<Part[]> => {
  const all: Part[] = [];
  for await (const part of parts) all.push(part);
  return all;
};

const shape = (parts: readonly Part[]) =>
  parts.map(({ pages, tasks }) => [pages.map(({ length }) => length), tasks.length]);

test('a report is stored in pages of a hundred, fifty at a time', async () => {
  const parts = await collect(
    partsOfReport(
      report(5120, () => ({})),
      new Set(),
    ),
  );
  expect(shape(parts)).toEqual([
    [Array(50).fill(100), 0],
    [[100, 20], 0],
  ]);
  expect(parts.flatMap(({ pages }) => pages.flat()).map((result) => result.name)).toEqual(
    Array.from({ length: 5120 }, (_, index) => name(index)),
  );
});

test('a page of long results is shorter, and one result is a page however long it is', async () => {
  const parts = await collect(
    partsOfReport(
      report(4, (index) => ({ characters: index < 2 ? 40_000 : 120_000 })),
      new Set(),
    ),
  );
  expect(shape(parts)).toEqual([[[2, 1, 1], 0]]);
});

test('no part has more discrepancies than one commit takes', async () => {
  const parts = await collect(
    partsOfReport(
      report(120, () => ({ open: true })),
      new Set(),
    ),
  );
  expect(shape(parts)).toEqual([
    [[100], 45],
    [[], 45],
    [[20], 30],
  ]);
});

test('what is open is found, a line of another day shown, and what was open before explained, gone or not', async () => {
  const results = [
    { open: true },
    { entry: entry && { ...entry, origin: 'looked-up' as const }, line },
    { line },
    {},
    { open: true },
  ];
  const openBefore = new Set([name(0), name(3), 'gone', 'also gone']);
  const parts = await collect(
    partsOfReport(
      report(5, (index) => results[index] ?? {}),
      openBefore,
    ),
  );
  expect(parts.flatMap(({ tasks }) => tasks.map((task) => `${task.type} ${task.name}`))).toEqual([
    `found ${name(0)}`,
    `shown ${name(1)}`,
    `explained ${name(3)}`,
    `found ${name(4)}`,
    'explained also gone',
    'explained gone',
  ]);
});
