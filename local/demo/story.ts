import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { parseJson } from '../sandbox/json.ts';
import { readSandboxSettings } from '../sandbox/child-process.ts';
import { formatVnd } from '../sandbox/page.ts';
import { type PortalSettings, portalSettingsSchema } from '../sandbox-portal/settings.ts';
import { pressButton, readHeading, readText } from './page.ts';
import type { Lephi } from './find-lephi.ts';
import { type Answer, StepFailed, type Transcript } from './transcript.ts';

const orderSchema = z.object({
  id: z.string(),
  paymentCode: z.string(),
  status: z.string(),
  totalAmountVnd: z.int(),
  checkoutUrl: z.url(),
});

const journalSchema = z.object({ items: z.array(z.object({ sequence: z.int(), type: z.string(), at: z.string() })) });

const callSchema = z.object({ rspCode: z.string().nullable(), message: z.string() });

const transactionsSchema = z.object({
  transactions: z.array(
    z.object({
      txnRef: z.string(),
      moneyTakenVnd: z.int(),
      callbacks: z.array(callSchema),
    }),
  ),
});

const webhooksSchema = z.object({
  webhooks: z.array(z.object({ id: z.string(), type: z.string(), orderId: z.string(), verified: z.boolean() })),
});

/** What matters of an order in the transcript. */
const shownOfOrder = ['id', 'paymentCode', 'status', 'totalAmountVnd', 'checkoutUrl', 'title', 'detail'];

type Order = z.infer<typeof orderSchema>;
type Scene = { lephi: Lephi; portal: PortalSettings; transcript: Transcript };

/** One payment from end to end. Every step checks what it says; the first that does not hold ends the story. */
export async function tellStory(lephi: Lephi, transcript: Transcript): Promise<void> {
  const { portal } = readSandboxSettings(lephi.dataFolder, portalSettingsSchema);
  const scene = { lephi, portal, transcript };
  const order = await askForFee(scene);
  const bankPage = await goToBank(scene, order);
  const returnUrl = await payAtBank(scene, bankPage);
  await deliverCallbackTwice(scene, order, returnUrl);
  await returnToLephi(scene, order, returnUrl);
  await hearWebhook(scene, order);
  await readBack(scene, order);
}

async function askForFee({ lephi, portal, transcript }: Scene): Promise<Order> {
  const url = `${lephi.origin}/v1/orders`;
  const headers = {
    authorization: `Bearer ${portal.clientKey}`,
    'content-type': 'application/json',
    'idempotency-key': `demo-${randomUUID()}`,
  };
  const request = { method: 'POST' as const, headers, body: JSON.stringify(orderRequest(lephi, portal)) };

  transcript.step('The portal asks Lephi for the payment of a fee');
  const first = await transcript.send(url, request, shownOfOrder);
  transcript.check('Lephi made the order', first.status === 201);
  const order = read(first, orderSchema);
  transcript.check(
    `it awaits ${formatVnd(order.totalAmountVnd)}, and its payment code is ${order.paymentCode}`,
    order.status === 'awaiting',
  );

  transcript.step('The portal heard no answer, say, and asks again with the same key');
  const again = await transcript.send(url, request, shownOfOrder);
  transcript.check('it is the same order', again.status < 300 && read(again, orderSchema).id === order.id);
  return order;
}

function orderRequest(lephi: Lephi, { agencyCode, beneficiaryAccount, fees }: PortalSettings): object {
  const [fee] = fees;
  if (fee === undefined) throw new StepFailed('the portal collects no fee');
  const { kind, feeCode, name, amountVnd, budgetCode } = fee;
  return {
    agencyCode,
    dossierCode: `${agencyCode}-${dossierNumber(new Date())}`,
    procedureCode: fee.procedureCode,
    obligor: { name: 'Nguyễn Văn An' },
    payer: { name: 'Trần Thị Bình' },
    lines: [{ kind, feeCode, name, amountVnd, budgetCode }],
    beneficiaryAccount,
    returnUrl: lephi.portalOrigin,
    locale: 'en',
  };
}

/** `yyMMdd-NNNNNNN` in Viet Nam: the hundredth of a second of the day, so that the demo can be played again and again. */
function dossierNumber(now: Date): string {
  const vietnam = new Date(now.getTime() + 7 * 60 * 60 * 1000);
  const day = vietnam.toISOString().slice(2, 10).replaceAll('-', '');
  const hundredths = Math.floor((vietnam.getTime() % (24 * 60 * 60 * 1000)) / 10);
  return `${day}-${String(hundredths).padStart(7, '0')}`;
}

