import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, Hono } from 'hono';
import { findWatched, type WatchedAccount } from './account.ts';
import { listForHolder } from './transfer-list.ts';
import type { TransferLedger } from './transfer-ledger.ts';
import { type Draft, readDraft, readQr, transferOrderSchema } from './transfer-order.ts';
import { renderTransferPage, type TransferFault } from './transfer-page.ts';
import type { WebhookSender } from './webhook-sender.ts';

type Parts = {
  transfers: TransferLedger;
  webhooks: WebhookSender;
  accounts: readonly WatchedAccount[];
  now: () => number;
  /** How long a payer waits at most for the first webhook to be answered. */
  returnAfterMs: number;
};

/** The doors of whoever moves money by transfer, and of a merchant that asks SePay what moved. */
export function addTransferRoutes(app: Hono, parts: Parts): void {
  const { accounts } = parts;
  addPayerRoutes(app, parts);

  app.get('/userapi/transactions/list', (c) => {
    const answer = listForHolder(c.req.header('authorization') ?? '', c.req.query(), { ...parts, accounts });
    return c.json(answer, answer.status);
  });

  app.post('/transfers/:id/webhook', async (c) => {
    const transfer = parts.transfers.findTransfer(Number(c.req.param('id')));
    if (transfer === undefined) return c.json({ error: 'no such transfer' }, 404);
    const call = await parts.webhooks.tellByHand(transfer.id);
    return isBrowser(c) ? c.redirect(`/#transfer-${transfer.id}`, 303) : c.json(call);
  });
}

function addPayerRoutes(app: Hono, { transfers, webhooks, accounts, now, returnAfterMs }: Parts): void {
  const show = (c: Context, draft: Draft, fault?: TransferFault): Response | Promise<Response> => {
    const language = c.req.query('lang') === 'en' ? 'en' : 'vi';
    return c.html(renderTransferPage({ language, draft, fault }), fault === undefined ? 200 : 400);
  };

  app.get('/transfer', (c) => {
    const query = c.req.query();
    if (query.qr === undefined || query.qr === '') return show(c, readDraft(query));
    const read = readQr(query.qr, accounts);
    return read === undefined ? show(c, readDraft(query), 'no-qr') : show(c, read);
  });

  app.post('/transfer', async (c) => {
    const form = await c.req.parseBody();
    const typed = Object.fromEntries(
      Object.entries(form).filter((field): field is [string, string] => typeof field[1] === 'string'),
    );
    const order = transferOrderSchema.safeParse(typed);
    if (!order.success) return show(c, readDraft(typed), 'not-understood');
    if (findWatched(accounts, order.data.accountNumber) === undefined) return show(c, readDraft(typed), 'no-account');
    const transfer = transfers.book(order.data, new Date(now()).toISOString());
    const waiting = sleep(returnAfterMs, undefined, { ref: false });
    if (transfer.webhook === 'due') await Promise.race([webhooks.tell(transfer.id), waiting]);
    return isBrowser(c) ? c.redirect(`/#transfer-${transfer.id}`, 303) : c.json(transfers.getTransfer(transfer.id));
  });
}

const isBrowser = (c: Context): boolean => c.req.header('accept')?.includes('text/html') === true;
