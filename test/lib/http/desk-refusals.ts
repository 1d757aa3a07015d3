import { toMovementId } from '../../../lib/http/desk-ids.ts';
import type { TokenReading } from '../../../lib/runtime/officer-tokens.ts';
import { put } from '../../../lib/store/key-table.ts';
import { find } from '../../../lib/store/read.ts';
import { reconciled } from '../../../lib/store/reconciliation-keys.ts';
import { closeBankDay } from '../../../lib/use-cases/close-bank-day.ts';
import { getBankDay } from '../../../lib/use-cases/read-reconciliation.ts';
import { mai, makeNotice } from '../../samples.ts';
import { openAwaiting, putAside, tell } from '../use-cases/desk-world.ts';
import { listOf, reconcileList } from '../use-cases/reconciliation-world.ts';
import { openOf, saturday } from '../use-cases/resolution-world.ts';
import {
  as,
  type Call,
  endingOf,
  get,
  goodCalls as good,
  noDiscrepancy,
  noMovement,
  noOrder,
  noProposal,
  post,
  posting,
  reason,
  transfer,
  withClosedDay,
  withItem,
  withLine,
  withProposal,
} from './desk-calls.ts';
import { openRefundInDoubt } from './doubt.ts';
import { read } from './http-answer.ts';
import type { HttpAnswer } from './http-call.ts';
import { openOffice } from './office.ts';

/** Where a body is posted, by operation; the address names nothing, and the body is looked at all the same. */
const posts: Record<string, string> = {
  acceptMovement: `/movements/${noMovement}/accept`,
  abandonAttempt: `/orders/${noOrder}/attempts/1/abandon`,
  makeProposal: '/proposals',
  declineProposal: `/proposals/${noProposal}/decline`,
  enterTransfer: `/proposals/${noProposal}/transfer`,
  acceptContradiction: `/proposals/${noProposal}/accept`,
  acceptDiscrepancy: `/discrepancies/${noDiscrepancy}/accept`,
  undoAcceptance: `/discrepancies/${noDiscrepancy}/undo`,
};

const lists: Record<string, string> = {
  listDesk: '/items?class=x',
  listMovementEvents: `/movements/${noMovement}/events?limit=0`,
  listOrderEventsAtDesk: `/orders/${noOrder}/events?limit=0`,
  listProposals: '/proposals?limit=0',
};

/** Addresses of what is not there. */
const nowhere: Record<string, Call> = {
  getMovement: get(`/movements/${noMovement}`),
  listMovementEvents: get(`/movements/${noMovement}/events`),
  getOrderAtDesk: get(`/orders/${noOrder}`),
  listOrderEventsAtDesk: get(`/orders/${noOrder}/events`),
  acceptMovement: post(`/movements/${noMovement}/accept`, { reason }),
  abandonAttempt: post(`/orders/${noOrder}/attempts/1/abandon`, { reason }),
  askAfterAttempt: post(`/orders/${noOrder}/attempts/1/ask`),
  getProposal: get(`/proposals/${noProposal}`),
  approveProposal: post(`/proposals/${noProposal}/approve`),
  declineProposal: post(`/proposals/${noProposal}/decline`, { reason }),
  enterTransfer: post(`/proposals/${noProposal}/transfer`, transfer),
  askAfterRefund: post(`/proposals/${noProposal}/ask`),
  acceptContradiction: post(`/proposals/${noProposal}/accept`, { reason }),
  acceptDiscrepancy: post(`/discrepancies/${noDiscrepancy}/accept`, { reason }),
  undoAcceptance: post(`/discrepancies/${noDiscrepancy}/undo`, { reason }),
};

const withRefund = async (amountVnd: number): Promise<HttpAnswer> => {
  const { world, body } = await withProposal();
  return as('mai', world, post('/proposals', { ...body, amountVnd }));
};

/** Two refunds of more than there is together, of which one is approved. */
const afterAnother = async (amountVnd: number): Promise<HttpAnswer> => {
  const { world, id, body } = await withProposal();
  const other = read(await openOffice(world).post('mai', '/proposals', { ...body, amountVnd }));
  await openOffice(world).post('binh', `/proposals/${other.id}/approve`);
  return as('binh', world, post(`/proposals/${id}/approve`));
};

