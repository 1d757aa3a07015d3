import { expect, test } from 'vitest';
import {
  publicDiscrepancySchema,
  toDiscrepancySummary,
  toPublicDiscrepancy,
} from '../../../lib/http/public-discrepancy.ts';
import { acceptDiscrepancy } from '../../../lib/use-cases/accept-discrepancy.ts';
import { getDiscrepancy } from '../../../lib/use-cases/read-reconciliation.ts';
import { discrepancyOf, openReconciledDay } from './reconciliation-calls.ts';

test('a discrepancy is shown as it waits, and how it came to its end', async () => {
  const day = await openReconciledDay();
  const { store } = day.world;
  const id = await discrepancyOf(day);
  const by = { subject: 'https://issuer.example|mai', name: 'Mai' };
  const open = toPublicDiscrepancy(await getDiscrepancy(store, id));
  const ended = toPublicDiscrepancy(await acceptDiscrepancy(day.world, { by, id, reason: 'Đã hỏi VNPAY' }));

  for (const shown of [open, ended]) expect(publicDiscrepancySchema.safeParse(shown).success).toBe(true);
  expect(open).toMatchObject({ status: 'open', class: 'missing-at-provider', since: expect.any(String) });
  expect(open.carriedUntil).toEqual(expect.any(String));
  expect(ended).toMatchObject({ status: 'ended', end: { by: 'acceptance', officer: by, reason: 'Đã hỏi VNPAY' } });
  expect(ended.class).toBeUndefined();
});

test('nothing in a list says who paid', async () => {
  const day = await openReconciledDay();
  const listed = toDiscrepancySummary(await getDiscrepancy(day.world.store, await discrepancyOf(day)));

  expect(listed).not.toHaveProperty('result');
  expect(listed).toMatchObject({ statementVnd: 0, lephiVnd: 135_000, orderId: day.missing.order.id });
});
