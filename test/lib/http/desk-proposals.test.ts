import { beforeEach, describe, expect, test } from 'vitest';
import { toMovementId } from '../../../lib/http/desk-ids.ts';
import { debit, openAwaiting, openPaid, type PaidWorld, putAside, withTransfers } from '../use-cases/desk-world.ts';
import { read as readOrder } from '../use-cases/sample-world.ts';
import { expectRefusal, read } from './http-answer.ts';
import { type Office, openOffice } from './office.ts';

let paid: PaidWorld;
let office: Office;

beforeEach(async () => {
  paid = await openPaid();
  office = openOffice(paid.world);
});

const reason = 'Nộp thừa';
const payee = { bankCode: '970436', accountNumber: '0071000123456', name: 'NGUYEN THI ANH TUYET' };

const refundOf = (changes: object = {}) => ({
  kind: 'refund',
  orderId: paid.order.id,
  amountVnd: 35_000,
  reason,
  ...changes,
});

const ask = async (body: object = refundOf(), key?: string) => read(await office.post('mai', '/proposals', body, key));

describe('POST /v1/desk/proposals', () => {
  test('asks for a refund of a payment, which waits for another officer', async () => {
    const answer = await office.post('mai', '/proposals', refundOf());

    expect(answer.status).toBe(201);
    expect(read(answer)).toEqual({
      id: expect.stringMatching(/^DN\w{10}$/),
      kind: 'refund',
      status: 'requested',
      class: 'proposal',
      since: paid.world.now(),
      orderId: paid.order.id,
      amountVnd: 35_000,
      reason,
      askedBy: { subject: 'https://issuer.example|mai', name: 'Officer mai' },
      askedAt: paid.world.now(),
      failed: false,
      answers: [],
    });
  });

  test('asks for unapplied money to go back, or to an order', async () => {
    const opened = await openAwaiting();
    const own = openOffice(opened.world);
    const [one, other] = [await putAside(opened, 100_000), await putAside(opened, 50_000)].map(toMovementId);
    const back = await own.post('mai', '/proposals', { kind: 'refund', movementId: one, amountVnd: 1, reason });
    const parts = [
      { movementId: one, amountVnd: 100_000 },
      { movementId: other, amountVnd: 35_000 },
    ];
    const applied = await own.post('binh', '/proposals', {
      kind: 'application',
      orderId: opened.order.id,
      parts,
      reason,
    });

    expect(read(back)).toMatchObject({ kind: 'refund', movementId: one, amountVnd: 1 });
    expect(read(applied)).toMatchObject({ kind: 'application', orderId: opened.order.id, parts, amountVnd: 135_000 });
  });

  test('gives the same proposal again for the same key and body, and refuses the key for another', async () => {
    const first = await ask(refundOf(), 'k');
    const again = await office.post(
      'mai',
      '/proposals',
      { ...refundOf(), reason: ` ${reason.normalize('NFD')} ` },
      'k',
    );

    expect(again.status).toBe(200);
    expect(read(again)).toEqual(first);
    expectRefusal(
      await office.post('mai', '/proposals', refundOf({ amountVnd: 1 }), 'k'),
      409,
      'idempotency-key-reused',
    );
    expect((await office.post('lan', '/proposals', refundOf(), 'k')).status).toBe(201);
  });

  test('needs a key', async () => {
    expectRefusal(await office.post('mai', '/proposals', refundOf(), ''), 400, 'idempotency-key-missing');
  });

  test.each([
    [{ orderId: undefined }, '/orderId'],
    [{ movementId: 'eA' }, '/orderId'],
    [{ amountVnd: 0 }, '/amountVnd'],
    [{ amountVnd: 0.5 }, '/amountVnd'],
    [{ amountVnd: '35000' }, '/amountVnd'],
    [{ amountVnd: 2 ** 53 }, '/amountVnd'],
    [{ reason: ' ' }, '/reason'],
    [{ reason: 'x'.repeat(501) }, '/reason'],
    [{ approvedBy: 'binh' }, '/approvedBy'],
    [{ kind: 'gift' }, '/kind'],
    [{ kind: 'application', amountVnd: undefined, parts: [] }, '/parts'],
    [
      { kind: 'application', amountVnd: undefined, parts: [1, 2].map(() => ({ movementId: 'eA', amountVnd: 1 })) },
      '/parts',
    ],
  ])('is refused with %j', async (changes, pointer) => {
    const problem = expectRefusal(await office.post('mai', '/proposals', refundOf(changes)), 422, 'validation-failed');

    expect(problem.errors?.map((error) => error.pointer)).toContain(pointer);
  });

  test.each([
    [{ amountVnd: 135_001 }, 409, 'refund-too-large'],
    [{ orderId: 'LP0000000000' }, 404, 'order-not-found'],
    [{ orderId: undefined, movementId: 'bm90aGluZw' }, 404, 'not-found'],
    [{ orderId: undefined, movementId: 'zz' }, 404, 'not-found'],
  ])('is refused with %j', async (changes, status, code) => {
    expectRefusal(await office.post('mai', '/proposals', refundOf(changes)), status, code);
  });
});

