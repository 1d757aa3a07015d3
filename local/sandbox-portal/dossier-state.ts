import type { Dossier, KeptWebhook, Register } from './register.ts';

export type DossierState = 'unpaid' | 'paid' | 'expired' | 'cancelled';

const stateAfter: Readonly<Record<string, DossierState>> = {
  'order.paid': 'paid',
  'order.expired': 'expired',
  'order.cancelled': 'cancelled',
};

/** A dossier with what Lephi said of its order. */
export type DossierView = { dossier: Dossier; state: DossierState; webhooks: KeptWebhook[] };

/** A dossier is what the last of its webhooks says, by Lephi's count; an older one that comes later changes nothing. */
export function viewDossier(dossier: Dossier, register: Register): DossierView {
  const webhooks = dossier.orderId === null ? [] : register.listWebhooksOf(dossier.orderId);
  const states = webhooks.flatMap(({ type }) => stateAfter[type] ?? []);
  return { dossier, state: states.at(-1) ?? 'unpaid', webhooks };
}
