import { toMovementId } from '../../../lib/http/desk-ids.ts';
import { closeBankDay } from '../../../lib/use-cases/close-bank-day.ts';
import { getBankDay } from '../../../lib/use-cases/read-reconciliation.ts';
import { mai } from '../../samples.ts';
import { debit, openAwaiting, openPaid, type PaidWorld, putAside, withTransfers } from '../use-cases/desk-world.ts';
import { openDoubtful, openOf, saturday, unnamed } from '../use-cases/resolution-world.ts';
import { openContradicted, openDoubt, openRefundInDoubt } from './doubt.ts';
import { read } from './http-answer.ts';
import type { HttpAnswer } from './http-call.ts';
import { type Office, openOffice } from './office.ts';

export type Call = (office: Office, who: string) => Promise<HttpAnswer>;

/** A world in which a call is good, by whom, and the call itself. */
type Good = { readonly world: PaidWorld['world']; readonly who: string; readonly call: Call };

export const reason = 'Nộp thừa';
export const transfer = {
  payee: { bankCode: '970436', accountNumber: '0071000123456', name: 'NGUYEN VAN A' },
  transferReference: 'FT1',
};
export const noMovement = toMovementId('nothing');
export const noProposal = 'DN0000000000';
export const noOrder = 'LP0000000000';
export const noDiscrepancy = '0'.repeat(32);

export const endingOf = (refundId: string) => ({
  kind: 'refund-ending',
  refundId,
  as: 'not-paid',
  evidence: 'Công văn',
  reason,
});

export const get =
  (path: string): Call =>
  (office, who) =>
    office.get(who, path);

export const post =
  (path: string, body?: unknown, key?: string): Call =>
  (office, who) =>
    office.post(who, path, body, key);

export const posting =
  (path: string, text: string, type = 'application/json'): Call =>
  (office, who) =>
    office.call(who, {
      method: 'POST',
      target: `/v1/desk${path}`,
      body: text,
      headers: { 'content-type': type, 'idempotency-key': 'k' },
    });

/** An order that awaits payment, and money that came for it in another amount. */
export const withItem = async () => {
  const opened = await openAwaiting();
  return { ...opened, id: toMovementId(await putAside(opened, 100_000)) };
};

/** A paid order, and a refund of some of it that Mai has asked for. */
export const withProposal = async (changes: (paid: PaidWorld) => PaidWorld['world'] = ({ world }) => world) => {
  const paid = await openPaid();
  const world = changes(paid);
  const body = { kind: 'refund', orderId: paid.order.id, amountVnd: 35_000, reason };
  const { id } = read(await openOffice(world).post('mai', '/proposals', body, 'first'));
  return { ...paid, world, id, body };
};

/** A bank day with a line that tells nothing of whose it is, and a payment that no line shows. */
export const withLine = async () => {
  const { world, paid } = await openDoubtful(unnamed(50_000));
  const { id } = await openOf(world, 'line-of-unknown-reference');
  return { world, paid, id };
};

/** The same, closed. */
export const withClosedDay = async () => {
  const opened = await withLine();
  const { counted } = await getBankDay(opened.world.store, saturday);
  await closeBankDay(opened.world, { by: mai, of: saturday, body: counted?.body ?? '' });
  return opened;
};

/** Calls the desk's API over a world as somebody. */
export const as = async (who: string, world: PaidWorld['world'], call: Call): Promise<HttpAnswer> =>
  call(openOffice(world), who);

const reading = async (path: (id: string) => string): Promise<Good> => {
  const { world, id } = await withItem();
  return { world, who: 'thanh', call: get(path(id)) };
};

/** A good call of each operation. */
export const goodCalls: Record<string, () => Promise<Good>> = {
  countDesk: () => reading(() => ''),
  listDesk: () => reading(() => '/items?class=wrong-amount'),
  getMovement: () => reading((id) => `/movements/${id}`),
  listMovementEvents: () => reading((id) => `/movements/${id}/events`),
  getOrderAtDesk: async () => {
    const { world, order } = await openPaid();
    return { world, who: 'thanh', call: get(`/orders/${order.id}`) };
  },
  listOrderEventsAtDesk: async () => {
    const { world, order } = await openPaid();
    return { world, who: 'thanh', call: get(`/orders/${order.id}/events`) };
  },
  acceptMovement: async () => {
    const { world } = await openPaid();
    await debit(world, { reference: 'FT9' });
    return { world, who: 'mai', call: post(`/movements/${toMovementId('debit:FT9:35000')}/accept`, { reason }) };
  },
  abandonAttempt: async () => {
    const { world, path } = await openDoubt();
    return { world, who: 'mai', call: post(`${path}/abandon`, { reason }) };
  },
  askAfterAttempt: async () => {
    const { world, path } = await openDoubt();
    return { world, who: 'mai', call: post(`${path}/ask`) };
  },
  makeProposal: async () => {
    const { world, id } = await withItem();
    const body = { kind: 'refund', movementId: id, amountVnd: 1, reason };
    return { world, who: 'mai', call: post('/proposals', body) };
  },
  listProposals: async () => ({ world: (await withProposal()).world, who: 'thanh', call: get('/proposals') }),
  getProposal: async () => {
    const { world, id } = await withProposal();
    return { world, who: 'thanh', call: get(`/proposals/${id}`) };
  },
  approveProposal: async () => {
    const { world, id } = await withProposal();
    return { world, who: 'binh', call: post(`/proposals/${id}/approve`) };
  },
  declineProposal: async () => {
    const { world, id } = await withProposal();
    return { world, who: 'binh', call: post(`/proposals/${id}/decline`, { reason }) };
  },
  enterTransfer: async () => {
    const { world, id } = await withProposal((paid) => withTransfers(paid.world));
    await openOffice(world).post('binh', `/proposals/${id}/approve`);
    return { world, who: 'mai', call: post(`/proposals/${id}/transfer`, transfer) };
  },
  askAfterRefund: async () => {
    const { world, id } = await openRefundInDoubt();
    return { world, who: 'mai', call: post(`/proposals/${id}/ask`) };
  },
  acceptDiscrepancy: async () => {
    const { world, id } = await withLine();
    return { world, who: 'mai', call: post(`/discrepancies/${id}/accept`, { reason }) };
  },
  undoAcceptance: async () => {
    const { world, id } = await withLine();
    await openOffice(world).post('mai', `/discrepancies/${id}/accept`, { reason });
    return { world, who: 'binh', call: post(`/discrepancies/${id}/undo`, { reason }) };
  },
  acceptContradiction: async () => {
    const { world, id } = await openContradicted();
    return { world, who: 'mai', call: post(`/proposals/${id}/accept`, { reason }) };
  },
};
