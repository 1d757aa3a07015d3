import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { QRPay } from 'vietnam-qr-pay';
import type { WatchedAccount } from '../../../local/sandbox-bank/account.ts';
import { listenOnLoopback } from '../../../local/free-port.ts';
import { startSandboxBank, type SandboxBankOptions } from '../../../local/sandbox-bank/sandbox-bank.ts';
import { makeDataFolder } from './merchant.ts';

export const accountNumber = '0011004123456';
export const secret = 'SECRET_TEST_KEY';
const apiToken = 'TOKEN_TEST_KEY';

/** What the holder of an account answers to one webhook; `silence` keeps SePay waiting until it gives up. */
type Answer = number | { body: string } | 'silence';

type Webhook = { headers: NodeJS.Dict<string | string[]>; body: string };

/** An account holder's server that answers webhooks from a list, and with the last answer ever after. */
export async function startHolder(...answers: Answer[]) {
  const calls: Webhook[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      calls.push({ headers: request.headers, body });
      const answer = answers[Math.min(calls.length, answers.length) - 1] ?? 200;
      server.emit('called');
      if (answer === 'silence') return;
      response.statusCode = typeof answer === 'number' ? answer : 200;
      response.end(typeof answer === 'number' ? '{"success": true}' : answer.body);
    });
  });
  const port = await listenOnLoopback(server);
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
  });
  const waitForCalls = async (count: number): Promise<void> => {
    while (calls.length < count) await once(server, 'called');
  };
  return { webhookUrl: `http://127.0.0.1:${port}/callbacks/sepay/demo`, calls, waitForCalls };
}

type Holder = Awaited<ReturnType<typeof startHolder>>;

/** A bank whose minutes are milliseconds, and which is closed with the test. */
export async function startTransferBank(holder: Holder, options: Partial<SandboxBankOptions> = {}) {
  const account: WatchedAccount = {
    accountId: 'demo',
    bankCode: '970436',
    accountNumber,
    secret,
    apiToken,
    webhookUrl: holder.webhookUrl,
  };
  const other = { ...account, accountId: 'other', accountNumber: '19001234', apiToken: 'OTHER_TEST_KEY' };
  const bank = await startSandboxBank({
    dataFolder: options.dataFolder ?? (await makeDataFolder()),
    accounts: [],
    watchedAccounts: [account, other],
    ...options,
    webhooks: { minuteMs: 1, timeoutMs: 2_000, ...options.webhooks },
  });
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= bank.close());
  onTestFinished(close);
  return { origin: bank.origin, close };
}

export type TransferBank = Awaited<ReturnType<typeof startTransferBank>>;

type MadeTransfer = {
  id: number;
  webhook: string;
  webhookDueAt: string | null;
  content: string;
  referenceCode: string;
};

/** Sends the form as a browser would, but hears of the transfer as data. */
export function send(bank: TransferBank, fields: Record<string, string> = {}): Promise<Response> {
  const form = { accountNumber, amountVnd: '7000', content: 'LP7K3M9Q2XWW', ...fields };
  return fetch(`${bank.origin}/transfer`, { method: 'POST', body: new URLSearchParams(form) });
}

export async function transfer(bank: TransferBank, fields: Record<string, string> = {}): Promise<MadeTransfer> {
  const answer = await send(bank, fields);
  if (answer.status !== 200) throw new Error(`the transfer is answered with ${answer.status}`);
  return (await answer.json()) as MadeTransfer;
}

/** What SePay's list answers. */
export async function list(bank: TransferBank, query: string, token = apiToken) {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${bank.origin}/userapi/transactions/list?${query}`, { headers });
  const body = (await answer.json()) as { status: number; transactions?: Record<string, unknown>[] };
  return { ...body, httpStatus: answer.status };
}

export async function readTransfers(bank: TransferBank) {
  const response = await fetch(`${bank.origin}/transactions.json`);
  return (await response.json()) as {
    transferredInVnd: number;
    transferredOutVnd: number;
    transfers: (MadeTransfer & { webhooks: { httpStatus: number | null; by: string; message: string }[] })[];
  };
}

/** A VietQR code for an account, as an independent package makes it. */
export function qrFor(bankBin: string, bankNumber: string): string {
  return QRPay.initVietQR({ bankBin, bankNumber, amount: '7000', purpose: 'LP7K3M9Q2XWW' }).build();
}
