import { beforeEach, describe, expect, test } from 'vitest';
import { attemptsMax } from '../../../lib/domain/attempt.ts';
import { makeCheckoutRoutes } from '../../../lib/http/checkout-pages.ts';
import { answerProblemPage } from '../../../lib/http/page-answer.ts';
import { makeStack } from '../../../lib/http/stack.ts';
import { amountVndSchema } from '../../../lib/domain/money.ts';
import { hourMs } from '../../../lib/domain/time.ts';
import { at, put } from '../../../lib/store/key-table.ts';
import { receiveNotice } from '../../../lib/use-cases/receive-notice.ts';
import { addTransferAccount, makeEvidence, makeNotice, merchantAccount, transferAccount } from '../../samples.ts';
import { read } from './http-answer.ts';
import { callFunction, type HttpAnswer, type HttpCall } from './http-call.ts';
import { expectPage } from './expect-page.ts';
import { openPortal, type Portal } from './portal.ts';
import { vnpayQuery } from './vnpay-callback.ts';

let portal: Portal;
let order: { id: string; checkoutUrl: string };
let path: string;

beforeEach(async () => {
  portal = await openPortal();
  order = read(await portal.postOrder({ returnUrl: 'https://dichvucong.example.vn/ho-so/0975' }));
  path = new URL(order.checkoutUrl).pathname;
});

const ask = (target: string, call: Partial<HttpCall> = {}): Promise<HttpAnswer> =>
  callFunction(makeStack(makeCheckoutRoutes(portal.world), answerProblemPage), { target, ...call });

const form = { 'content-type': 'application/x-www-form-urlencoded' };

const choose = (accountId: string, query = ''): Promise<HttpAnswer> =>
  ask(`${path}${query}`, { method: 'POST', headers: form, body: `account=${accountId}` });

const attemptsOf = async () => read(await portal.get(`/v1/orders/${order.id}`)).attempts;

describe('GET /pay/{token}', () => {
  test('shows what is owed and how to pay, in the language of the order or of the address', async () => {
    const [own, english] = [await ask(path), await ask(`${path}?lang=en`)];

    expectPage(own, 200, '<html lang="vi">', 'Lệ phí đổi giấy phép lái xe', '115.000', '135.000', merchantAccount.id);
    expectPage(english, 200, '<html lang="en">', /135,000\sVND/);
    expectPage(await ask(`${path}?lang=fr`), 200, '<html lang="vi">');
  });

  test('may send its form to the provider and nowhere else', async () => {
    const { headers } = await ask(path);

    expect(headers['content-security-policy']).toContain("form-action 'self' https://sandbox.vnpayment.vn;");
  });

  test.each(['x', '%00', 'LP0000000000', `LP0000000000${'A'.repeat(22)}`, 'A'.repeat(9000), '%F0%9F%98%80'])(
    'knows no order %s',
    async (token) => {
      expectPage(await ask(`/pay/${token}`), 404);
      expectPage(await ask(`/pay/${token}`, { method: 'POST', headers: form, body: 'account=x' }), 404);
      expectPage(await ask(`/pay/${token}/transfer`), 404);
      expectPage(await ask(`/pay/${token}/return`), 404);
      expectPage(await ask(`/pay/${token}/status`), 404);
    },
  );

  test('tells an order with a wrong secret from one that is not there in nothing', async () => {
    const bodyOf = async (token: string) => (await ask(`/pay/${token}`)).body.replaceAll(token, '');
    const token = path.slice('/pay/'.length);

    expect(await bodyOf(`${token.slice(0, -1)}_`)).toBe(await bodyOf('LP0000000000wrong'));
  });
});

