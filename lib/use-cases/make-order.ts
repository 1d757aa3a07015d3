import { createHash } from 'node:crypto';
import type { Agency } from '../domain/agency.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { Client } from '../domain/client.ts';
import { afterClaim } from '../domain/dossier.ts';
import { findSumVnd } from '../domain/money.ts';
import { makeOrder } from '../domain/order-decisions.ts';
import { dossierKey, isSameAccount, type OrderDetails } from '../domain/order-details.ts';
import { makeOrderId, orderIdRandomBytes } from '../domain/order-id.ts';
import { decideDetails, type OrderRequest } from '../domain/order-request.ts';
import { Refusal } from '../domain/refusal.ts';
import { at, type Idempotency, put, putOrderChange } from '../store/key-table.ts';
import { find, findBoth } from '../store/read.ts';
import { clearFees, refuseReplacing } from './clear-fees.ts';
import { decideAgain } from './decide-again.ts';
import type { Parts } from './parts.ts';
import { getOrder, type OrderWithDetails } from './read-order.ts';
import { listWaysToPay } from './ways-to-pay.ts';

/** What a portal asks for, under which key of its own. */
export type MakeOrder = { readonly client: Client; readonly idempotencyKey: string; readonly request: OrderRequest };

/** The order, and whether this very request made it. */
export type MadeOrder = OrderWithDetails & { readonly isNew: boolean };

const checkoutSecretBytes = 16;

const getAgency = async ({ store }: Parts, client: Client, code: string): Promise<Agency> => {
  const agency = client.agencyCodes.includes(code) ? await find(store, at.agency(code)) : undefined;
  if (agency === undefined) throw new Refusal('unknown-agency', { pointer: '/agencyCode' });
  if (!agency.enabled) throw new Refusal('agency-switched-off', { pointer: '/agencyCode' });
  return agency;
};

const refuseUnpayable = async ({ store }: Parts, agency: Agency, details: OrderDetails): Promise<void> => {
  const { beneficiaryAccount, lines } = details;
  if (!agency.beneficiaryAccounts.some((account) => isSameAccount(account, beneficiaryAccount)))
    throw new Refusal('unknown-beneficiary', { pointer: '/beneficiaryAccount' });
  const totalAmountVnd = findSumVnd(lines.map((line) => line.amountVnd));
  const ways = totalAmountVnd ? await listWaysToPay(store, agency, { totalAmountVnd, beneficiaryAccount }) : [];
  if (ways.length === 0) throw new Refusal('amount-not-payable', { pointer: '/lines' });
};

/** Tells bodies of one key apart by what they mean, not by their bytes. */
const hashBody = (request: OrderRequest): string => createHash('sha256').update(canonicalJson(request)).digest('hex');

/** The order that the same key made before; the same body gets it again, another is refused. */
const getMade = async ({ store }: Parts, { client, request }: MakeOrder, made: Idempotency): Promise<MadeOrder> => {
  if (made.bodyHash !== hashBody(request)) throw new Refusal('idempotency-key-reused', { orderId: made.madeId });
  return { ...(await getOrder(store, client, made.madeId)), isNew: false };
};

/**
 * Makes an order, once for each key of a client: order, first event, key and the dossier's fees in one commit.
 *
 * An order for a fee that another order of the same dossier still awaits or has got is refused; the check reads the
 * dossier's own record, whose version the commit is bound to.
 *
 * @throws Refusal with what is wrong; nothing is stored then, and the key is not used up
 */
export const makeOrderOnce = (parts: Parts, by: MakeOrder): Promise<MadeOrder> => {
  const { client, idempotencyKey, request } = by;
  return decideAgain(parts, async () => {
    const { store, now, randomBytes } = parts;
    const idempotency = at.idempotency(client.id, idempotencyKey);
    const dossierAt = at.dossier(request.agencyCode, dossierKey(request));
    const [made, dossier] = await findBoth(store, idempotency, dossierAt);
    if (made) return getMade(parts, by, made);

    const details = decideDetails(request, now());
    await refuseUnpayable(parts, await getAgency(parts, client, details.agencyCode), details);
    await refuseReplacing(parts, by);
    if ((await clearFees(parts, by, dossier)) === 'conflict') return 'conflict';

    const feeCodes = details.lines.map(({ feeCode }) => feeCode);
    const change = makeOrder(
      {
        id: makeOrderId(randomBytes(orderIdRandomBytes)),
        clientId: client.id,
        checkoutSecret: Buffer.from(randomBytes(checkoutSecretBytes)).toString('base64url'),
        details,
      },
      now(),
    );
    const outcome = await store.commit([
      ...putOrderChange(change),
      put(idempotency, { version: 1, madeId: change.order.id, bodyHash: hashBody(request) }),
      put(dossierAt, afterClaim(dossier, change.order.id, feeCodes)),
    ]);
    return outcome === 'conflict' ? 'conflict' : { order: change.order, details, isNew: true };
  });
};
