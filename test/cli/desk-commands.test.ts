import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toMovementId } from '../../lib/http/desk-ids.ts';
import { debit, openAwaiting, openPaid, type PaidWorld, putAside, withTransfers } from '../lib/use-cases/desk-world.ts';
import { openContradicted, openDoubt, openRefundInDoubt } from '../lib/http/doubt.ts';
import { atTerminalOf } from './at-terminal.ts';
import { serveDesk } from './desk-server.ts';

let data: string;
let server: Awaited<ReturnType<typeof serveDesk>>;
let { lephi, lephiJson } = atTerminalOf('');

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'lephi-desk-'));
  ({ lephi, lephiJson } = atTerminalOf(data));
});

afterEach(async () => {
  await server.close();
  await rm(data, { recursive: true });
});

const open = async <World extends PaidWorld>(opened: World, who: 'mai' | 'binh' | 'thanh' = 'mai'): Promise<World> => {
  server = await serveDesk(opened.world);
  server.signIn(data, who);
  return opened;
};

const reason = 'Nộp thừa';

describe('desk list', () => {
  test('counts what waits, and lists a class', async () => {
    const opened = await open(await openAwaiting(), 'thanh');
    const id = toMovementId(await putAside(opened, 100_000));

    expect((await lephi(['desk', 'list'])).out).toMatch(/^wrong-amount +1 {2}since 21\/11\/2026 09:30$/m);
    expect((await lephi(['desk', 'list', '--class', 'wrong-amount'])).out).toBe(
      `21/11/2026 09:30  movement  100000 đ  ${id}  ${opened.order.id}`,
    );
    expect(await lephi(['desk', 'list', '--class', 'proposal'])).toMatchObject({
      code: 0,
      out: '',
      err: 'Nothing waits.',
    });
    expect((await lephi(['desk', 'list', '--class', 'all'])).code).toBe(2);
  });

  test('says how to go on', async () => {
    const opened = await open(await openAwaiting());
    await putAside(opened, 100_000);
    await putAside(opened, 50_000);
    const first = await lephi(['desk', 'list', '--class', 'wrong-amount', '--limit', '1']);
    const [, next = ''] = /^There is more: --after (\S+)$/.exec(first.err) ?? [];

    expect((await lephi(['desk', 'list', '--class', 'wrong-amount', '--after', next])).out).toContain('50000 đ');
  });
});

describe('desk show', () => {
  test('shows a movement with its evidence, and lets no bytes at the terminal', async () => {
    const opened = await open(await openAwaiting());
    const key = await putAside(opened, 100_000, { movementKey: 'item \u001b[31m red' });
    const { out } = await lephi(['desk', 'show', toMovementId(key)]);

    expect(out).toContain('item \\u{1b}[31m red');
    expect(out).toMatch(/^way out +join for LP\w{10}: 35000 đ is missing$/m);
    expect(out).toMatch(/^evidence +callback at 21\/11\/2026 09:30, signed with key-1$/m);
    expect(out).toMatch(/^ +bytes \d+$/m);
  });

  test('shows an order, a proposal, and says what is not there', async () => {
    const { order } = await open(await openPaid());
    const { json } = await lephiJson('desk', 'ask-refund', '--order', order.id, '--amount', '1', '--reason', reason);

    expect((await lephi(['desk', 'show', order.id.toLowerCase()])).out).toMatch(/^left +135000 đ$/m);
    expect((await lephi(['desk', 'show', String(json.id)])).out).toMatch(/^asks for +refund of 1 đ$/m);
    expect(await lephi(['desk', 'show', 'bm90aGluZw'])).toMatchObject({ code: 1, err: 'There is no such movement.' });
  });
});