describe('a proposal', () => {
  test('is approved by another officer, and never by whoever asked', async () => {
    const { id } = read(await office.post('lan', '/proposals', refundOf()));

    expectRefusal(await office.post('lan', `/proposals/${id}/approve`), 403, 'same-officer');
    expect(read(await office.post('binh', `/proposals/${id}/approve`))).toMatchObject({
      id,
      status: 'approved',
      decidedBy: { subject: 'https://issuer.example|binh', name: 'Officer binh' },
      refund: { id, amountVnd: 35_000, way: 'provider', status: 'reserved' },
    });
    expect((await readOrder(paid.world, paid.order)).refunds).toHaveLength(1);
  });

  test('keeps of an officer only who that is', async () => {
    const { id } = await ask();
    await office.post('binh', `/proposals/${id}/approve`);
    const stored = await paid.world.store.read([{ pk: `PROPOSAL#${id}`, sk: 'PROPOSAL' }]);

    expect(stored[0]).toMatchObject({ askedBy: expect.any(Object), decidedBy: expect.any(Object) });
    expect(JSON.stringify(stored)).not.toContain('roles');
  });

  test('is declined by another officer, or taken back by whoever asked', async () => {
    const [one, other] = [await ask(), await ask(refundOf({ amountVnd: 1 }))];

    expect(read(await office.post('binh', `/proposals/${one.id}/decline`, { reason: 'Đã hoàn' }))).toMatchObject({
      status: 'declined',
      declineReason: 'Đã hoàn',
      decidedBy: { name: 'Officer binh' },
    });
    expect(read(await office.post('mai', `/proposals/${other.id}/decline`, { reason: 'Nhầm' })).status).toBe(
      'declined',
    );
    expectRefusal(await office.post('binh', `/proposals/${one.id}/approve`), 409, 'proposal-decided');
  });

  test('is not declined by another who cannot approve', async () => {
    const { id } = read(await office.post('lan', '/proposals', refundOf()));

    expectRefusal(await office.post('mai', `/proposals/${id}/decline`, { reason }), 403, 'not-allowed');
  });

  test('is listed while it waits, and found by its id as a person types it', async () => {
    const id = String((await ask()).id);
    const typed = `${id.slice(0, 4)}-${id.slice(4, 8)}-${id.slice(8)}`.toLowerCase();

    expect(read(await office.get('thanh', '/proposals')).items).toMatchObject([{ id, status: 'requested' }]);
    expect(read(await office.get('thanh', '/proposals?class=refund-to-transfer')).items).toEqual([]);
    expect(read(await office.get('thanh', `/proposals/${typed}`)).id).toBe(id);
    expectRefusal(await office.get('thanh', '/proposals?class=contradicted'), 422, 'validation-failed');
  });

  test.each(['DN0000000001', 'x', 'LP7K3M9Q2XWW'])('is not found under %s', async (id) => {
    expectRefusal(await office.get('thanh', `/proposals/${id}`), 404, 'not-found');
    expectRefusal(await office.post('binh', `/proposals/${id}/approve`), 404, 'not-found');
    expectRefusal(await office.post('binh', `/proposals/${id}/decline`, { reason }), 404, 'not-found');
  });
});

describe('POST /v1/desk/proposals/{id}/transfer', () => {
  const transfer = { payee, transferReference: 'FT26325000001' };

  const approve = async () => {
    office = openOffice(withTransfers(paid.world));
    const { id } = await ask();
    await office.post('binh', `/proposals/${id}/approve`);
    return id;
  };

  test('writes down who is paid and how, and the debit closes it', async () => {
    const id = await approve();
    const entered = read(await office.post('mai', `/proposals/${id}/transfer`, transfer));
    await debit(withTransfers(paid.world), { reference: transfer.transferReference });

    expect(entered).toMatchObject({ transfer, refund: { status: 'sent', way: 'transfer' } });
    expect(read(await office.get('thanh', `/proposals/${id}`)).refund.status).toBe('done');
  });

  test('shows the payee to who must pay, and in no list', async () => {
    const id = await approve();
    const waiting = await office.get('mai', '/proposals?class=refund-to-transfer');
    await office.post('mai', `/proposals/${id}/transfer`, transfer);

    expect(read(waiting).items).toMatchObject([{ id, class: 'refund-to-transfer' }]);
    expect(waiting.body).not.toContain(payee.accountNumber);
  });

  test('is refused for a refund that waits for none', async () => {
    const { id } = await ask();

    expectRefusal(await office.post('mai', `/proposals/${id}/transfer`, transfer), 409, 'not-at-desk');
    expectRefusal(
      await office.post('mai', `/proposals/${id}/transfer`, { ...transfer, payee: { ...payee, bankCode: '?' } }),
      422,
      'validation-failed',
    );
  });
});

test('POST /v1/desk/proposals/{id}/ask is refused while nobody needs to ask', async () => {
  const { id } = await ask();

  expectRefusal(await office.post('mai', `/proposals/${id}/ask`), 409, 'not-at-desk');
});