const tooLateToApply = async (when: 'asked' | 'approved'): Promise<HttpAnswer> => {
  const opened = await openAwaiting();
  const { world, order } = opened;
  const office = openOffice(world);
  const movementId = toMovementId(await putAside(opened, 135_000, { accountId: 'another-vnpay' }));
  const body = { kind: 'application', orderId: order.id, parts: [{ movementId, amountVnd: 135_000 }], reason };
  const first = read(await office.post('mai', '/proposals', body));
  const second = read(await office.post('mai', '/proposals', body));
  await office.post('binh', `/proposals/${first.id}/approve`);
  return when === 'asked'
    ? office.post('mai', '/proposals', body)
    : office.post('binh', `/proposals/${second.id}/approve`);
};

/** A refund of an order that is not paid, and one whose order was paid when it was asked for. */
const notPaid = async (): Promise<HttpAnswer> => {
  const { world, order } = await openAwaiting();
  return as('mai', world, post('/proposals', { kind: 'refund', orderId: order.id, amountVnd: 1, reason }));
};

const reversedMeanwhile = async (): Promise<HttpAnswer> => {
  const { world, attempt, id } = await withProposal();
  await tell(world, makeNotice(attempt, { result: 'reversed' }));
  return as('binh', world, post(`/proposals/${id}/approve`));
};

const lineOf = (discrepancyId: string) => ({ kind: 'line', discrepancyId, reason });

/** A forced match whose line turns out to be of a movement that is known for certain. */
const lineTakenMeanwhile = async (): Promise<HttpAnswer> => {
  const { world, id } = await withLine();
  const proposal = read(await openOffice(world).post('mai', '/proposals', lineOf(id)));
  const found = (await find(world.store, reconciled.discrepancy(id)))!;
  const result = { ...found.result, certainKey: 'vnpay:EAKAO001:X' };
  await world.store.commit([put(reconciled.discrepancy(id), { ...found, version: found.version + 1, result })]);
  return as('binh', world, post(`/proposals/${proposal.id}/approve`));
};

const closedMeanwhile = async (): Promise<HttpAnswer> => {
  const { world, id } = await withLine();
  const proposal = read(await openOffice(world).post('mai', '/proposals', lineOf(id)));
  const { counted } = await getBankDay(world.store, saturday);
  await closeBankDay(world, { by: mai, of: saturday, body: counted?.body ?? '' });
  return as('binh', world, post(`/proposals/${proposal.id}/approve`));
};