describe('POST /pay/{token}', () => {
  test('notes the attempt, then sends the payer to the provider', async () => {
    const answer = await choose(merchantAccount.id);
    const location = new URL(answer.headers.location!);

    expect([answer.status, answer.headers['cache-control']]).toEqual([303, 'no-store']);
    expect(location.origin + location.pathname).toBe('https://sandbox.vnpayment.vn/paymentv2/vpcpay.html');
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      vnp_TxnRef: `${order.id}A1`,
      vnp_Amount: '13500000',
      vnp_IpAddr: '203.0.113.10',
      vnp_ReturnUrl: `${order.checkoutUrl}/return`,
      vnp_Locale: 'vn',
    });
    expect(await attemptsOf()).toMatchObject([{ number: 1, status: 'under-way' }]);
  });

  test('keeps the language that the payer chose', async () => {
    const { headers } = await choose(merchantAccount.id, '?lang=en');
    const { vnp_ReturnUrl, vnp_Locale } = Object.fromEntries(new URL(headers.location!).searchParams);

    expect([vnp_ReturnUrl, vnp_Locale]).toEqual([`${order.checkoutUrl}/return?lang=en`, 'en']);
  });

  test.each<[string, Partial<HttpCall>]>([
    ['no choice', {}],
    ['a way to pay that is not there', { body: 'account=other' }],
    ['a choice in JSON', { body: '{"account":"ea-kao-vnpay"}', headers: { 'content-type': 'application/json' } }],
    ['a form of 30 kB', { body: `account=${'x'.repeat(30_000)}` }],
  ])('starts nothing for %s', async (_what, call) => {
    expectPage(await ask(path, { method: 'POST', headers: form, ...call }), 409, `href="${path}`);
    expect(await attemptsOf()).toEqual([]);
  });

  test('starts nothing by a way to pay that was switched off meanwhile', async () => {
    const { store } = portal.world;
    const off = { ...merchantAccount, version: 2, enabled: false };
    await store.commit([put(at.merchantAccount(merchantAccount.id), off)]);

    expectPage(await choose(merchantAccount.id), 409);
    expect(await attemptsOf()).toEqual([]);
  });

  test('starts nothing by a way to pay whose keys are not there, or cannot be had', async () => {
    const payWith = (findAccount: typeof portal.world.findAccount) =>
      callFunction(makeStack(makeCheckoutRoutes({ ...portal.world, findAccount }), answerProblemPage), {
        target: path,
        method: 'POST',
        headers: form,
        body: `account=${merchantAccount.id}`,
      });

    expectPage(await payWith(async () => undefined), 409);
    expectPage(await payWith(async () => Promise.reject(new Error('no secrets'))), 500);
    expect(await attemptsOf()).toEqual([]);
  });

  test('starts nothing for an order that was paid meanwhile', async () => {
    await portal.pay(order);

    expectPage(await choose(merchantAccount.id), 409, `href="${path}`);
    expect(await attemptsOf()).toHaveLength(1);
  });

  test('starts nothing after the deadline', async () => {
    portal.world.moveClock(31 * 24 * hourMs);

    expectPage(await choose(merchantAccount.id), 409);
  });

  test('starts no more attempts than an order may have', async () => {
    for (let count = 0; count < attemptsMax; count += 1) await choose(merchantAccount.id);

    expectPage(await choose(merchantAccount.id), 409);
    expect(await attemptsOf()).toHaveLength(attemptsMax);
  });
});

describe('GET /pay/{token}/return', () => {
  const comeBack = async (changes = {}): Promise<HttpAnswer> => {
    const { attempt } = await portal.startPaying(order);
    return ask(`${path}/return?${vnpayQuery(attempt, changes)}`);
  };

  test('says that the bank is asked, whatever the browser says of a success', async () => {
    expectPage(await comeBack(), 200, 'Đang');
    expect(await attemptsOf()).toMatchObject([{ status: 'under-way' }]);
  });

  test('believes the browser that an attempt failed, and stores nothing of it', async () => {
    const answer = await comeBack({ vnp_ResponseCode: '24', vnp_TransactionStatus: '02' });

    expect(answer.body).not.toBe((await ask(`${path}/return`)).body);
    expect(await attemptsOf()).toMatchObject([{ status: 'under-way' }]);
    expect(read(await ask(`${path}/status`))).toEqual({ state: 'confirming' });
  });

  test('believes nothing that is not signed', async () => {
    const { attempt } = await portal.startPaying(order);
    const failed = vnpayQuery(attempt, { vnp_ResponseCode: '24', vnp_TransactionStatus: '02' });
    const [forged, plain] = [await ask(`${path}/return?${failed}0`), await ask(`${path}/return`)];

    expect(forged.body).toBe(plain.body);
  });

  test('says that the bank has confirmed, once it has', async () => {
    const { attempt } = await portal.startPaying(order);
    await receiveNotice(portal.world, makeNotice(attempt), makeEvidence());

    expectPage(await ask(`${path}/return?${vnpayQuery(attempt)}`), 200, 'https://dichvucong.example.vn/ho-so/0975');
    expect(read(await ask(`${path}/status`))).toEqual({ state: 'paid' });
  });

  test('shows what is owed when nobody has left to pay', async () => {
    expectPage(await ask(`${path}/return?vnp_ResponseCode=00`), 200, merchantAccount.id);
  });
});

