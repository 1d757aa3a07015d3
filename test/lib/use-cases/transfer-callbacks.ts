import { describe, expect, test } from 'vitest';
import { addMs, minuteMs } from '../../../lib/domain/time.ts';
import type { CallbackRequest } from '../../../lib/providers/provider.ts';
import { sepay } from '../../../lib/providers/sepay.ts';
import { start } from '../../samples.ts';
import { bodyOf, callBack, openWithTransfer, signed } from './sample-transfers.ts';
import { commitsIn, read } from './sample-world.ts';

/** What SePay hears, how many items are stored, and what is counted. */
type Expected = readonly [status: number, stored: number[], counted: string[]];

const taken: Expected = [200, [3], []];
const unapplied: Expected = [200, [1], ['MoneyUnapplied']];
const forged: Expected = [401, [], ['CallbackSignatureRejected']];
const unreadable: Expected = [503, [1], ['NoticeUnreadable']];

const amountAs = (written: string) => (body: string) =>
  body.replace('"transferAmount":135000', `"transferAmount":${written}`);

/** Bodies as SePay would sign them. */
const bodies: [name: string, change: (body: string) => string, expected: Expected][] = [
  ['as it should be', (body) => body, taken],
  ['with fields that nobody knows', (body) => body.replace('{', '{"bankFee":{"amount":[1.5]},'), taken],
  ['in another order and with white space', (body) => JSON.stringify(JSON.parse(body), null, 2), taken],
  ['with letters escaped', (body) => body.replace('Vietcombank', '\\u0056ietcombank'), taken],
  [
    'with control characters in the text',
    (body) => body.replace('"content":"', '"content":"\\u0000\\u001b[2J '),
    taken,
  ],
  ['with an amount as a fraction', amountAs('135000.5'), unreadable],
  ['with an amount as a float', amountAs('135000.0'), unreadable],
  ['with an amount as a string', amountAs('"135000"'), unreadable],
  ['with a negative amount', amountAs('-135000'), unreadable],
  ['with an amount of zero', amountAs('0'), unreadable],
  ['with an amount over 2^53', amountAs('9007199254740993'), unreadable],
  ['with the largest amount there is', amountAs('9007199254740991'), [200, [3], ['MoneyUnapplied']]],
  ['with an amount twice', (body) => body.replace('{', '{"transferAmount":1,'), unreadable],
  ['with an account twice', (body) => body.replace('{', '{"accountNumber":"1",'), unreadable],
  ['without an amount', (body) => body.replace('transferAmount', 'amount'), unreadable],
  ['that is no JSON', () => 'id=1&transferAmount=135000', unreadable],
  ['that is a list', (body) => `[${body}]`, unreadable],
  ['of another bank account', (body) => body.replace(/"accountNumber":"\d+"/, '"accountNumber":"9999"'), unapplied],
  ['of over 16 kB', (body) => body.replace('"description":""', `"description":"${'x'.repeat(16_384)}"`), forged],
];

const changed = (request: CallbackRequest, headers: CallbackRequest['headers']): CallbackRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
});

/** Requests that nobody may take for SePay’s. */
const forgeries: [name: string, forge: (request: CallbackRequest) => CallbackRequest][] = [
  ['without headers', (request) => ({ ...request, headers: {} })],
  [
    'with its signature twice',
    (request) => {
      const signature = request.headers['x-sepay-signature'] ?? '';
      return changed(request, { 'x-sepay-signature': `${signature},${signature}` });
    },
  ],
  ['with its timestamp changed', (request) => changed(request, { 'x-sepay-timestamp': '1795244557' })],
  ['with a byte changed', (request) => ({ ...request, body: request.body.replace('135000', '136000') })],
  ['with white space added', (request) => ({ ...request, body: `${request.body}\n` })],
  ['by another method', (request) => ({ ...request, method: 'PUT' })],
  ['in its query string', ({ body, ...request }) => ({ ...request, rawQueryString: body, body: '' })],
];

/** What SePay’s callbacks are answered, and what is stored of them. */
export const describeTransferCallbacks = (): void => {
  describe('a callback of SePay', () => {
    test.each(bodies)('%s', async (_, change, [status, stored, counted]) => {
      const { world, order } = await openWithTransfer();
      const word = await callBack(world, signed(change(bodyOf({ id: 1, text: order.id }))));

      expect(sepay.acknowledge(word).status).toBe(status);
      expect(commitsIn(world)).toEqual(stored);
      expect(world.counted).toEqual(counted);
    });

    test.each(forgeries)('%s is not genuine, and nothing of it is stored', async (_, forge) => {
      const { world, order } = await openWithTransfer();
      const word = await callBack(world, forge(signed(bodyOf({ id: 1, text: order.id }))));

      expect(sepay.acknowledge(word).status).toBe(401);
      expect(commitsIn(world)).toEqual([]);
      expect(world.counted).toEqual(['CallbackSignatureRejected']);
    });

    test.each([
      [5 * minuteMs, []],
      [5 * minuteMs + 1000, ['CallbackStale']],
      [-5 * minuteMs, []],
      [-5 * minuteMs - 1000, ['CallbackStale']],
    ])(
      'that comes %i ms after it was signed is stored and decided, and counted when that is long',
      async (ms, counted) => {
        const { world, order } = await openWithTransfer();
        const request = signed(bodyOf({ id: 1, text: order.id }), addMs(start, -ms));

        expect(await callBack(world, request)).toBe('accepted');
        expect((await read(world, order)).status).toBe('paid');
        expect(world.counted).toEqual(counted);
      },
    );

    test('that is played again a day later adds nothing', async () => {
      const { world, order } = await openWithTransfer();
      const request = signed(bodyOf({ id: 1, text: order.id }));
      await callBack(world, request);
      world.moveClock(24 * 60 * minuteMs);

      expect(await callBack(world, request)).toBe('already-confirmed');
      expect(commitsIn(world)).toEqual([3]);
      expect(world.counted).toEqual(['CallbackStale']);
    });
  });
};
