import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountVndSchema } from '../../../lib/domain/money.ts';
import { isSameContent, noticeSchema } from '../../../lib/domain/notice.ts';
import { toPaymentCode } from '../../../lib/domain/order-id.ts';
import { makeProposalId } from '../../../lib/domain/proposal-id.ts';
import type { Side } from '../../../lib/domain/statement-source.ts';
import { sepay } from '../../../lib/providers/sepay.ts';
import type { SepayAccount } from '../../../lib/providers/sepay-fields.ts';
import { readCallbackBody, readListed, toDebitKey } from '../../../lib/providers/sepay-notice.ts';
import { statementLine } from './statement-lines.ts';
import { apiToken, listed, orderId, secret, sepayAccount, transaction } from './sepay-example.ts';

const account: SepayAccount = {
  id: sepayAccount.id,
  beneficiaryAccount: sepayAccount.beneficiaryAccount,
  options: { accountNumber: '0123499999', listUrl: 'https://my.sepay.vn/userapi/transactions/list' },
  keys: [{ id: 'key-2', secret }],
  apiToken,
};

const readBody = (json: string) => readCallbackBody(json, account);
const read = (changes: Record<string, unknown> = {}) => readBody(JSON.stringify({ ...transaction, ...changes }));
const readEntry = (changes: Record<string, unknown> = {}) =>
  readListed(JSON.stringify({ ...listed, ...changes }), account);

const noticeOf = (reading: ReturnType<typeof readBody>) =>
  'notice' in reading ? noticeSchema.parse(reading.notice) : expect.unreachable(reading.why);

const body = JSON.stringify(transaction);

describe('a transaction that SePay tells of', () => {
  test('is a notice in our words', () => {
    expect(noticeOf(read({ content: `Nop le phi ${toPaymentCode(orderId)}` }))).toEqual({
      movementKey: 'sepay:0123499999:MBVCB.3278907687:in:135000',
      alias: '92704',
      provider: 'sepay',
      accountId: sepayAccount.id,
      reference: orderId,
      reached: sepayAccount.beneficiaryAccount,
      direction: 'in',
      result: 'paid',
      amountVnd: 135_000,
      paidAt: '2026-11-21T07:02:37.000Z',
      transactionId: 'MBVCB.3278907687',
    });
  });

  test('is the same notice from the callback and from the list', () => {
    expect(readEntry()).toEqual(read());
    expect(readEntry({ transaction_content: orderId })).toEqual(read({ content: orderId }));
    const out = { amount_in: '0.00', amount_out: '50000.00' };
    expect(readEntry(out)).toEqual(read({ transferType: 'out', transferAmount: 50_000 }));
  });

  test('out of the account has the key that the bank’s reference and its amount give', () => {
    const { movementKey, direction } = noticeOf(read({ transferType: 'out', transferAmount: 50_000 }));
    const debit = { reference: ' MBVCB.3278907687 ', amountVnd: amountVndSchema.parse(50_000) };

    expect(direction).toBe('out');
    expect(toDebitKey(debit, account)).toBe(movementKey);
  });

  test('with another amount or direction under the same reference is another movement', () => {
    const keys = [read(), read({ transferAmount: 1 }), read({ transferType: 'out' })].map(
      (one) => noticeOf(one).movementKey,
    );

    expect(new Set(keys).size).toBe(3);
  });

  test.each([null, undefined, '', '  '])(
    'to which the bank gives the reference %j is known by SePay’s number',
    (none) => {
      const notice = noticeOf(read({ referenceCode: none }));

      expect(notice).toMatchObject({ movementKey: 'sepay:0123499999:#92704:in:135000', alias: '92704' });
      expect(notice.transactionId).toBeUndefined();
      expect(readEntry({ reference_number: none })).toEqual(read({ referenceCode: none }));
    },
  );

  test('whose reference has signs that a key is made of is known apart all the same', () => {
    const keys = ['a:in:1', 'a', '#92704'].map((referenceCode) => noticeOf(read({ referenceCode })).movementKey);

    expect(keys).toEqual([
      'sepay:0123499999:a%3Ain%3A1:in:135000',
      'sepay:0123499999:a:in:135000',
      'sepay:0123499999:%2392704:in:135000',
    ]);
  });

  test('without a code is for whatever its text says', () => {
    expect(noticeOf(read({ content: '  chuyen tien\r\n an trua ' })).reference).toBe('chuyen tien an trua');
    expect(noticeOf(read({ content: null })).reference).toBe('');
    expect(noticeOf(read({ content: 'x'.repeat(2000) })).reference).toBe('x'.repeat(512));
  });

  test('with control characters or half a letter in its text is read, and these are not kept', () => {
    expect(noticeOf(read({ content: `\u0000${orderId}\u0007` })).reference).toBe(orderId);
    expect(noticeOf(read({ content: 'a\u0000b\ud800c' })).reference).toBe('a b\ufffdc');
    expect(noticeOf(read({ content: `${'x'.repeat(511)}\u{1f600}` })).reference).toBe(`${'x'.repeat(511)}\ufffd`);
  });

  test('out of the account is for the refund whose code it has, and never for an order', () => {
    const refundId = makeProposalId(Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8]));
    const referenceOf = (transferType: string, content: string) => noticeOf(read({ transferType, content })).reference;

    expect(referenceOf('out', `hoan phi ${refundId.toLowerCase()}.CT di`)).toBe(refundId);
    expect(referenceOf('out', `hoan ${orderId}`)).toBe(`hoan ${orderId}`);
    expect(referenceOf('in', `hoan ${refundId}`)).toBe(`hoan ${refundId}`);
  });

  test('of another bank account is of no merchant account of ours, reached none, and has a key of its own', () => {
    const notice = noticeOf(read({ accountNumber: '9999999999', content: orderId }));

    expect(notice).toMatchObject({
      accountId: 'sepay:9999999999',
      movementKey: 'sepay:0123499999/9999999999:MBVCB.3278907687:in:135000',
      reference: `9999999999: ${orderId}`,
    });
    expect(notice.reached).toBeUndefined();
  });
});

