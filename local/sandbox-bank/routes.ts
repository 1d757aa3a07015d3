import { setTimeout as sleep } from 'node:timers/promises';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as z from 'zod';
import { parseJson } from '../sandbox/json.ts';
import { type Account, findAccount, type WatchedAccount } from './account.ts';
import type { CallbackSender } from './callback-sender.ts';
import type { Ledger } from './ledger.ts';
import { answerMerchant } from './merchant-api.ts';
import { choices } from './outcome.ts';
import { listTransactions } from './overview.ts';
import { renderOverviewPage } from './overview-page.ts';
import { type EndedPayment, isEnded, type Payment, resultQuery } from './payment.ts';
import { renderPaymentPage, renderRefusalPage } from './payment-page.ts';
import { isExpired, type PaymentRequest, readPaymentRequest, type RequestRefusal } from './payment-request.ts';
import { addStatementRoutes, listStatements } from './statement-routes.ts';
import { addTransferRoutes } from './transfer-routes.ts';
import type { WebhookSender } from './webhook-sender.ts';

type Parts = {
  ledger: Ledger;
  sender: CallbackSender;
  webhooks: WebhookSender;
  accounts: readonly Account[];
  watchedAccounts: readonly WatchedAccount[];
  now: () => number;
  /** How long a payer looks at the bank's own last page, if the merchant has not answered before. */
  returnAfterMs: number;
};

type Entry =
  { type: 'let-in'; request: PaymentRequest; payment: Payment } | { type: 'refused'; refusal: RequestRefusal };

const choiceSchema = z.object({ choice: z.enum(choices) });

/** The bank's doors: for payers, for merchants' servers, and for whoever tries Lephi out. */
export function makeBankRoutes(parts: Parts): Hono {
  const app = new Hono();
  app.use(bodyLimit({ maxSize: 32 * 1024 }));
  addPayerRoutes(app, parts);
  addMerchantRoutes(app, parts);
  addTransferRoutes(app, { ...parts, transfers: parts.ledger.transfers, accounts: parts.watchedAccounts });
  addStatementRoutes(app, parts);
  addOnlookerRoutes(app, parts);
  return app;
}

function addPayerRoutes(app: Hono, parts: Parts): void {
  const { ledger, sender, now } = parts;
  const path = '/paymentv2/vpcpay.html';
  const queryOf = (c: Context): string => new URL(c.req.url).search;
  const refuse = (c: Context, refusal: RequestRefusal): Response | Promise<Response> =>
    c.html(renderRefusalPage(refusal, c.req.query('vnp_Locale') === 'en' ? 'en' : 'vn'), 400);

  app.get(path, (c) => {
    const entry = letIn(queryOf(c), parts);
    if (entry.type === 'refused') return refuse(c, entry.refusal);
    if (isEnded(entry.payment)) return refuse(c, usedUp);
    if (isExpired(entry.request, now())) return refuse(c, tooLate);
    return c.html(renderPaymentPage(entry.request));
  });

  app.post(path, async (c) => {
    const entry = letIn(queryOf(c), parts);
    if (entry.type === 'refused') return refuse(c, entry.refusal);
    const form = choiceSchema.safeParse(await c.req.parseBody());
    if (!form.success) return refuse(c, nothingChosen);
    const ending = isExpired(entry.request, now()) ? 'expired' : form.data.choice;
    const isFirst = ledger.endPayment(entry.payment.transactionNo, ending, new Date(now()).toISOString());
    const payment = getEnded(ledger, entry.payment.transactionNo);
    const waiting = sleep(parts.returnAfterMs, undefined, { ref: false });
    if (isFirst && payment.callback === 'due') await Promise.race([sender.tell(payment), waiting]);
    return c.redirect(returnUrl(payment, parts.accounts), 303);
  });
}

function addMerchantRoutes(app: Hono, parts: Parts): void {
  app.post('/merchant_webapi/api/transaction', async (c) =>
    c.json(answerMerchant(parseJson(await c.req.text()), parts)),
  );
}

function addOnlookerRoutes(app: Hono, parts: Parts): void {
  const { ledger, sender } = parts;
  app.get('/', (c) => c.html(renderOverviewPage(listTransactions(ledger), listStatements(parts))));

  app.get('/transactions.json', (c) => c.json(listTransactions(ledger)));

  app.post('/transactions/:txnRef/callback', async (c) => {
    const payment = ledger.findLatest(c.req.param('txnRef'));
    if (payment === undefined || !isEnded(payment))
      return c.json({ error: 'no such payment, or it has not ended' }, 404);
    const call = await sender.tellByHand(payment);
    const isBrowser = c.req.header('accept')?.includes('text/html') === true;
    return isBrowser ? c.redirect(`/#${encodeURIComponent(payment.txnRef)}`, 303) : c.json(call);
  });
}

const usedUp: RequestRefusal = { code: '01', why: 'vnp_TxnRef was used before on this day' };
const nothingChosen: RequestRefusal = { code: '03', why: 'nothing was chosen' };
const tooLate: RequestRefusal = { code: '15', why: 'vnp_ExpireDate is over' };

/** A TxnRef belongs to the first request that brings it on a day; the same request may come again until it has ended. */
function letIn(query: string, { accounts, ledger, now }: Parts): Entry {
  const reading = readPaymentRequest(query, accounts);
  if (reading.type === 'refused') return reading;
  const { request } = reading;
  const known = ledger.findOfDay(request.tmnCode, request.txnRef, request.createDate);
  if (known === undefined && isExpired(request, now())) return { type: 'refused', refusal: tooLate };
  const payment = known ?? ledger.openPayment(request, new Date(now()).toISOString());
  if (payment.signature !== request.signature) return { type: 'refused', refusal: usedUp };
  return { type: 'let-in', request, payment };
}

function getEnded(ledger: Ledger, transactionNo: number): EndedPayment {
  const payment = ledger.getPayment(transactionNo);
  if (!isEnded(payment)) throw new Error(`payment ${transactionNo} was ended and has no ending`);
  return payment;
}

function returnUrl(payment: EndedPayment, accounts: readonly Account[]): string {
  const account = findAccount(accounts, payment.tmnCode);
  if (account === undefined) throw new Error(`payment ${payment.transactionNo} has no account`);
  const url = new URL(payment.returnUrl);
  const query = resultQuery(payment, account.secret);
  url.search = url.search === '' ? query : `${url.search}&${query}`;
  return url.href;
}
