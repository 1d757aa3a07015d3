import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { onTestFinished } from 'vitest';
import { listenOnLoopback } from '../../../local/free-port.ts';
import { startSandboxPortal } from '../../../local/sandbox-portal/sandbox-portal.ts';
import type { PortalSettings } from '../../../local/sandbox-portal/settings.ts';

const secret = `whsec_${randomBytes(24).toString('base64')}`;
export const previousSecret = `whsec_${randomBytes(24).toString('base64')}`;

export const settings: PortalSettings = {
  clientKey: 'lephi_test',
  webhookSecrets: [secret, previousSecret],
  agencyCode: 'H15.50.05.13',
  fees: [
    {
      procedureCode: '1.004194',
      procedureName: 'Đăng ký tạm trú',
      kind: 'le-phi',
      feeCode: 'TAM-TRU',
      name: 'Lệ phí đăng ký tạm trú',
      amountVnd: 15_000,
      budgetCode: '2767',
    },
    {
      procedureCode: '1.000001',
      procedureName: 'Cấp phiếu',
      kind: 'phi',
      feeCode: 'PHIEU',
      name: 'Phí cấp phiếu',
      amountVnd: 200_000,
      budgetCode: '2715',
    },
    {
      procedureCode: '1.000001',
      procedureName: 'Cấp phiếu',
      kind: 'phi',
      feeCode: 'BAN-SAO',
      name: 'Phí bản sao',
      amountVnd: 5_000,
      budgetCode: '2715',
    },
  ],
  beneficiaryAccount: { bankCode: '970436', accountNumber: '0011004123456' },
};

export const order = { id: 'LP7K3M9Q2XWD', paymentCode: 'LP7K-3M9Q-2XWD', checkoutUrl: 'https://lephi.test/pay/token' };

type Answer = { status: number; body: object };
export const orderMade: Answer = { status: 201, body: { ...order, status: 'awaiting', totalAmountVnd: 15_000 } };

/** A Lephi that answers orders from a list, and with the last answer ever after. */
export async function startLephi(...answers: Answer[]) {
  const requests: { method: string; url: string; headers: IncomingHttpHeaders; body: Record<string, unknown> }[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      requests.push({ method: request.method!, url: request.url!, headers: request.headers, body: JSON.parse(body) });
      const answer = answers[Math.min(requests.length, answers.length) - 1]!;
      response.statusCode = answer.status;
      response.end(JSON.stringify(answer.body));
    });
  });
  const port = await listenOnLoopback(server);
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { origin: `http://127.0.0.1:${port}`, requests };
}

export async function makeDataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lephi-portal-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

export async function startPortal(options: { lephiOrigin?: string; dataFolder?: string; now?: () => number } = {}) {
  const portal = await startSandboxPortal({
    settings,
    lephiOrigin: options.lephiOrigin ?? (await startLephi(orderMade)).origin,
    dataFolder: options.dataFolder ?? (await makeDataFolder()),
    now: options.now ?? Date.now,
  });
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= portal.close());
  onTestFinished(close);
  return { origin: portal.origin, close };
}

type Portal = Awaited<ReturnType<typeof startPortal>>;

export const openDossier = (portal: Portal, form: Record<string, string> = {}): Promise<Response> =>
  fetch(`${portal.origin}/dossiers`, {
    method: 'POST',
    body: new URLSearchParams({ procedureCode: '1.004194', payerName: 'Nguyễn Văn An', ...form }),
    redirect: 'manual',
  });

export const readPage = async (portal: Portal, path: string): Promise<string> =>
  (await fetch(`${portal.origin}${path}`)).text();

/** What Lephi tells of the order above. */
export const webhookBody = (type: string, sequence: number, data: object = {}): string =>
  JSON.stringify({
    type,
    timestamp: '2026-11-21T02:30:00.000Z',
    data: { orderId: order.id, sequence, agencyCode: 'H15.50.05.13', totalAmountVnd: 15_000, ...data },
  });

export const payment = { paidAt: '2026-11-21T02:30:00.000Z', provider: 'vnpay', transactionId: '14422574' };

/** The headers of Standard Webhooks, signed by the package that the standard gives to senders. */
export const signedHeaders = (id: string, body: string, key = secret, at = new Date()): Record<string, string> => ({
  'content-type': 'application/json',
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': new Webhook(key).sign(id, at, body),
});

export const sendWebhook = async (portal: Portal, body: string, headers: Record<string, string>): Promise<number> =>
  (await fetch(`${portal.origin}/webhooks`, { method: 'POST', body, headers })).status;

type WebhookList = {
  webhooks: { id: string; type: string; sequence: number; times: number; verified: boolean }[];
  refused: { id: string; why: string; verified: boolean }[];
};

export const readWebhooks = async (portal: Portal): Promise<WebhookList> =>
  (await (await fetch(`${portal.origin}/webhooks.json`)).json()) as WebhookList;