describe('a genuine message that cannot be read', () => {
  test.each<[string, unknown, RegExp]>([
    ['a fraction', 135_000.5, /^transferAmount/],
    ['a string', '135000', /^transferAmount/],
    ['a negative amount', -135_000, /^transferAmount/],
    ['nothing', 0, /^transferAmount/],
    ['null', null, /^transferAmount/],
    ['a list', [135_000], /^transferAmount/],
    ['more than 2^53', 2 ** 53, /^transferAmount/],
    ['far more than that', 1e300, /^transferAmount/],
  ])('has %s for an amount', (_, transferAmount, why) => {
    expect(read({ transferAmount })).toEqual({ why: expect.stringMatching(why) });
  });

  test.each(['135000.0', '135000.0000000000000001', '1.35e5', '135000E0', '9007199254740993', '0135000'])(
    'has an amount that is written %s, whatever a parser makes of it',
    (written) => {
      expect(readBody(body.replace('"transferAmount":135000', `"transferAmount":${written}`))).toHaveProperty('why');
    },
  );

  test('says a name twice', () => {
    expect(readBody(body.replace('{', '{"transferAmount":1,'))).toHaveProperty('why');
    expect(readBody(body.replace('{', '{"\\u0069d":1,'))).toHaveProperty('why');
  });

  test.each<[string, Record<string, unknown>]>([
    ['id', { id: 'abc' }],
    ['id', { id: undefined }],
    ['accountNumber', { accountNumber: 123_499_999 }],
    ['accountNumber', { accountNumber: 'a/b' }],
    ['transactionDate', { transactionDate: '2026-11-31 14:02:37' }],
    ['transferType', { transferType: 'IN' }],
    ['content', { content: 5 }],
    ['referenceCode', { referenceCode: 'MBVCB\u0000' }],
    ['referenceCode', { referenceCode: 'x'.repeat(65) }],
  ])('has another %s, and its own words are not repeated', (name, changes) => {
    const reading = read({ ...changes, content: changes.content ?? 'NGUYEN THI ANH TUYET' });

    expect(reading).toEqual({ why: expect.stringContaining(name) });
    expect(JSON.stringify(reading)).not.toContain('NGUYEN');
  });

  test.each(['', '[]', 'null', 'x', '{"id":92704'])('is %s', (text) => {
    expect(readBody(text)).toHaveProperty('why');
  });

  test.each<[string, Record<string, unknown>]>([
    ['fractions', { amount_in: '135000.50' }],
    ['numbers', { amount_in: 135_000 }],
    ['no decimals', { amount_in: '135000' }],
    ['separators', { amount_in: '135,000.00' }],
    ['a sign', { amount_in: '-135000.00' }],
    ['leading zeros', { amount_in: '00135000.00' }],
    ['more than 2^53', { amount_in: '9007199254740993.00' }],
    ['both ways', { amount_out: '1.00' }],
    ['neither way', { amount_in: '0.00' }],
    ['nothing', { amount_in: undefined }],
  ])('is an entry of the list whose amounts are %s', (_, changes) => {
    expect(readEntry(changes)).toEqual({ why: expect.stringContaining('amount_in') });
  });

  test('never makes a fault, and what is read can be stored', () => {
    const anyField = fc.constantFrom(...Object.keys(transaction), ...Object.keys(listed));
    fc.assert(
      fc.property(fc.dictionary(anyField, fc.jsonValue({ maxDepth: 1 })), (changes) => {
        for (const reading of [read(changes), readEntry(changes)])
          expect('why' in reading || noticeSchema.safeParse(reading.notice).success).toBe(true);
      }),
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => 'why' in readBody(text)));
  });
});

