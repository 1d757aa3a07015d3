import { expect, test } from 'vitest';
import { writeBody } from '../../../lib/reconciliation/body.ts';
import { beginTally } from '../../../lib/reconciliation/summary.ts';
import { termsOf } from './sample-run.ts';
import { matchingOf } from './sample-tables.ts';

test('a body is a head and the results, in pieces that are neither one nor many', async () => {
  const summary = beginTally().end(await matchingOf([], []), {});
  const pieces = [
    ...writeBody(
      termsOf(),
      summary,
      Array.from({ length: 10_000 }, (_, index) => `{"name":"Lệ ${index}"}`),
    ),
  ];
  const [head, ...results] = Buffer.concat(pieces).toString().trimEnd().split('\n');

  expect(JSON.parse(head!)).toEqual({
    format: 'lephi-reconciliation/1',
    accountId: 'so-tu-phap',
    side: 'bank',
    period: { from: '2026-11-20', to: '2026-11-20' },
    summary,
  });
  expect([results.length, results[9_999]]).toEqual([10_000, '{"name":"Lệ 9999"}']);
  expect(pieces.length).toBeGreaterThan(1);
  expect(pieces.length).toBeLessThan(10);
});
