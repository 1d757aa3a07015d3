import { expect, test } from 'vitest';
import type { Result } from '../../../lib/domain/result.ts';
import { canonicalJson } from '../../../lib/domain/canonical-json.ts';
import { bodyHead } from '../../../lib/reconciliation/body.ts';
import { markOf, openMark, readBody } from '../../../lib/reconciliation/read-body.ts';
import { emptySummary, missingResult } from '../domain/sample-bank-day.ts';
import { inPieces } from '../statements/sample-statement.ts';
import { termsOf } from './sample-run.ts';

const read = async (bytes: AsyncIterable<Uint8Array>): Promise<Result[]> => {
  const results: Result[] = [];
  for await (const { result } of readBody(bytes)) results.push(result);
  return results;
};

const results = ['một', 'hai "hai"', 'ba\nba'].map((name): Result => ({ ...missingResult, name }));
const bodyOf = (some: readonly Result[]) =>
  Buffer.from(bodyHead(termsOf(), emptySummary) + some.map((result) => `${canonicalJson(result)}\n`).join(''));

test.each([1, 7, 100_000])('a report gives its results back, in pieces of %i bytes', async (size) => {
  expect(await read(inPieces(bodyOf(results), size))).toEqual(results);
});

test('a report of nothing has no results', async () => {
  expect(await read(inPieces(bodyOf([]), 10))).toEqual([]);
});

test('what is no report is refused', async () => {
  await expect(read(inPieces(Buffer.from('{}\n{"name":"x"}\n'), 10))).rejects.toThrow('Invalid');
  await expect(read(inPieces(bodyOf(results).subarray(0, -20), 10))).rejects.toThrow(SyntaxError);
});

test('of a report only what is wanted is read', async () => {
  const some = results.map((result, index): Result => ({ ...result, open: index === 1 }));
  for (const [mark, count] of [
    [openMark, 1],
    [markOf('missing-at-provider'), 3],
    [markOf('matched'), 0],
  ] as const) {
    const read: Result[] = [];
    for await (const { result } of readBody(inPieces(bodyOf(some), 50), mark)) read.push(result);
    expect(read).toHaveLength(count);
  }
});
