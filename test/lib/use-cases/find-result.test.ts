import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Result } from '../../../lib/domain/result.ts';
import { put } from '../../../lib/store/key-table.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { reconciled } from '../../../lib/store/reconciliation-keys.ts';
import { findResult } from '../../../lib/use-cases/find-result.ts';
import { countingRequests } from '../../world.ts';
import { bankDayName, missingResult } from '../domain/sample-bank-day.ts';

const store = async (pages: readonly (readonly string[])[]) => {
  const inner = makeMemoryStore();
  for (const page of pages) {
    const results = page.map((name): Result => ({ ...missingResult, name }));
    await inner.commit([put(reconciled.resultPage(bankDayName, 1, page.at(-1) ?? ''), { version: 1, results })]);
  }
  return countingRequests(inner);
};

const names = fc.uniqueArray(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 30,
});

test('a result is found by one query wherever it stands in its page, and one that is not there is not', async () => {
  await fc.assert(
    fc.asyncProperty(names, fc.integer({ min: 1, max: 5 }), async (some, size) => {
      const [absent = '', ...present] = some;
      const sorted = present.sort();
      const pages = Array.from({ length: Math.ceil(sorted.length / size) }, (_, index) =>
        sorted.slice(index * size, (index + 1) * size),
      );
      const counting = await store(pages);
      for (const name of sorted)
        expect(await findResult(counting.store, { of: bankDayName, run: 1 }, name)).toMatchObject({ name });
      expect(await findResult(counting.store, { of: bankDayName, run: 1 }, absent)).toBeUndefined();
      expect(counting.requests).toEqual(Array(sorted.length + 1).fill({ request: 'list', items: 1 }));
    }),
    { numRuns: 50 },
  );
});
