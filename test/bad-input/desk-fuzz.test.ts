import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toMovementId } from '../../lib/http/desk-ids.ts';
import { deskOperations, expectPromised, expectSchema } from '../lib/http/described-api.ts';
import { withItem } from '../lib/http/desk-calls.ts';
import { read } from '../lib/http/http-answer.ts';
import { openOffice } from '../lib/http/office.ts';
import { openPaid, putAside, withTransfers } from '../lib/use-cases/desk-world.ts';
import { hostileJson, isDecodable, proposalRequests, seed, targetTexts, transferRequests } from './arbitraries.ts';

const runs = { seed, numRuns: 300 };

const operationOf = (operationId: string) => deskOperations.find((operation) => operation.operationId === operationId)!;

/** A paid order, an unapplied item, and an approved refund that waits for its transfer, with all that was written since. */
const openDesk = async () => {
  const paid = await openPaid();
  const world = withTransfers(paid.world);
  const movementId = toMovementId(await putAside(paid, 100_000));
  const office = openOffice(world);
  const body = { kind: 'refund', orderId: paid.order.id, amountVnd: 1000, reason: 'x' };
  const { id: proposalId } = read(await office.post('mai', '/proposals', body));
  await office.post('binh', `/proposals/${proposalId}/approve`);
  const written: unknown[] = [];
  const commit: typeof world.store.commit = async (writes) => {
    written.push(...writes);
    return world.store.commit(writes);
  };
  const watched = openOffice({ ...world, store: { ...world.store, commit } });
  return { office: watched, written, orderId: paid.order.id, movementId, proposalId: String(proposalId) };
};

/** Lets some bodies speak of what is there. */
const speaking = (body: unknown, known: Readonly<Record<string, string>>): unknown =>
  typeof body === 'object' && body !== null && !Array.isArray(body)
    ? Object.fromEntries(Object.entries(body).map(([name, value]) => [name, known[name] ?? speaking(value, known)]))
    : body;

test(`no proposal makes a fault or moves money, and each answer is promised (seed ${seed})`, async () => {
  const { office, written, orderId, movementId } = await openDesk();
  const statuses = new Set<number>();
  const keys = fc.stringMatching(/^[\x21-\x7e]{1,20}$/);

  await fc.assert(
    fc.asyncProperty(proposalRequests, fc.boolean(), keys, async (body, isKnown, key) => {
      const before = written.length;
      const sent = isKnown ? speaking(body, { orderId, movementId }) : body;
      const answer = await office.post('mai', '/proposals', sent ?? null, key);
      statuses.add(answer.status);

      expect(answer.status, answer.body).toBeLessThan(500);
      expectPromised(operationOf('makeProposal'), answer);
      if (answer.status >= 400) expect(written).toHaveLength(before);
    }),
    runs,
  );
  expect([...statuses]).toContain(422);
});

test(`no transfer makes a fault, and each answer is promised (seed ${seed})`, async () => {
  const { office, proposalId } = await openDesk();

  await fc.assert(
    fc.asyncProperty(transferRequests, async (body) => {
      const answer = await office.post('mai', `/proposals/${proposalId}/transfer`, body ?? null);

      expect(answer.status, answer.body).toBeLessThan(500);
      expectPromised(operationOf('enterTransfer'), answer);
    }),
    runs,
  );
});

test(`no JSON where a reason is wanted makes a fault or is written down (seed ${seed})`, async () => {
  const { office, written, movementId, proposalId, orderId } = await openDesk();
  const paths = [
    `/movements/${movementId}/accept`,
    `/proposals/${proposalId}/decline`,
    `/orders/${orderId}/attempts/1/abandon`,
  ];

  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), hostileJson, async (path, body) => {
      const answer = await office.post('lan', path, body ?? null);

      expect([409, 413, 415, 422], answer.body).toContain(answer.status);
      expect(written).toEqual([]);
    }),
    runs,
  );
});

test(`no list asked for makes a fault (seed ${seed})`, async () => {
  const { world } = await withItem();
  const office = openOffice(world);
  const names = fc.oneof(fc.constantFrom('class', 'limit', 'after'), targetTexts);
  const texts = fc.oneof(fc.constantFrom('wrong-amount', 'proposal', '1', '100'), targetTexts);
  const queries = fc.array(fc.tuple(names, texts).map((pair) => pair.join('='))).map((pairs) => pairs.join('&'));
  const listed = { '/items': 'listDesk', '/proposals': 'listProposals' } as const;

  await fc.assert(
    fc.asyncProperty(fc.constantFrom('/items' as const, '/proposals' as const), queries, async (path, query) => {
      expectPromised(operationOf(listed[path]), await office.get('thanh', `${path}?${query}`));
    }),
    runs,
  );
});

test(`no path, method or header makes a fault, and whatever is refused is a problem (seed ${seed})`, async () => {
  const { office, movementId, proposalId, orderId } = await openDesk();
  const words = ['items', 'movements', 'orders', 'attempts', 'proposals', 'events', 'accept', 'approve', 'ask', '1'];
  const segments = fc.oneof(fc.constantFrom(...words, movementId, proposalId, orderId), targetTexts);
  const targets = fc
    .array(segments, { maxLength: 5 })
    .map((parts) => ['/v1/desk', ...parts].join('/'))
    .filter(isDecodable);
  const methods = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'QUERY');
  const headerTexts = fc.stringMatching(/^[\x20-\x7e]{0,60}$/);
  const headers = fc.record(
    { authorization: headerTexts, 'accept-language': headerTexts, 'content-type': headerTexts },
    { requiredKeys: [] },
  );

  await fc.assert(
    fc.asyncProperty(targets, methods, headers, async (target, method, given) => {
      const answer = await office.call('thanh', { method, target, headers: given });

      expect(answer.status).toBeLessThan(500);
      if (answer.status >= 400) expectSchema('Problem', read(answer));
    }),
    runs,
  );
});