/** What makes single operations answer what no other does. */
export const provocations: Record<string, Record<string, () => Promise<HttpAnswer>>> = {
  makeProposal: {
    'order-not-found': async () => {
      const { world, body } = await withProposal();
      return as('mai', world, post('/proposals', { ...body, orderId: noOrder }));
    },
    'not-found': async () => {
      const { world } = await withProposal();
      return as('mai', world, post('/proposals', { kind: 'refund', movementId: noMovement, amountVnd: 1, reason }));
    },
    'refund-too-large': () => withRefund(135_001),
    'refund-not-possible': notPaid,
    'application-not-possible': () => tooLateToApply('asked'),
    'not-at-desk': async () => {
      const { world, id } = await withProposal();
      return as('mai', world, post('/proposals', endingOf(id)));
    },
    'discrepancy-not-resolvable': async () => {
      const { world, id } = await withLine();
      return as('mai', world, post('/proposals', { kind: 'forced-match', discrepancyIds: [id], reason }));
    },
    'day-closed': async () => {
      const { world, id } = await withClosedDay();
      return as('mai', world, post('/proposals', lineOf(id)));
    },
    'idempotency-key-missing': async () => {
      const { world, body } = await withProposal();
      return as('mai', world, post('/proposals', body, ''));
    },
    'idempotency-key-reused': async () => {
      const { world, body } = await withProposal();
      return as('mai', world, post('/proposals', { ...body, amountVnd: 1 }, 'first'));
    },
  },
  approveProposal: {
    'refund-too-large': () => afterAnother(110_000),
    'refund-not-possible': reversedMeanwhile,
    'application-not-possible': () => tooLateToApply('approved'),
    'not-at-desk': async () => {
      const { world, id } = await openRefundInDoubt();
      const office = openOffice(world);
      const { id: ending } = read(await office.post('mai', '/proposals', endingOf(id)));
      await office.post('mai', `/proposals/${id}/ask`);
      return as('binh', world, post(`/proposals/${ending}/approve`));
    },
    'discrepancy-not-resolvable': lineTakenMeanwhile,
    'day-closed': closedMeanwhile,
    'proposal-decided': async () => {
      const { world, id } = await withProposal();
      await openOffice(world).post('binh', `/proposals/${id}/decline`, { reason });
      return as('binh', world, post(`/proposals/${id}/approve`));
    },
    'same-officer': async () => {
      const { world, body } = await withProposal();
      const { id } = read(await openOffice(world).post('lan', '/proposals', body));
      return as('lan', world, post(`/proposals/${id}/approve`));
    },
  },
  declineProposal: {
    'proposal-decided': async () => {
      const { world, id } = await withProposal();
      await openOffice(world).post('binh', `/proposals/${id}/decline`, { reason });
      return as('lan', world, post(`/proposals/${id}/decline`, { reason }));
    },
  },
  enterTransfer: {
    'not-at-desk': async () => {
      const { world, id } = await withProposal();
      return as('mai', world, post(`/proposals/${id}/transfer`, transfer));
    },
  },
  askAfterRefund: {
    'not-at-desk': async () => {
      const { world, id } = await withProposal();
      return as('mai', world, post(`/proposals/${id}/ask`));
    },
  },
  acceptDiscrepancy: {
    'not-at-desk': async () => {
      const { world, id } = await withLine();
      await openOffice(world).post('mai', `/discrepancies/${id}/accept`, { reason });
      return as('mai', world, post(`/discrepancies/${id}/accept`, { reason }));
    },
    'discrepancy-not-resolvable': async () => {
      const { world, paid } = await withLine();
      await reconcileList(world, saturday, listOf({ ...paid, amountVnd: 1 }));
      const { id } = await openOf(world, 'amount-differs');
      return as('mai', world, post(`/discrepancies/${id}/accept`, { reason }));
    },
  },
  undoAcceptance: {
    'not-at-desk': async () => {
      const { world, id } = await withLine();
      return as('mai', world, post(`/discrepancies/${id}/undo`, { reason }));
    },
  },
  acceptContradiction: {
    'not-at-desk': async () => {
      const { world, id } = await withProposal();
      return as('mai', world, post(`/proposals/${id}/accept`, { reason }));
    },
  },
  acceptMovement: {
    'not-at-desk': async () => {
      const { world, id } = await withItem();
      return as('mai', world, post(`/movements/${id}/accept`, { reason }));
    },
  },
  abandonAttempt: {
    'not-at-desk': async () => {
      const { world, order } = await openAwaiting();
      return as('mai', world, post(`/orders/${order.id}/attempts/1/abandon`, { reason }));
    },
  },
  askAfterAttempt: {
    'not-at-desk': async () => {
      const { world, order } = await openAwaiting();
      return as('mai', world, post(`/orders/${order.id}/attempts/1/ask`));
    },
  },
};

const noKeys: TokenReading = { type: 'no-keys', why: 'away' };

/** What any operation can meet, made in one way for all. */
export const commonProvocations: Record<string, (operationId: string) => Promise<HttpAnswer>> = {
  unauthenticated: async (operationId) => {
    const { world, call } = await good[operationId]!();
    return as('stranger', world, call);
  },
  'not-allowed': async (operationId) => {
    const { world, call } = await good[operationId]!();
    return as('nobody', world, call);
  },
  busy: async (operationId) => {
    const { world, who, call } = await good[operationId]!();
    return call(
      openOffice(world, async () => noKeys),
      who,
    );
  },
  fault: async (operationId) => {
    const { world, who, call } = await good[operationId]!();
    const gone = async () => Promise.reject(new Error('gone'));
    return as(who, { ...world, store: { ...world.store, read: gone, listDesk: gone } }, call);
  },
  'malformed-json': async (operationId) => as('lan', (await withItem()).world, posting(posts[operationId]!, '{')),
  'body-too-large': async (operationId) =>
    as('lan', (await withItem()).world, posting(posts[operationId]!, `"${'x'.repeat(33_000)}"`)),
  'unsupported-media-type': async (operationId) =>
    as('lan', (await withItem()).world, posting(posts[operationId]!, '{}', 'text/plain')),
  'validation-failed': async (operationId) => {
    const { world } = await withItem();
    const list = lists[operationId];
    return as('lan', world, list === undefined ? posting(posts[operationId]!, '{}') : get(list));
  },
  'not-found': async (operationId) => as('lan', (await withItem()).world, nowhere[operationId]!),
  'order-not-found': async (operationId) => as('lan', (await withItem()).world, nowhere[operationId]!),
};
