import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { makeCheckoutRoutes } from '../../lib/http/checkout-pages.ts';
import { answerProblemPage } from '../../lib/http/page-answer.ts';
import { makeStack } from '../../lib/http/stack.ts';
import { read } from '../lib/http/http-answer.ts';
import { callFunction, type HttpAnswer } from '../lib/http/http-call.ts';
import { openPortal, type Portal } from '../lib/http/portal.ts';
import { vnpayQuery } from '../lib/http/vnpay-callback.ts';
import { merchantAccount } from '../samples.ts';
import { isDecodable, seed, targetTexts } from './arbitraries.ts';

const runs = { seed, numRuns: 300 };

let portal: Portal;
let path: string;

beforeEach(async () => {
  portal = await openPortal();
  path = new URL(read(await portal.postOrder()).checkoutUrl).pathname;
});

const expectShown = ({ status, headers, body }: HttpAnswer): void => {
  expect(status).toBeLessThan(500);
  expect(headers['x-content-type-options']).toBe('nosniff');
  if (headers['content-type'] === 'application/json') return;
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(body).not.toMatch(/<script>alert|javascript:/);
};

test(`no address, form or query makes a page fail, or stores anything (seed ${seed})`, async () => {
  const writtenBefore = portal.written.length;
  const pages = makeStack(makeCheckoutRoutes(portal.world), answerProblemPage);
  const tokens = fc.oneof(
    fc.constant(path),
    targetTexts.map((text) => `/pay/${text}`),
    targetTexts.map((text) => path + text),
  );
  const ends = fc.oneof(fc.constantFrom('', '/return', '/status'), targetTexts);
  const targets = fc.tuple(tokens, ends, targetTexts).map(([token, end, query]) => `${token}${end}?${query}`);
  const bodies = fc.oneof(
    targetTexts,
    targetTexts.map((text) => `account=${text}`),
    fc.string({ unit: 'binary' }),
  );
  const types = fc.constantFrom('application/x-www-form-urlencoded', 'application/json', 'multipart/form-data', '');

  await fc.assert(
    fc.asyncProperty(
      targets.filter(isDecodable),
      fc.constantFrom('GET', 'POST', 'HEAD', 'PUT', 'OPTIONS'),
      bodies,
      types,
      async (target, method, body, type) => {
        expectShown(await callFunction(pages, { target, method, body, headers: { 'content-type': type } }));
        expect(portal.written).toHaveLength(writtenBefore);
      },
    ),
    runs,
  );
});

test(`no way back from a provider makes a page fail, or stores anything (seed ${seed})`, async () => {
  const { attempt } = await portal.startPaying({ checkoutUrl: path });
  const writtenBefore = portal.written.length;
  const pages = makeStack(makeCheckoutRoutes(portal.world), answerProblemPage);
  const names = fc.constantFrom('vnp_ResponseCode', 'vnp_TransactionStatus', 'vnp_Amount', 'vnp_TxnRef', 'vnp_TmnCode');
  const changes = fc.dictionary(
    names,
    fc.oneof(fc.constantFrom('00', '02', '07', '24'), fc.string({ unit: 'grapheme' })),
  );
  const signed = changes.map((changed) => vnpayQuery(attempt, changed));

  await fc.assert(
    fc.asyncProperty(fc.oneof(signed, targetTexts), fc.constantFrom('', '&lang=en', '&lang=x'), async (query, lang) => {
      const answer = await callFunction(pages, { target: `${path}/return?${query}${lang}` });

      expectShown(answer);
      expect(answer.status).toBe(200);
      expect(portal.written).toHaveLength(writtenBefore);
    }),
    runs,
  );
});

test('the form that the page itself shows does store an attempt', async () => {
  const pages = makeStack(makeCheckoutRoutes(portal.world), answerProblemPage);
  const writtenBefore = portal.written.length;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await callFunction(pages, {
    target: path,
    method: 'POST',
    headers,
    body: `account=${merchantAccount.id}`,
  });

  expect(answer.status).toBe(303);
  expect(portal.written.length).toBeGreaterThan(writtenBefore);
});
