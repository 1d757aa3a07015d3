import { Webhook } from 'standardwebhooks';
import * as z from 'zod';
import { parseJson } from '../sandbox/json.ts';

/** What a portal needs of a webhook; whatever else is in it is kept and not looked at. */
const bodySchema = z.object({
  type: z.string(),
  timestamp: z.string(),
  data: z.object({
    orderId: z.string(),
    /** Counts an order's webhooks from 1. */
    sequence: z.int().positive(),
    dossierCode: z.string().optional(),
    payment: z.object({ paidAt: z.string(), provider: z.string(), transactionId: z.string().optional() }).optional(),
  }),
});

export type WebhookBody = z.infer<typeof bodySchema>;

type WebhookReading =
  { type: 'genuine'; id: string; body: WebhookBody } | { type: 'forged' | 'unreadable'; id: string; why: string };

/** Verifies a webhook on the bytes as received, with the package that Standard Webhooks gives to receivers. */
export function readWebhook(text: string, headers: Headers, secrets: readonly string[]): WebhookReading {
  const id = headers.get('webhook-id') ?? '';
  const failures = secrets.map((secret) => whyNotSigned(text, headers, secret));
  if (!failures.includes(undefined)) return { type: 'forged', id, why: failures[0] ?? '' };
  const body = bodySchema.safeParse(parseJson(text));
  return body.success
    ? { type: 'genuine', id, body: body.data }
    : { type: 'unreadable', id, why: z.prettifyError(body.error) };
}

function whyNotSigned(text: string, headers: Headers, secret: string): string | undefined {
  try {
    new Webhook(secret).verify(text, Object.fromEntries(headers), { jsonParse: false });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
