import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeFeed } from '../../../lib/domain/feed.ts';
import { afterDecision } from '../../../lib/domain/movement.ts';
import { applyMovementFact } from '../../../lib/domain/movement-changes.ts';
import { makeOrderId } from '../../../lib/domain/order-id.ts';
import { at, dueShardsOf, put, putMovementChange, putOrderChange } from '../../../lib/store/key-table.ts';
import type { Address } from '../../../lib/store/store.ts';
import {
  agency,
  client,
  mai,
  makeEvidence,
  makeNotice,
  makeSampleOrder,
  makeSampleProposalId,
  merchantAccount,
} from '../../samples.ts';

const { order, event } = makeSampleOrder();

describe('the key table', () => {
  test('puts each kind of record where nothing else lies', () => {
    const places: Record<string, Address> = {
      order: at.order(order.id),
      event: at.event(order.id, 1),
      events: at.events(order.id),
      'try to deliver': at.deliveryTry(order.id, 3, 1),
      'tries to deliver': at.deliveryTries(order.id),
      movement: at.movement('vnpay:EAKAO001:LP0000000000A1'),
      unreadable: at.unreadable(merchantAccount.id, 'c0ffee'),
      'event of a movement': at.movementEvent('vnpay:EAKAO001:LP0000000000A1', 2),
      'events of a movement': at.movementEvents('vnpay:EAKAO001:LP0000000000A1'),
      'refund of a debit': at.debitRefund('sepay:0011004123456:FT1:out:35000'),
      proposal: at.proposal(makeSampleProposalId()),
      'answer about a refund': at.refundAnswer(makeSampleProposalId(), 7),
      'answers about a refund': at.refundAnswers(makeSampleProposalId()),
      dossier: at.dossier(agency.code, order.dossierKey),
      'idempotency key': at.idempotency(client.id, 'key'),
      agency: at.agency(agency.code),
      client: at.client(client.id),
      'merchant account': at.merchantAccount(merchantAccount.id),
      feed: at.feed(merchantAccount.id),
      'bearer key': at.clientKey('c0ffee'),
      'change of an agency': at.change(at.agency(agency.code), 1),
      entry: at.entry('agency', agency.code),
      'entry of a bearer key': at.entry(`client-key#${client.id}`, 'c0ffee'),
    };
    const lines = Object.entries(places).map(([record, { pk, sk }]) => `${record}: ${pk} | ${sk}`);

    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "order: ORDER#LP0000000000 | ORDER
      event: ORDER#LP0000000000 | EVENT#000001
      events: ORDER#LP0000000000 | EVENT#
      try to deliver: ORDER#LP0000000000 | TRY#000003#000001
      tries to deliver: ORDER#LP0000000000 | TRY#
      movement: MOVEMENT#vnpay:EAKAO001:LP0000000000A1 | MOVEMENT
      unreadable: MOVEMENT#unreadable#ea-kao-vnpay#c0ffee | UNREADABLE
      event of a movement: MOVEMENT#vnpay:EAKAO001:LP0000000000A1 | EVENT#000002
      events of a movement: MOVEMENT#vnpay:EAKAO001:LP0000000000A1 | EVENT#
      refund of a debit: MOVEMENT#sepay:0011004123456:FT1:out:35000 | REFUND
      proposal: PROPOSAL#DN0000000000 | PROPOSAL
      answer about a refund: PROPOSAL#DN0000000000 | ANSWER#000007
      answers about a refund: PROPOSAL#DN0000000000 | ANSWER#
      dossier: DOSSIER#H15.50.05.13#H15.50.05.13-261121-0975 | DOSSIER
      idempotency key: IDEMPOTENCY#dak-lak-portal#key | IDEMPOTENCY
      agency: AGENCY#H15.50.05.13 | CONFIG
      client: CLIENT#dak-lak-portal | CONFIG
      merchant account: ACCOUNT#ea-kao-vnpay | CONFIG
      feed: FEED#ea-kao-vnpay | FEED
      bearer key: CLIENT-KEY#c0ffee | CLIENT-KEY
      change of an agency: AGENCY#H15.50.05.13 | CHANGE#000001
      entry: DIRECTORY#agency | ENTRY#H15.50.05.13
      entry of a bearer key: DIRECTORY#client-key#dak-lak-portal | ENTRY#c0ffee"
    `);
    expect(new Set(Object.values(places).map(({ pk, sk }) => `${pk} ${sk}`)).size).toBe(lines.length);
  });

  test('sorts counted records as their counts, up to a million', () => {
    fc.assert(
      fc.property(fc.nat(999_999), fc.nat(999_999), (one, other) => {
        return at.event(order.id, one).sk < at.event(order.id, other).sk === one < other;
      }),
    );
  });
});

describe('a record that is put', () => {
  test('lies at its key, under its version', () => {
    const { dueAt: _, ...settled } = order;

    expect(put(at.order(order.id), settled)).toEqual({
      pk: `ORDER#${order.id}`,
      sk: 'ORDER',
      version: 1,
      item: { ...settled, pk: `ORDER#${order.id}`, sk: 'ORDER' },
    });
  });

  test('is in the due index exactly when it has a due marker', () => {
    const dueEvent = { ...event, dueAt: event.at };

    expect(put(at.event(order.id, 1), event).item).not.toHaveProperty('dueShard');
    expect(dueShardsOf('webhook')).toContain(put(at.event(order.id, 1), dueEvent).item.dueShard);
    expect(dueShardsOf('order')).toContain(put(at.order(order.id), order).item.dueShard);
    expect(dueShardsOf('account')).toContain(put(at.feed('demo'), makeFeed(event.at)).item.dueShard);
  });

  test('is spread over all partitions of the due index', () => {
    const orders = Array.from({ length: 64 }, (_, number) => makeSampleOrder({}, number).order);
    const shards = orders.map((one) => put(at.order(one.id), one).item.dueShard);

    expect([...new Set(shards)].sort()).toEqual([...dueShardsOf('order')].sort());
  });

  test('is in the index of dossiers only when it is an order', () => {
    const written = putOrderChange({ order, event });

    expect(written.map(({ item }) => 'dossierKey' in item)).toEqual([true, false]);
  });

  test('comes back as it was', () => {
    for (const { item } of [put(at.order(order.id), order), put(at.event(order.id, 1), event)]) {
      const schema = item.sk === 'ORDER' ? at.order(order.id).schema : at.event(order.id, 1).schema;
      expect(schema.parse(JSON.parse(JSON.stringify(item)))).toEqual(item.sk === 'ORDER' ? order : event);
    }
  });
});