describe('GET /pay/{token}/transfer', () => {
  beforeEach(() => addTransferAccount(portal.world.store));

  const transferred = async (amountVnd: number) => {
    const reached = transferAccount.beneficiaryAccount;
    const about = { reference: order.id, amountVnd: amountVndSchema.parse(amountVnd) };
    const movementKey = `sepay:test:${amountVnd}`;
    const notice = makeNotice(about, { provider: 'sepay', accountId: transferAccount.id, movementKey, reached });
    return receiveNotice(portal.world, notice, makeEvidence());
  };

  test('is where a payer is sent, in the language that was chosen', async () => {
    const own = await choose(transferAccount.id);
    const english = await choose(transferAccount.id, '?lang=en');

    expect([own.status, own.headers.location]).toEqual([303, `${path}/transfer`]);
    expect([english.status, english.headers.location]).toEqual([303, `${path}/transfer?lang=en`]);
  });

  test('tells what to transfer, and whose the account is as the agency names it', async () => {
    await choose(transferAccount.id);
    const says = ['Vietcombank', '0011004123456', 'Kho bạc Nhà nước Đắk Lắk', '135.000', `>${order.id}<`, '<svg'];

    expectPage(await ask(`${path}/transfer`), 200, '<html lang="vi">', ...says);
    expectPage(await ask(`${path}/transfer?lang=en`), 200, '<html lang="en">', /135,000\sVND/);
  });

  test('shows the same attempt however often it is looked at or asked for', async () => {
    await choose(transferAccount.id);
    const first = await ask(`${path}/transfer`);
    await choose(transferAccount.id);

    expect((await ask(`${path}/transfer`)).body).toBe(first.body);
    expect(await attemptsOf()).toMatchObject([{ number: 1, status: 'under-way' }]);
  });

  test('shows what is owed when nobody has asked for a transfer, and starts none', async () => {
    expectPage(await ask(`${path}/transfer`), 200, transferAccount.id, '<form method="post"');
    expect(await attemptsOf()).toEqual([]);
  });

  test('shows the result once the exact amount has come', async () => {
    await choose(transferAccount.id);
    await transferred(135_000);

    expectPage(await ask(`${path}/transfer`), 200, 'Đã thanh toán thành công', 'Chuyển khoản VietQR');
    expect(read(await ask(`${path}/status`))).toEqual({ state: 'paid' });
  });

  test('says that money is held when another amount has come, and asks for none', async () => {
    await choose(transferAccount.id);
    await transferred(35_000);
    const answer = await ask(`${path}/transfer`);

    expectPage(answer, 200, 'Có một khoản tiền đang chờ xử lý');
    expect(answer.body).not.toContain('<svg');
    expect(read(await ask(`${path}/status`))).toEqual({ state: 'held-money' });
  });

  test('is left for the result page by whoever looks for the result, and found again from there', async () => {
    await choose(transferAccount.id);

    expectPage(await ask(`${path}/return?lang=vi`), 200, 'Đang chờ ngân hàng xác nhận', `href="${path}/transfer`);
  });

  test('asks nobody for money after the deadline', async () => {
    await choose(transferAccount.id);
    portal.world.moveClock(31 * 24 * hourMs);

    expect((await ask(`${path}/transfer`)).body).not.toContain('class="qr"');
  });

  test('is not for whoever is at VNPAY', async () => {
    await choose(merchantAccount.id);

    expectPage(await ask(`${path}/transfer`), 200, 'Đang chờ ngân hàng xác nhận');
    expect((await ask(`${path}/return`)).body).not.toContain(`${path}/transfer`);
  });
});

describe('what became of an order', () => {
  test('is shown in place of the form when nobody can pay any more', async () => {
    await portal.call({ method: 'POST', target: `/v1/orders/${order.id}/cancel` });
    const answer = await ask(path);

    expectPage(answer, 200);
    expect(answer.body).not.toContain('<form');
    expect(read(await ask(`${path}/status`))).toEqual({ state: 'cancelled' });
  });

  test('is told by a status that nobody keeps', async () => {
    const { status, headers } = await ask(`${path}/status`);

    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, 'application/json', 'no-store']);
  });
});
