import * as z from 'zod';
import { parseJson } from '../sandbox/json.ts';
import type { Dossier } from './register.ts';
import type { PortalSettings } from './settings.ts';

/** What the portal keeps of the order that Lephi made. */
const orderSchema = z.object({ id: z.string(), paymentCode: z.string(), checkoutUrl: z.url() });

/** RFC 9457. */
const problemSchema = z.object({ title: z.string(), detail: z.string().optional() });

export type Order = z.infer<typeof orderSchema>;
type OrderMaking = { type: 'made'; order: Order } | { type: 'not-made'; why: string };

const timeoutMs = 10_000;

/**
 * Asks Lephi for the order of a dossier. The key is the dossier's own code, so that asking again after no answer gives
 * the same order.
 */
export async function makeOrder(
  dossier: Dossier,
  { settings, lephiOrigin, returnUrl }: { settings: PortalSettings; lephiOrigin: string; returnUrl: string },
): Promise<OrderMaking> {
  const headers = {
    authorization: `Bearer ${settings.clientKey}`,
    'content-type': 'application/json',
    'idempotency-key': `dossier-${dossier.code}`,
  };
  const body = JSON.stringify(orderRequest(dossier, settings, returnUrl));
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(`${lephiOrigin}/v1/orders`, { method: 'POST', headers, body, signal });
    return readAnswer(response.status, await response.text());
  } catch (error) {
    return { type: 'not-made', why: error instanceof Error ? error.message : String(error) };
  }
}

function orderRequest(dossier: Dossier, settings: PortalSettings, returnUrl: string): object {
  const { agencyCode, beneficiaryAccount, fees } = settings;
  const ownFees = fees.filter((fee) => fee.procedureCode === dossier.procedureCode);
  return {
    agencyCode,
    dossierCode: dossier.code,
    procedureCode: dossier.procedureCode,
    obligor: { name: dossier.payerName },
    payer: { name: dossier.payerName },
    lines: ownFees.map(({ kind, feeCode, name, amountVnd, budgetCode }) => ({
      kind,
      feeCode,
      name,
      amountVnd,
      budgetCode,
    })),
    beneficiaryAccount,
    returnUrl,
    locale: dossier.locale,
  };
}

function readAnswer(status: number, text: string): OrderMaking {
  const json = parseJson(text);
  const order = orderSchema.safeParse(json);
  if (status < 300 && order.success) return { type: 'made', order: order.data };
  const problem = problemSchema.safeParse(json);
  const why = problem.success ? [problem.data.title, problem.data.detail].filter(Boolean).join(': ') : `HTTP ${status}`;
  return { type: 'not-made', why };
}
