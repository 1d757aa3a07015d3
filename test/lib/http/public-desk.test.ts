import { expect, test } from 'vitest';
import { deskItemPageSchema, toDeskItems } from '../../../lib/http/public-desk.ts';
import { listDesk } from '../../../lib/use-cases/read-desk.ts';
import { askApplication, openAwaiting, putAside } from '../use-cases/desk-world.ts';

test('what waits is shown as it is promised, and what waits no more is not shown', async () => {
  const opened = await openAwaiting();
  const { world, order } = opened;
  const key = await putAside(opened, 135_000, { accountId: 'another-vnpay' });
  await askApplication(world, order.id, { [key]: 135_000 });
  const waiting = [
    ...(await listDesk(world.store, { class: 'unknown-reference', limit: 10 })).items,
    ...(await listDesk(world.store, { class: 'proposal', limit: 10 })).items,
    { type: 'order' as const, order },
  ];
  const items = toDeskItems(waiting);

  expect(deskItemPageSchema.safeParse({ items }).success).toBe(true);
  expect(items).toMatchObject([
    { type: 'movement', class: 'unknown-reference', orderId: order.id, leftVnd: 135_000 },
    { type: 'proposal', class: 'proposal', kind: 'application', orderId: order.id, amountVnd: 135_000 },
  ]);
});
