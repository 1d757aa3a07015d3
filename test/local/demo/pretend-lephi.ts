import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import { VNPay } from 'vnpay';
import type { Lephi } from '../../../local/demo/find-lephi.ts';
import { listenOnLoopback } from '../../../local/free-port.ts';
import { startSandboxBank } from '../../../local/sandbox-bank/sandbox-bank.ts';
import { startSandboxPortal } from '../../../local/sandbox-portal/sandbox-portal.ts';
import { bankTime } from '../sandbox-bank/merchant.ts';
import { sendWebhook, settings, signedHeaders } from '../sandbox-portal/lephi.ts';

/** What can be wrong with a Lephi. */
export type Fault =
  | 'makes no order'
  | 'makes another order'
  | 'has no button'
  | 'sends the payer elsewhere'
  | 'signs wrongly'
  | 'does not confirm'
  | 'confirms twice'
  | 'shows no result'
  | 'sends no webhook'
  | 'forges its webhook'
  | 'stays unpaid'
  | 'forgets an event'
  | 'shows no code'
  | 'asks for more'
  | 'does not take the transfer'
  | 'shows no result of the transfer';

const tmnCode = 'TESTTMN1';
const secret = 'SECRET_TEST_KEY';

const sepay = {
  accountId: 'demo-vietqr',
  bankCode: '970436',
  accountNumber: '0011004123456',
  secret,
  apiToken: 'TOKEN_TEST_KEY',
};

/** Something that answers as Lephi does for two payments, with at most one fault, beside a real sandbox bank and portal. */
export async function startPretendLephi(fault?: Fault): Promise<Lephi> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'lephi-demo-test-'));
  const app = new Hono();
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => void listener(request, response));
  const origin = `http://127.0.0.1:${await listenOnLoopback(server)}`;
  const callbackUrl = `${origin}/callbacks/vnpay/demo`;
  const accounts = [{ accountId: 'demo', tmnCode, secret, callbackUrl }];
  const watchedAccounts = [{ ...sepay, webhookUrl: `${origin}/callbacks/sepay/demo-vietqr` }];
  const sandbox = { portal: settings, vnpay: accounts, sepay: watchedAccounts };
  await writeFile(join(dataFolder, 'sandbox.json'), JSON.stringify(sandbox));
  const bank = await startSandboxBank({ dataFolder, accounts, watchedAccounts });
  const portal = await startSandboxPortal({ dataFolder, lephiOrigin: origin, settings });
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await Promise.all([bank.close(), portal.close()]);
    await rm(dataFolder, { recursive: true });
  });

  const makeOrder = (id: string, token: string) => ({
    id,
    paymentCode: id.replace(/(.{4})(.{4})/, '$1-$2-'),
    totalAmountVnd: 15_000,
    checkoutUrl: `${origin}/pay/${token}`,
  });
  const order = makeOrder('LP7K3M9Q2XWD', 'token');
  const other = makeOrder('LP7K3M9Q2XWW', 'other');
  let asked = 0;
  let called = 0;
  const isPaid = () => called > 0 && fault !== 'stays unpaid';
  const merchant = new VNPay({
    tmnCode,
    secureSecret: fault === 'signs wrongly' ? 'other' : secret,
    vnpayHost: bank.origin,
  });

  app.post('/v1/orders', (c) => {
    asked += 1;
    if (fault === 'makes no order') return c.json({ title: 'No' }, 422);
    if (asked > 2) return c.json({ ...other, status: 'awaiting' }, 201);
    const id = asked > 1 && fault === 'makes another order' ? 'OTHER' : order.id;
    return c.json({ ...order, id, status: 'awaiting' }, asked > 1 ? 200 : 201);
  });
  app.get('/pay/token', (c) =>
    c.html(
      fault === 'has no button'
        ? '<h1>Pay</h1>'
        : '<h1>Pay</h1><form method="post"><button name="account" value="demo">Pay</button></form>',
    ),
  );
  app.post('/pay/token', (c) => {
    const url = merchant.buildPaymentUrl({
      vnp_Amount: 15_000,
      vnp_CreateDate: Number(bankTime(Date.now())),
      vnp_ExpireDate: Number(bankTime(Date.now() + 60_000)),
      vnp_IpAddr: '127.0.0.1',
      vnp_OrderInfo: 'LP7K-3M9Q-2XWD',
      vnp_ReturnUrl: `${origin}/pay/token/return`,
      vnp_TxnRef: 'LP7K3M9Q2XWD-1',
    });
    return c.redirect(fault === 'sends the payer elsewhere' ? origin : url, 303);
  });
  app.get('/callbacks/vnpay/demo', async (c) => {
    called += 1;
    if (called === 1) await tellPortal(order.id, 'msg_1');
    if (fault === 'does not confirm') return c.json({ RspCode: '99' });
    return c.json({ RspCode: called === 1 || fault === 'confirms twice' ? '00' : '02' });
  });
  app.get('/pay/token/return', (c) =>
    c.html(
      fault === 'shows no result'
        ? '<h1>Wait</h1>'
        : `<body><h1>Paid</h1><p>The bank has confirmed the payment</p>${order.paymentCode}</body>`,
    ),
  );
  let transferred = 0;
  app.get('/pay/other', (c) =>
    c.html('<form method="post"><button name="account" value="demo-vietqr">VietQR</button></form>'),
  );
  app.post('/pay/other', (c) => c.redirect('/pay/other/transfer', 303));
  app.get('/pay/other/transfer', (c) => {
    if (transferred > 0 && fault !== 'shows no result of the transfer')
      return c.html(`<body><h1>Paid</h1><p>The bank has confirmed the payment</p>${other.paymentCode}</body>`);
    const code = fault === 'shows no code' ? '' : '<div class="qr"><svg></svg></div>';
    const typed = [sepay.accountNumber, fault === 'asks for more' ? '15,001 VND' : '15,000 VND', other.id];
    return c.html(`<h1>Transfer</h1>${code}${typed.map((text) => `<b class="typed">${text}</b>`).join('')}`);
  });
  app.post('/callbacks/sepay/demo-vietqr', async (c) => {
    if (fault === 'does not take the transfer') return c.json({ success: false }, 503);
    transferred += 1;
    if (transferred === 1) await tellPortal(other.id, 'msg_2');
    return c.json({ success: true });
  });
  app.get('/v1/orders/:id', (c) =>
    c.json({ ...(c.req.param('id') === other.id ? other : order), status: isPaid() ? 'paid' : 'awaiting' }),
  );
  app.get('/v1/orders/:id/events', (c) => {
    const types = ['order.created', 'attempt.started', ...(fault === 'forgets an event' ? [] : ['order.paid'])];
    return c.json({
      items: types.map((type, index) => ({ sequence: index + 1, type, at: '2026-11-21T02:30:00.000Z' })),
    });
  });

  async function tellPortal(orderId: string, messageId: string): Promise<void> {
    if (fault === 'sends no webhook') return;
    const data = { orderId, sequence: 1, totalAmountVnd: 15_000 };
    const body = JSON.stringify({ type: 'order.paid', timestamp: new Date().toISOString(), data });
    const headers = signedHeaders(messageId, body);
    const target = { origin: portal.origin, close: portal.close };
    await sendWebhook(target, fault === 'forges its webhook' ? `${body} ` : body, headers);
  }

  return { origin, bankOrigin: bank.origin, portalOrigin: portal.origin, dataFolder };
}
