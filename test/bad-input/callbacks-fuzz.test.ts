import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { makeCallbackHandler } from '../../lib/http/callbacks.ts';
import { read } from '../lib/http/http-answer.ts';
import { callFunction, type HttpAnswer, type HttpCall } from '../lib/http/http-call.ts';
import { openPortal, type Portal } from '../lib/http/portal.ts';
import { callbackPath, vnpayQuery } from '../lib/http/vnpay-callback.ts';
import { hmacHex, paidFields } from '../lib/providers/vnpay-example.ts';
import { isDecodable, seed, targetTexts } from './arbitraries.ts';

const runs = { seed, numRuns: 400 };

let portal: Portal;
let attempt: Awaited<ReturnType<Portal['startPaying']>>['attempt'];

beforeEach(async () => {
  portal = await openPortal();
  ({ attempt } = await portal.startPaying(read(await portal.postOrder())));
});

const callBack = (call: HttpCall): Promise<HttpAnswer> => callFunction(makeCallbackHandler(portal.world), call);

/** VNPAY understands nothing else than this. */
const expectProtocol = ({ status, headers, body }: HttpAnswer): string => {
  expect([status, headers['content-type']]).toEqual([200, 'application/json']);
  const { RspCode, Message } = JSON.parse(body);
  expect(['00', '01', '02', '04', '97', '99']).toContain(RspCode);
  expect(Message).toEqual(expect.any(String));
  return RspCode;
};

const names = fc.oneof(
  fc.constantFrom(...Object.keys(paidFields), 'vnp_SecureHash', 'vnp_SecureHashType'),
  targetTexts,
);
const pairs = fc.tuple(names, targetTexts).map((pair) => pair.join('='));
const queries = fc.array(pairs, { maxLength: 20 }).map((all) => all.join('&'));

test(`VNPAY hears its own words whatever is sent, and nothing is stored that is not signed (seed ${seed})`, async () => {
  const writtenBefore = portal.written.length;
  const methods = fc.constantFrom('GET', 'POST', 'PUT', 'HEAD', 'OPTIONS');
  const accounts = fc.oneof(
    fc.constant(callbackPath),
    targetTexts.map((text) => `/callbacks/vnpay/a${text.replaceAll('/', '')}`),
  );
  const targets = fc
    .tuple(accounts, queries)
    .map((parts) => parts.join('?'))
    .filter(isDecodable);
  const bodies = fc.oneof(
    queries,
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  );

  await fc.assert(
    fc.asyncProperty(targets, methods, bodies, async (target, method, body) => {
      expect(expectProtocol(await callBack({ target, method, body }))).toBe('97');
      expect(portal.written).toHaveLength(writtenBefore);
    }),
    runs,
  );
});

test(`one changed character of a genuine callback makes it a forged one (seed ${seed})`, async () => {
  const genuine = vnpayQuery(attempt);
  const writtenBefore = portal.written.length;
  const changes = fc.tuple(fc.nat({ max: genuine.length - 1 }), fc.stringMatching(/^[\dabcxyzA&=+%._-]$/));

  await fc.assert(
    fc.asyncProperty(changes, async ([place, character]) => {
      const changed = genuine.slice(0, place) + character + genuine.slice(place + 1);
      fc.pre(changed.toLowerCase() !== genuine.toLowerCase());

      expect(expectProtocol(await callBack({ target: `${callbackPath}?${changed}` }))).toBe('97');
      expect(portal.written).toHaveLength(writtenBefore);
    }),
    runs,
  );
});

test(`what is signed is answered and kept, whatever it says (seed ${seed})`, async () => {
  const values = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.stringMatching(/^\d{0,15}$/));
  const fields = fc.dictionary(fc.constantFrom(...Object.keys(paidFields)), values, { maxKeys: 9 });
  const words = new Set<string>();
  const heard = new Set<string>();

  await fc.assert(
    fc.asyncProperty(fields, async (changes) => {
      const writtenBefore = portal.written.length;
      const query = vnpayQuery(attempt, changes);
      const word = expectProtocol(await callBack({ target: `${callbackPath}?${query}` }));
      words.add(word);

      expect(word).not.toBe('97');
      const reference = changes.vnp_TxnRef ?? attempt.reference;
      if (!heard.has(reference)) expect(portal.written.length).toBeGreaterThan(writtenBefore);
      heard.add(reference);
    }),
    runs,
  );
  expect(words.size).toBeGreaterThan(2);
});

test('a signature of an empty query is none', async () => {
  const target = `${callbackPath}?vnp_SecureHash=${hmacHex('', 'ea-kao-secret')}`;

  expect(expectProtocol(await callBack({ target }))).toBe('99');
});
