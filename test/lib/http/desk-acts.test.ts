import { describe, expect, test } from 'vitest';
import { toMovementId } from '../../../lib/http/desk-ids.ts';
import { debit, openPaid, putAside } from '../use-cases/desk-world.ts';
import { journalOf } from '../use-cases/sample-world.ts';
import { openDoubt } from './doubt.ts';
import { expectRefusal, read } from './http-answer.ts';
import { openOffice } from './office.ts';

const reason = 'Phí của ngân hàng';

describe('POST /v1/desk/movements/{id}/accept', () => {
  test('takes an unexplained debit from the desk, with who did it and why', async () => {
    const { world } = await openPaid();
    const office = openOffice(world);
    await debit(world, { reference: 'FT9' });
    const [{ id }] = read(await office.get('mai', '/items?class=unexplained-debit')).items;
    const accepted = read(await office.post('mai', `/movements/${id}/accept`, { reason }));

    expect(accepted).toMatchObject({ id, accepted: true, direction: 'out', waysOut: [] });
    expect(accepted).not.toHaveProperty('class');
    expect(read(await office.get('thanh', `/movements/${id}/events`)).items).toMatchObject([
      { type: 'movement.accepted', data: { by: { name: 'Officer mai' }, reason } },
    ]);
    expectRefusal(await office.post('mai', `/movements/${id}/accept`, { reason }), 409, 'not-at-desk');
  });

  test('is refused for money that is to be used, and without a reason', async () => {
    const paid = await openPaid();
    const office = openOffice(paid.world);
    const path = `/movements/${toMovementId(await putAside(paid, 100_000))}/accept`;

    expectRefusal(await office.post('mai', path, { reason }), 409, 'not-at-desk');
    expectRefusal(await office.post('mai', path, {}), 422, 'validation-failed');
    expectRefusal(await office.post('mai', path), 415, 'unsupported-media-type');
  });
});

describe('an attempt that waits at the desk', () => {
  test('is listed with its order, and ended by an officer', async () => {
    const { world, order, path } = await openDoubt();
    const office = openOffice(world);

    expect(read(await office.get('mai', '/items?class=attempt-in-doubt')).items).toMatchObject([
      { type: 'order', id: order.id, attempts: [1], amountVnd: 135_000 },
    ]);
    expect(read(await office.post('mai', `${path}/abandon`, { reason }))).toMatchObject({
      id: order.id,
      attempts: [{ number: 1, status: 'abandoned' }],
    });
    expect((await journalOf(world, order)).at(-1)?.fact).toMatchObject({
      type: 'attempt.abandoned',
      by: { subject: 'https://issuer.example|mai', name: 'Officer mai' },
      reason,
    });
    expectRefusal(await office.post('mai', `${path}/abandon`, { reason }), 409, 'not-at-desk');
  });

  test('is asked after once more', async () => {
    const { world, path } = await openDoubt();
    const office = openOffice(world);
    const asked = read(await office.post('mai', `${path}/ask`));

    expect(asked.attempts).toMatchObject([{ number: 1, nextLookAt: world.now() }]);
    expect(asked).not.toHaveProperty('class');
  });

  test.each(['0', '2', '-1', '1.0', '100', 'x'])('is none of number %s', async (number) => {
    const { world, order } = await openDoubt();
    const office = openOffice(world);

    expectRefusal(await office.post('mai', `/orders/${order.id}/attempts/${number}/ask`), 409, 'not-at-desk');
  });

  test('is none of an order that is not there', async () => {
    const { world } = await openDoubt();
    const office = openOffice(world);

    expectRefusal(await office.post('mai', '/orders/LP0000000000/attempts/1/ask'), 404, 'order-not-found');
  });
});