async function goToBank({ lephi, transcript }: Scene, order: Order): Promise<Answer> {
  transcript.step('The citizen opens the checkout page');
  const page = await transcript.send(order.checkoutUrl);
  transcript.note(`“${readHeading(page)}”`);
  const button = pressButton(page);
  transcript.check(`it offers a button, “${button.label}”`, page.status === 200 && button.label !== '');

  transcript.step('The citizen presses it, and is sent to VNPAY, which the sandbox bank plays');
  const sent = await transcript.send(button.url, button.request);
  const isBank = sent.location.startsWith(`${lephi.bankOrigin}/paymentv2/vpcpay.html?`);
  transcript.check('Lephi sends the browser to the bank', sent.status === 303 && isBank);
  const bankPage = await transcript.send(sent.location);
  transcript.check('the bank finds the request genuine, and asks the citizen', bankPage.status === 200);
  return bankPage;
}

async function payAtBank({ transcript }: Scene, bankPage: Answer): Promise<string> {
  transcript.step('The citizen pays at the bank');
  const button = pressButton(bankPage, 'success');
  const paid = await transcript.send(button.url, button.request);
  const code = paid.location === '' ? '' : new URL(paid.location).searchParams.get('vnp_ResponseCode');
  transcript.check('the bank took the money and sends the browser back, code 00', paid.status === 303 && code === '00');
  return paid.location;
}

async function deliverCallbackTwice({ lephi, transcript }: Scene, order: Order, returnUrl: string): Promise<void> {
  const txnRef = new URL(returnUrl).searchParams.get('vnp_TxnRef') ?? '';

  transcript.step('The bank’s server calls Lephi’s (IPN)');
  const heard = await transcript.waitFor('an answer to the callback', async () => {
    const { transactions } = await readJson(`${lephi.bankOrigin}/transactions.json`, transactionsSchema);
    const transaction = transactions.find((one) => one.txnRef === txnRef);
    return transaction?.callbacks[0] && { ...transaction.callbacks[0], moneyTakenVnd: transaction.moneyTakenVnd };
  });
  transcript.note(`the bank’s list says: ${JSON.stringify(heard)}`);
  transcript.check(`the bank took ${formatVnd(heard.moneyTakenVnd)}`, heard.moneyTakenVnd === order.totalAmountVnd);
  transcript.check('it heard 00, Confirm Success', heard.rspCode === '00');

  transcript.step('The bank calls once more');
  const again = await transcript.send(`${lephi.bankOrigin}/transactions/${txnRef}/callback`, { method: 'POST' });
  transcript.check('it heard 02, Order already confirmed', read(again, callSchema).rspCode === '02');
}

async function returnToLephi({ transcript }: Scene, order: Order, returnUrl: string): Promise<void> {
  transcript.step('The citizen is back on Lephi’s page');
  const page = await transcript.send(returnUrl);
  transcript.note(`“${readHeading(page)}”`);
  const text = readText(page);
  const says = text.includes('The bank has confirmed the payment') && text.includes(order.paymentCode);
  transcript.check('it says that the bank has confirmed', page.status === 200 && says);
}

async function hearWebhook({ lephi, transcript }: Scene, order: Order): Promise<void> {
  transcript.step('Lephi tells the portal, which verifies the signature with the package standardwebhooks');
  const webhook = await transcript.waitFor('a webhook at the portal', async () => {
    const { webhooks } = await readJson(`${lephi.portalOrigin}/webhooks.json`, webhooksSchema);
    return webhooks.find(({ orderId, type }) => orderId === order.id && type === 'order.paid');
  });
  transcript.note(JSON.stringify(webhook));
  transcript.check('the portal has one webhook of it, order.paid, and it is genuine', webhook.verified);
}

async function readBack({ lephi, portal, transcript }: Scene, order: Order): Promise<void> {
  const headers = { authorization: `Bearer ${portal.clientKey}` };
  transcript.step('The portal reads the order and its journal');
  const asItIs = await transcript.send(`${lephi.origin}/v1/orders/${order.id}`, { headers }, [
    ...shownOfOrder,
    'payment',
  ]);
  transcript.check('the order is paid', read(asItIs, orderSchema).status === 'paid');
  const journal = await transcript.send(`${lephi.origin}/v1/orders/${order.id}/events`, { headers }, ['next']);
  const { items } = read(journal, journalSchema);
  for (const { sequence, type, at } of items) transcript.note(`${sequence}  ${at}  ${type}`);
  const types = items.map(({ type }) => type).join(', ');
  transcript.check(`the journal tells it all: ${types}`, types === 'order.created, attempt.started, order.paid');
}

function read<Shape>({ text, status }: Answer, schema: z.ZodType<Shape>): Shape {
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success)
    throw new StepFailed(`the answer (HTTP ${status}) is not as expected: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

async function readJson<Shape>(url: string, schema: z.ZodType<Shape>): Promise<Shape> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  return schema.parse(await response.json());
}
