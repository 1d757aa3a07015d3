import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { VNPay, type BuildPaymentUrl } from 'vnpay';
import { listenOnLoopback } from '../../../local/free-port.ts';
import { startSandboxBank, type SandboxBankOptions } from '../../../local/sandbox-bank/sandbox-bank.ts';

export const tmnCode = 'TESTTMN1';
export const secret = 'SECRET_TEST_KEY';

export const hmac = (data: string): string => createHmac('sha512', secret).update(data).digest('hex');

/** What a merchant answers to one callback; `silence` keeps the bank waiting until it gives up. */
type Answer = { rspCode: string } | { status: number } | { body: string } | 'silence';

/** A merchant's server that answers callbacks from a list, and with the last answer ever after. */
export async function startMerchant(...answers: Answer[]) {
  const calls: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    calls.push(new URL(request.url!, 'http://merchant').searchParams);
    const answer = answers[Math.min(calls.length, answers.length) - 1]!;
    server.emit('called');
    if (answer === 'silence') return;
    response.statusCode = 'status' in answer ? answer.status : 200;
    const body =
      'body' in answer ? answer.body : JSON.stringify({ RspCode: 'rspCode' in answer ? answer.rspCode : '00' });
    response.end(body);
  });
  const port = await listenOnLoopback(server);
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
  });
  const waitForCalls = async (count: number): Promise<void> => {
    while (calls.length < count) await once(server, 'called');
  };
  return { callbackUrl: `http://127.0.0.1:${port}/callbacks/vnpay/demo`, calls, waitForCalls };
}

type Merchant = Awaited<ReturnType<typeof startMerchant>>;

export async function makeDataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lephi-bank-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** A bank whose times are milliseconds, and which is closed with the test. */
export async function startBank(merchant: Merchant, options: Partial<SandboxBankOptions> = {}) {
  const bank = await startSandboxBank({
    dataFolder: options.dataFolder ?? (await makeDataFolder()),
    accounts: [{ accountId: 'demo', tmnCode, secret, callbackUrl: merchant.callbackUrl }],
    ...options,
    callbacks: { repeatMs: 5, timeoutMs: 2_000, ...options.callbacks },
  });
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= bank.close());
  onTestFinished(close);
  return { origin: bank.origin, close };
}

export type Bank = Awaited<ReturnType<typeof startBank>>;

/** GMT+7, as VNPAY writes times. */
export const bankTime = (epochMs: number): string =>
  new Date(epochMs + 7 * 60 * 60 * 1000).toISOString().replaceAll(/\D/g, '').slice(0, 14);

const minuteMs = 60_000;

/** A payment URL as the package makes it, unless a test wants something else in it. */
export function paymentUrl(bank: Bank, changes: Partial<BuildPaymentUrl> = {}): string {
  const merchant = new VNPay({ tmnCode, secureSecret: secret, vnpayHost: bank.origin });
  return merchant.buildPaymentUrl({
    vnp_Amount: 15_000,
    vnp_CreateDate: Number(bankTime(Date.now())),
    vnp_ExpireDate: Number(bankTime(Date.now() + 15 * minuteMs)),
    vnp_IpAddr: '203.0.113.10',
    vnp_OrderInfo: 'Nop le phi ho so H15.50.05.13-261121-0001',
    vnp_ReturnUrl: 'https://lephi.test/pay/token/return',
    vnp_TxnRef: 'TXN0001',
    ...changes,
  });
}

/** A payment URL whose parameters a test has in its own hands, signed as they are. */
export function signedUrl(bank: Bank, change: (query: URLSearchParams) => void): string {
  const query = new URL(paymentUrl(bank)).searchParams;
  query.delete('vnp_SecureHash');
  change(query);
  query.sort();
  return `${bank.origin}/paymentv2/vpcpay.html?${query.toString()}&vnp_SecureHash=${hmac(query.toString())}`;
}

/** A payer opens the page, chooses, and is sent back: the parameters on the Return URL. */
export async function pay(url: string, choice: string): Promise<URLSearchParams> {
  const page = await fetch(url);
  if (page.status !== 200) throw new Error(`the payment page answers ${page.status}`);
  const answer = await choose(url, choice);
  return new URL(answer.headers.get('location')!).searchParams;
}

export function choose(url: string, choice: string): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams({ choice }), redirect: 'manual' });
}

export async function readTransactions(bank: Bank) {
  const response = await fetch(`${bank.origin}/transactions.json`);
  return (await response.json()) as {
    moneyTakenVnd: number;
    moneyRefundedVnd: number;
    transactions: {
      txnRef: string;
      callback: string;
      callbacks: { rspCode: string | null; by: string; message: string }[];
    }[];
  };
}
