import { describe, expect, test } from 'vitest';
import type { TokenReading } from '../../../lib/runtime/officer-tokens.ts';
import { toMovementId } from '../../../lib/http/desk-ids.ts';
import { makeNotice } from '../../samples.ts';
import {
  debit,
  openAwaiting,
  openPaid,
  type PaidWorld,
  putAside,
  tell,
  withTransfers,
} from '../use-cases/desk-world.ts';
import { openDoubt, openRefundInDoubt } from './doubt.ts';
import { codesOf, deskOperations, expectPromised } from './described-api.ts';
import { read } from './http-answer.ts';
import type { HttpAnswer } from './http-call.ts';
import { type Office, openOffice } from './office.ts';

type Call = (office: Office, who: string) => Promise<HttpAnswer>;

/** A world in which a call is good, by whom, and the call itself. */
type Good = { readonly world: PaidWorld['world']; readonly who: string; readonly call: Call };

const reason = 'Nộp thừa';
const transfer = {
  payee: { bankCode: '970436', accountNumber: '0071000123456', name: 'NGUYEN VAN A' },
  transferReference: 'FT1',
};
const noMovement = toMovementId('nothing');
const noProposal = 'DN0000000000';
const noOrder = 'LP0000000000';

const get =
  (path: string): Call =>
  (office, who) =>
    office.get(who, path);

const post =
  (path: string, body?: unknown, key?: string): Call =>
  (office, who) =>
    office.post(who, path, body, key);

const posting =
  (path: string, text: string, type = 'application/json'): Call =>
  (office, who) =>
    office.call(who, {
      method: 'POST',
      target: `/v1/desk${path}`,
      body: text,
      headers: { 'content-type': type, 'idempotency-key': 'k' },
    });

const withItem = async () => {
  const opened = await openAwaiting();
  return { ...opened, id: toMovementId(await putAside(opened, 100_000)) };
};

/** A paid order, and a refund of some of it that Mai has asked for. */
const withProposal = async (changes: (paid: PaidWorld) => PaidWorld['world'] = ({ world }) => world) => {
  const paid = await openPaid();
  const world = changes(paid);
  const body = { kind: 'refund', orderId: paid.order.id, amountVnd: 35_000, reason };
  const { id } = read(await openOffice(world).post('mai', '/proposals', body, 'first'));
  return { ...paid, world, id, body };
};

const reading = async (path: (id: string) => string): Promise<Good> => {
  const { world, id } = await withItem();
  return { world, who: 'thanh', call: get(path(id)) };
};

/** A good call of each operation. */
const good: Record<string, () => Promise<Good>> = {
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
};

/** Where a body is posted, by operation; the address names nothing, and the body is looked at all the same. */
const posts: Record<string, string> = {
  acceptMovement: `/movements/${noMovement}/accept`,
  abandonAttempt: `/orders/${noOrder}/attempts/1/abandon`,
  makeProposal: '/proposals',
  declineProposal: `/proposals/${noProposal}/decline`,
  enterTransfer: `/proposals/${noProposal}/transfer`,
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
};

const as = async (who: string, world: PaidWorld['world'], call: Call): Promise<HttpAnswer> =>
  call(openOffice(world), who);

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

/** What makes single operations answer what no other does. */
const provocations: Record<string, Record<string, () => Promise<HttpAnswer>>> = {
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
const common: Record<string, (operationId: string) => Promise<HttpAnswer>> = {
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

describe.each(deskOperations)('$operationId', (operation) => {
  const { operationId } = operation;

  test('needs the token of an officer, and no key of a portal', () => {
    expect(operation.security).toEqual([{ officerToken: [] }]);
  });

  test('answers as it promises', async () => {
    const { world, who, call } = await good[operationId]!();
    const answer = await as(who, world, call);

    expect(answer.status, answer.body).toBeLessThan(300);
    expectPromised(operation, answer);
  });

  test.each(codesOf(operation))('can really be refused as %s', async (code) => {
    const answer = await (provocations[operationId]?.[code] ?? (() => common[code]!(operationId)))();

    expect(read(answer).code).toBe(code);
    expectPromised(operation, answer);
  });
});

test('the same key gives a proposal that was made before, as promised', async () => {
  const { world, body } = await withProposal();
  const again = await as('mai', world, post('/proposals', body, 'first'));

  expect(again.status).toBe(200);
  expectPromised(
    deskOperations.find(({ operationId }) => operationId === 'makeProposal')!,
    again,
  );
});