describe('a refund', () => {
  const ask = ['desk', 'ask-refund', '--reason', reason, '--amount'];

  test('is asked for by one officer and approved by another', async () => {
    const { order } = await open(await openPaid());
    const { json } = await lephiJson(...ask, '35.000', '--order', order.id);
    expect(json).toMatchObject({ status: 'requested', amountVnd: 35_000, askedBy: { name: 'Officer mai' } });
    expect(await lephi(['desk', 'approve', String(json.id)])).toMatchObject({
      code: 1,
      err: 'It takes the role finance-approver.',
    });

    server.signIn(data, 'binh');
    const { out } = await lephi(['desk', 'approve', String(json.id)]);
    expect(out).toMatch(/^status +approved$/m);
    expect(out).toMatch(/^decided by +Officer binh, /m);
    expect(out).toMatch(/^refund +35000 đ {2}reserved {2}by provider/m);
  });

  test('is asked for once under one key', async () => {
    const { order } = await open(await openPaid());
    const twice = [...ask, '1', '--order', order.id, '--key', 'k'];

    expect((await lephiJson(...twice)).json.id).toBe((await lephiJson(...twice)).json.id);
    expect((await lephiJson(...ask, '2', '--order', order.id, '--key', 'k')).problem.code).toBe(
      'idempotency-key-reused',
    );
  });

  test('is taken back, or told the transfer that pays it', async () => {
    const paid = await openPaid();
    const { order } = await open({ ...paid, world: withTransfers(paid.world) });
    const [one, other] = [
      await lephiJson(...ask, '1', '--order', order.id),
      await lephiJson(...ask, '2', '--order', order.id),
    ];
    expect((await lephiJson('desk', 'decline', one.json.id, '--reason', 'Nhầm')).json).toMatchObject({
      status: 'declined',
      declineReason: 'Nhầm',
    });

    server.signIn(data, 'binh');
    await lephi(['desk', 'approve', other.json.id]);
    server.signIn(data, 'mai');
    const transfer = ['--payee', '970419:0071000123456:NGUYEN VAN AN', '--reference', 'FT1'];
    const { out } = await lephi(['desk', 'transfer', other.json.id, ...transfer]);
    expect(out).toMatch(/^transfer +970419:0071000123456 NGUYEN VAN AN, FT1$/m);
  });

  test('that cannot be is refused with what is wrong, by the name of the option', async () => {
    const { order } = await open(await openPaid());

    expect((await lephi([...ask, '1'])).err).toMatch(/^ {2}--order: give either orderId or movementId$/m);
    expect((await lephi([...ask, '0', '--order', order.id])).err).toMatch(/^ {2}--amount: must be more than 0$/m);
    expect((await lephi([...ask, '135001', '--order', order.id])).code).toBe(1);
    expect((await lephi([...ask, '1,5', '--order', order.id])).code).toBe(2);
  });
});

test('a refund in doubt is ended as one officer found out and another approves', async () => {
  const { id } = await open(await openRefundInDoubt());
  const end = ['desk', 'end-refund', id, '--evidence', 'Công văn 12/VNPAY', '--reason', 'Không đến ngân hàng'];
  expect((await lephi([...end, '--as', 'lost'])).code).toBe(2);
  const { json } = await lephiJson(...end, '--as', 'not-paid');
  expect(json).toMatchObject({ kind: 'refund-ending', refundId: id, endsAs: 'not-paid', amountVnd: 35_000 });

  server.signIn(data, 'binh');
  expect((await lephi(['desk', 'approve', String(json.id)])).out).toMatch(/^evidence +Công văn 12\/VNPAY$/m);
  expect((await lephi(['desk', 'show', id])).out).toMatch(/^status +approved, and it came to nothing$/m);
});

describe('unapplied money', () => {
  test('is applied to an order, all of it or some', async () => {
    const opened = await open(await openAwaiting());
    const [one, other] = [await putAside(opened, 100_000), await putAside(opened, 50_000)].map(toMovementId);
    const apply = ['desk', 'apply', '--order', opened.order.id, '--reason', reason];
    const { json } = await lephiJson(...apply, '--from', one!, '--from', `${other!}:35.000`);

    expect(json.parts).toEqual([
      { movementId: one, amountVnd: 100_000 },
      { movementId: other, amountVnd: 35_000 },
    ]);
    expect((await lephi([...apply, '--from', one!])).err).toBe('The parts are not exactly the total of the order.');
    expect((await lephi([...apply, '--from', 'a:b:c'])).code).toBe(2);
  });
});

describe('what needs no second officer', () => {
  test('a debit is accepted', async () => {
    const { world } = await open(await openPaid());
    await debit(world, { reference: 'FT9' });
    const id = toMovementId('debit:FT9:35000');

    expect((await lephiJson('desk', 'accept', id, '--reason', 'Phí')).json).toMatchObject({ accepted: true });
    expect((await lephiJson('desk', 'accept', id, '--reason', 'Phí')).problem.code).toBe('not-at-desk');
  });

  test('an attempt in doubt is asked after again, and ended', async () => {
    const { order } = await open(await openDoubt());

    expect((await lephi(['desk', 'show', order.id])).out).toMatch(/^attempt 1 {2}under-way {2}\S+ {2}waits since /m);
    expect((await lephi(['desk', 'ask-again', order.id])).err).toBe('Name the attempt of the order with --attempt.');
    const abandon = ['desk', 'abandon', order.id, '--attempt', '1', '--reason', 'VNPAY xác nhận'];
    expect((await lephiJson(...abandon)).json.attempts).toMatchObject([{ status: 'abandoned' }]);
    expect((await lephiJson('desk', 'ask-again', order.id, '--attempt', '1')).problem.code).toBe('not-at-desk');
  });

  test('a refund in doubt is asked after again', async () => {
    const { id } = await open(await openRefundInDoubt());

    expect((await lephiJson('desk', 'ask-again', id)).json.refund).toMatchObject({ status: 'in-doubt' });
  });

  test('a refund of which its provider said otherwise is accepted', async () => {
    const { id } = await open(await openContradicted());
    const { out } = await lephi(['desk', 'accept', id, '--reason', 'Đã hoàn lại']);

    expect(out).toMatch(/^ends as +not-paid$/m);
    expect((await lephiJson('desk', 'accept', id, '--reason', 'Đã hoàn lại')).problem.code).toBe('not-at-desk');
  });
});
