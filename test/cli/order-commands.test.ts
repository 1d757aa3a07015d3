import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyFact, type Order } from '../../lib/domain/order.ts';
import { toPaymentCode } from '../../lib/domain/order-id.ts';
import { at, put, putOrderChange } from '../../lib/store/key-table.ts';
import { find } from '../../lib/store/read.ts';
import { isEmbeddedDynamodbAvailable } from '../../local/embedded-dynamodb.ts';
import { startMachine } from '../local/machine.ts';
import { makeSampleOrder, orderBody, start } from '../samples.ts';
import { atTerminalOf } from './at-terminal.ts';

/** One command after another: the last test spoils the order. */
describe.skipIf(!isEmbeddedDynamodbAvailable())('an order, at a terminal,', () => {
  let machine: Awaited<ReturnType<typeof startMachine>>;
  let { lephi, lephiJson } = atTerminalOf('');
  let order: Order;

  beforeAll(async () => {
    machine = await startMachine();
    ({ lephi, lephiJson } = atTerminalOf(machine.dataFolder));
    const made = makeSampleOrder();
    const cancelled = applyFact(made.order, { type: 'order.cancelled', by: 'dak-lak-portal' }, start);
    await machine.lephi.parts.store.commit(putOrderChange(made));
    await machine.lephi.parts.store.commit(putOrderChange(cancelled));
    order = cancelled.order;
  });

  afterAll(async () => {
    await machine.stop();
  });

  test('is shown with its journal, without persons and without what opens its page', async () => {
    const { out } = await lephi(['order', 'show', toPaymentCode(order.id).toLowerCase()]);
    const asJson = await lephi(['order', 'show', order.id, '--json']);

    expect(out).toMatch(/^status {8}cancelled$/m);
    expect(out).toMatch(/^event 2 {7}21\/11\/2026 09:30 {2}order\.cancelled {2}webhook 1 due after 0 tries$/m);
    expect(JSON.parse(asJson.out)).toMatchObject({
      status: 'cancelled',
      journal: [{ sequence: 1 }, { type: 'order.cancelled', webhook: { sequence: 1 } }],
    });
    for (const secret of [order.checkoutSecret, orderBody.obligor.name, orderBody.obligor.idNumber])
      expect(out + asJson.out).not.toContain(secret);
  });

  test('holds', async () => {
    expect(await lephi(['order', 'verify', toPaymentCode(order.id)])).toEqual({
      code: 0,
      out: `Order ${order.id} holds: 2 events, one after the other.`,
      err: '',
    });
    expect((await lephiJson('order', 'verify', order.id)).json).toEqual({ orderId: order.id, events: 2, holds: true });
  });

  test.each(['LP0000000011', 'LP', 'nothing'])('that is not there is none: %s', async (typed) => {
    for (const verb of ['show', 'verify'])
      expect(await lephiJson('order', verb, typed)).toMatchObject({ code: 1, problem: { code: 'order-not-found' } });
  });

  test('that somebody changed in the table is found out, with exit code 1', async () => {
    const { store } = machine.lephi.parts;
    const event = await find(store, at.event(order.id, 2));
    const forged = { ...event!, version: 2, fact: { type: 'order.cancelled' as const, by: 'nobody' } };
    await store.commit([put(at.event(order.id, 2), forged)]);
    const says = `Order ${order.id} does not hold: event 2 is not what it was when the head was written.`;

    expect(await lephi(['order', 'verify', order.id])).toEqual({ code: 1, out: '', err: says });
    expect(await lephiJson('order', 'verify', order.id)).toEqual({
      code: 1,
      json: undefined,
      problem: { code: 'journal-broken', title: says },
    });
  });
});
