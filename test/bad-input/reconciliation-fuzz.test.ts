import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectPromised, expectSchema, reconciliationOperations } from '../lib/http/described-api.ts';
import { read } from '../lib/http/http-answer.ts';
import { openOffice } from '../lib/http/office.ts';
import { openDoor, openReconciledDay } from '../lib/http/reconciliation-calls.ts';
import { hostileJson, isDecodable, seed, targetTexts } from './arbitraries.ts';

const runs = { seed, numRuns: 200 };

const operationOf = (operationId: string) =>
  reconciliationOperations.find((operation) => operation.operationId === operationId)!;

/** A reconciled day, and all that is written after it. */
const openWatched = async () => {
  const day = await openReconciledDay();
  const { store } = day.world;
  const written: unknown[] = [];
  const commit: typeof store.commit = async (writes) => {
    written.push(...writes);
    return store.commit(writes);
  };
  const world = { ...day.world, store: { ...store, commit } };
  return { ...day, world, door: openDoor(world), office: openOffice(world), written };
};

test(`no bytes that are brought make a fault, and each answer is promised (seed ${seed})`, async () => {
  const { door, day, list } = await openWatched();
  const broken = fc
    .tuple(fc.nat(list.length - 1), fc.uint8Array({ maxLength: 8 }))
    .map(([at, odd]) =>
      Buffer.concat([Buffer.from(list.slice(0, at)), Buffer.from(odd), Buffer.from(list.slice(at + 1))]),
    );
  const bytes = fc.oneof(
    broken,
    fc.uint8Array({ maxLength: 300 }).map((odd) => Buffer.from(odd)),
  );
  const names = fc.oneof(fc.constant('a.csv'), targetTexts);

  await fc.assert(
    fc.asyncProperty(bytes, names, async (file, name) => {
      const answer = await door.bring('mai', `${day}/statements?name=${name}`, file);

      expect(answer.status, answer.body).toBeLessThan(500);
      expectPromised(operationOf('bringStatement'), answer);
    }),
    { ...runs, numRuns: 100 },
  );
});

test(`no JSON closes a day that nobody named (seed ${seed})`, async () => {
  const { door, day, written } = await openWatched();

  await fc.assert(
    fc.asyncProperty(hostileJson, async (body) => {
      expectPromised(operationOf('closeBankDay'), await door.post('mai', `${day}/close`, body ?? null));
      expect(written).toEqual([]);
    }),
    runs,
  );
});

test(`no list asked for makes a fault (seed ${seed})`, async () => {
  const { door, day, of } = await openWatched();
  const paths = {
    '/days': 'listBankDays',
    '/discrepancies': 'listDiscrepancies',
    [`${day}/runs`]: 'listRuns',
    [`${day}/runs/1/results`]: 'listResults',
    [`${day}/quarantined`]: 'listQuarantined',
    [`${day}/runs/1/files/body`]: 'getRunFile',
  };
  const names = ['class', 'account', 'side', 'from', 'to', 'limit', 'after', 'minVnd', 'olderThanDays', 'offset'];
  const known = ['missing-at-provider', of.accountId, 'provider', '2026-11-21', '1', '100', 'UlVOIzAwMDAwMQ'];
  const pair = fc.tuple(fc.constantFrom(...names), fc.oneof(fc.constantFrom(...known), targetTexts));
  const queries = fc.array(pair.map((parts) => parts.join('='))).map((pairs) => pairs.join('&'));

  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.entries(paths)), queries, async ([path, operationId], query) => {
      const answer = await door.get('thanh', `${path}?account=${of.accountId}&side=provider&${query}`);

      expect(answer.status, answer.body).toBeLessThan(500);
      expectPromised(operationOf(operationId), answer);
    }),
    runs,
  );
});

test(`no path or method makes a fault, and whatever is refused is a problem (seed ${seed})`, async () => {
  const { office, of } = await openWatched();
  const words = ['days', of.accountId, 'provider', of.on, 'runs', '1', 'files', 'body', 'events', 'payments', 'close'];
  const segments = fc.oneof(fc.constantFrom(...words), targetTexts);
  const targets = fc
    .array(segments, { maxLength: 8 })
    .map((parts) => ['/v1/reconciliation', ...parts].join('/'))
    .filter(isDecodable);
  const methods = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS');

  await fc.assert(
    fc.asyncProperty(targets, methods, async (target, method) => {
      const answer = await office.call('thanh', { method, target });

      expect(answer.status).toBeLessThan(500);
      if (answer.status >= 400) expectSchema('Problem', read(answer));
    }),
    runs,
  );
});
