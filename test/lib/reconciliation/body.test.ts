import { expect, test } from 'vitest';
import { bodyHead } from '../../../lib/reconciliation/body.ts';
import { beginTally } from '../../../lib/reconciliation/summary.ts';
import { termsOf } from './sample-run.ts';
import { matchingOf } from './sample-tables.ts';

test('the head of a body says whose report of which days it is, and its summary', async () => {
  const summary = beginTally().end(await matchingOf([], []), {});
  const head = bodyHead(termsOf(), summary);

  expect(head.endsWith('}\n')).toBe(true);
  expect(JSON.parse(head)).toEqual({
    format: 'lephi-reconciliation/1',
    accountId: 'so-tu-phap',
    side: 'bank',
    period: { from: '2026-11-20', to: '2026-11-20' },
    summary,
  });
});
