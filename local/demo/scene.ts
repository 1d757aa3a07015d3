import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { parseJson } from '../sandbox/json.ts';
import { formatVnd } from '../sandbox/page.ts';
import type { PortalSettings } from '../sandbox-portal/settings.ts';
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

const webhooksSchema = z.object({
  webhooks: z.array(z.object({ id: z.string(), type: z.string(), orderId: z.string(), verified: z.boolean() })),
});

/** What matters of an order in the transcript. */
const shownOfOrder = ['id', 'paymentCode', 'status', 'totalAmountVnd', 'checkoutUrl', 'title', 'detail'];

export type Order = z.infer<typeof orderSchema>;

/** Where a story is played, and who writes it down. */
export type Scene = { lephi: Lephi; portal: PortalSettings; transcript: Transcript };

/** The portal has a fee to collect: a story begins with it. Its first answer may be lost, so that it asks again. */
export async function askForFee({ lephi, portal, transcript }: Scene, isLost: boolean): Promise<Order> {
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

  if (!isLost) return order;
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

export async function hearWebhook({ lephi, transcript }: Scene, order: Order): Promise<void> {
  transcript.step('Lephi tells the portal, which verifies the signature with the package standardwebhooks');
  const webhook = await transcript.waitFor('a webhook at the portal', async () => {
    const { webhooks } = await readJson(`${lephi.portalOrigin}/webhooks.json`, webhooksSchema);
    return webhooks.find(({ orderId, type }) => orderId === order.id && type === 'order.paid');
  });
  transcript.note(JSON.stringify(webhook));
  transcript.check('the portal has one webhook of it, order.paid, and it is genuine', webhook.verified);
}

/** The portal reads what became of the order, and how. */
export async function readBack({ lephi, portal, transcript }: Scene, order: Order): Promise<void> {
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

/** What an answer says, as it is expected. */
export function read<Shape>({ text, status }: Answer, schema: z.ZodType<Shape>): Shape {
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success)
    throw new StepFailed(`the answer (HTTP ${status}) is not as expected: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

export async function readJson<Shape>(url: string, schema: z.ZodType<Shape>): Promise<Shape> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  return schema.parse(await response.json());
}