describe('a line of the bank’s own statement', () => {
  const readLine = (changes: Parameters<typeof statementLine>[0], side: Side = 'bank') =>
    sepay.readLine?.(sepayAccount, statementLine(changes), side);

  test('has the key of the callback of the same movement, whatever its number, amount and direction', () => {
    const reference = fc
      .string({ unit: fc.constantFrom(...Array.from('FT019AZ-_.:/ %')), minLength: 1, maxLength: 64 })
      .filter((text) => text.trim() !== '');

    fc.assert(
      fc.property(
        reference,
        fc.integer({ min: 1, max: 1e12 }),
        fc.constantFrom('in', 'out'),
        (number, amountVnd, direction) => {
          const callback = noticeOf(
            read({ referenceCode: number, transferAmount: amountVnd, transferType: direction }),
          );
          const line = readLine({ transactionId: number.trim(), amountVnd, direction, text: transaction.content });

          expect(line?.movementKey).toBe(callback.movementKey);
          expect(isSameContent(callback, noticeSchema.parse(line))).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('names its order, or its refund, by the code in its text', () => {
    const refund = makeProposalId(Uint8Array.from({ length: 9 }, () => 7));

    expect(readLine({ transactionId: 'A', text: `Nop  ${toPaymentCode(orderId)}` })?.reference).toBe(orderId);
    expect(readLine({ transactionId: 'A', direction: 'out', text: `hoan phi ${refund}` })?.reference).toBe(refund);
  });

  test('is a movement of its own when the bank took it back, and none when it failed', () => {
    expect(readLine({ transactionId: 'A', status: 'reversed', direction: 'out' })?.result).toBe('paid');
    expect(readLine({ transactionId: 'A', status: 'failed' })?.result).toBe('failed');
  });

  test('tells no key without a number that a bank can have, or on another’s list', () => {
    expect(readLine({ reference: 'A' })).toBeUndefined();
    expect(readLine({ transactionId: 'A'.repeat(65) })).toBeUndefined();
    expect(readLine({ transactionId: 'Số 1' })).toBeUndefined();
    expect(readLine({ transactionId: 'A' }, 'provider')).toBeUndefined();
  });
});