test('a record that waits for an officer is in the index of the desk', () => {
  const waiting = { ...order, desk: { class: 'attempt-in-doubt' as const, since: order.createdAt } };

  expect(put(at.order(order.id), waiting).item).toMatchObject({
    deskClass: 'attempt-in-doubt',
    deskSince: order.createdAt,
  });
  expect(put(at.order(order.id), order).item).not.toHaveProperty('deskClass');
});

test('what happens to a movement is two writes: it and its next event', () => {
  const movement = afterDecision(undefined, {
    notice: makeNotice({ reference: 'x', amountVnd: order.totalAmountVnd }, { movementKey: 'm1' }),
    word: 'order-not-found',
    place: { type: 'unapplied', reason: 'unknown-reference' },
    evidence: makeEvidence(),
  });
  const change = applyMovementFact(movement, { type: 'movement.accepted', by: mai, reason: 'x' }, order.createdAt);

  expect(putMovementChange(change).map(({ pk, sk, version }) => ({ pk, sk, version }))).toEqual([
    { pk: 'MOVEMENT#m1', sk: 'MOVEMENT', version: 2 },
    { pk: 'MOVEMENT#m1', sk: 'EVENT#000001', version: 1 },
  ]);
});

test('what happens to an order is two writes: its head and its next event', () => {
  const id = makeOrderId(new Uint8Array(9));

  expect(putOrderChange({ order, event }).map(({ pk, sk, version }) => ({ pk, sk, version }))).toEqual([
    { pk: `ORDER#${id}`, sk: 'ORDER', version: 1 },
    { pk: `ORDER#${id}`, sk: 'EVENT#000001', version: 1 },
  ]);
});
