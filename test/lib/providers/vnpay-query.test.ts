import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noticeSchema } from '../../../lib/domain/notice.ts';
import { instantSchema } from '../../../lib/domain/time.ts';
import type { Question } from '../../../lib/providers/provider.ts';
import { answerQuery, anyAnswer, makeAttempt, open, queryAnswer, queryOf, question, secret } from './vnpay-example.ts';

const read = (body: string) => queryOf(open()).read(body, question);

describe('a question', () => {
  const fieldsOf = (asked: Partial<Question>, account = open()) =>
    JSON.parse(queryOf(account).request({ ...question, ...asked }).body);

  test('is signed over its values in the documented order, as the vector says', () => {
    const account = open({}, { current: { id: 'vector', secret: 'SECRET_TEST_KEY' } });

    expect(fieldsOf({}, account)).toEqual({
      vnp_RequestId: 'REQ0001',
      vnp_Version: '2.1.0',
      vnp_Command: 'querydr',
      vnp_TmnCode: 'TMNCODE1',
      vnp_TxnRef: 'TXN0001',
      vnp_TransactionDate: '20261121093000',
      vnp_CreateDate: '20261121100000',
      vnp_IpAddr: '203.0.113.10',
      vnp_OrderInfo: 'Truy van GD TXN0001',
      vnp_SecureHash:
        '36eaaef5d54339e45b909b28ec2b6406b96e8a7ea85abc868c9bc34126f217d6fadba6b528c1af6a338991e27eb9fb7e4a5bba8e1eb9aab34d98d3e0c6b110d4',
    });
  });

  test('tells when the attempt began and when it is asked, in the time of Viet Nam', () => {
    const attempt = makeAttempt({ startedAt: '2026-11-20T17:30:00Z' });

    expect(fieldsOf({ attempt, now: instantSchema.parse('2026-11-21T16:59:00Z') })).toMatchObject({
      vnp_TransactionDate: '20261121003000',
      vnp_CreateDate: '20261121235900',
    });
  });
});

describe('its answer', () => {
  test('tells of a payment by its status', () => {
    const body = answerQuery();
    const reading = read(body);

    expect(reading).toMatchObject({ type: 'notice', keyId: 'key-2', raw: body });
    expect(reading.type === 'notice' && noticeSchema.parse(reading.notice)).toEqual({
      movementKey: 'vnpay:TMNCODE1:TXN0001',
      provider: 'vnpay',
      accountId: 'ubnd-quan-1-vnpay',
      reference: 'TXN0001',
      direction: 'in',
      result: 'paid',
      amountVnd: 135_000,
      paidAt: '2026-11-21T02:34:12.000Z',
      transactionId: '14422574',
      payerBankCode: 'NCB',
    });
  });

  test('has the movement key that its attempt’s reference gives', () => {
    expect(read(answerQuery())).toMatchObject({ notice: { movementKey: open().movementKey?.('TXN0001') } });
  });

  test.each([
    ['00', 'paid', undefined],
    ['02', 'failed', 'status-02'],
    ['03', 'in-doubt', 'status-03'],
    ['04', 'in-doubt', 'status-04'],
    ['05', 'in-doubt', 'status-05'],
    ['06', 'in-doubt', 'status-06'],
    ['07', 'in-doubt', 'status-07'],
    ['09', 'in-doubt', 'status-09'],
  ])('with status %s means %s', (vnp_TransactionStatus, result, reasonCode) => {
    const reading = read(answerQuery({ vnp_TransactionStatus }));

    expect(reading).toMatchObject({ type: 'notice', notice: { result } });
    expect(reading.type === 'notice' && reading.notice.reasonCode).toBe(reasonCode);
  });

  test('that nobody has completed the payment, or that VNPAY does not know it, is nothing known', () => {
    const notFound = { vnp_ResponseCode: '91', vnp_Amount: '', vnp_TransactionStatus: undefined, vnp_PayDate: null };

    expect(read(answerQuery({ vnp_TransactionStatus: '01' }))).toEqual({ type: 'unknown' });
    expect(read(answerQuery(notFound))).toEqual({ type: 'unknown' });
  });

  test.each(['02', '03', '94', '97', '99', '98', '01', '07', ''])(
    'with code %s tells nothing of the payment, signed or not, whatever its status says',
    (vnp_ResponseCode) => {
      const noAnswer = { type: 'no-answer', why: `VNPAY answered with code ${vnp_ResponseCode}` };

      expect(read(answerQuery({ vnp_ResponseCode }))).toEqual(noAnswer);
      expect(read(JSON.stringify({ ...queryAnswer, vnp_ResponseCode }))).toEqual(noAnswer);
    },
  );

  test('may write its amount as a number, leave fields out and have others', () => {
    const changes = { vnp_Amount: 13_500_000, vnp_BankCode: undefined, vnp_PromotionAmount: 0, vnp_More: { a: [1] } };

    expect(read(answerQuery(changes))).toMatchObject({ type: 'notice', notice: { amountVnd: 135_000 } });
  });

  test('counts its promotion as signed', () => {
    const promoted = JSON.parse(answerQuery({ vnp_PromotionCode: 'TET', vnp_PromotionAmount: '100' }));

    expect(read(JSON.stringify(promoted))).toMatchObject({ type: 'notice' });
    expect(read(JSON.stringify({ ...promoted, vnp_PromotionAmount: '200' }))).toMatchObject({ type: 'bad-signature' });
  });

  test('is signed with the current or the previous key, and says which', () => {
    const previous = { id: 'key-1', secret: 'last_year_secret' };
    const withTwoKeys = queryOf(open({}, { current: { id: 'key-2', secret }, previous }));

    expect(withTwoKeys.read(answerQuery(), question)).toMatchObject({ type: 'notice', keyId: 'key-2' });
    expect(withTwoKeys.read(answerQuery({}, previous.secret), question)).toMatchObject({
      type: 'notice',
      keyId: 'key-1',
    });
    expect(withTwoKeys.read(answerQuery({}, 'somebody_else'), question)).toMatchObject({ type: 'bad-signature' });
  });

  test.each(['00', '91'])('with code %s and no signature has a bad one', (vnp_ResponseCode) => {
    expect(read(JSON.stringify({ ...queryAnswer, vnp_ResponseCode }))).toMatchObject({ type: 'bad-signature' });
  });

  test.each([
    ['another payment', { vnp_TxnRef: 'TXN0002' }],
    ['another payment that is not found', { vnp_TxnRef: 'TXN0002', vnp_ResponseCode: '91' }],
    ['another terminal', { vnp_TmnCode: 'OTHERTMN' }],
    ['another command', { vnp_Command: 'refund' }],
    ['a refund of the whole payment', { vnp_TransactionType: '02' }],
    ['a refund of a part', { vnp_TransactionType: '03' }],
  ])('that speaks of %s is not readable', (_, changes) => {
    expect(read(answerQuery(changes))).toEqual({
      type: 'unreadable',
      why: 'it speaks of something else than was asked',
    });
  });

  test.each([
    ['vnp_Amount', '150'],
    ['vnp_Amount', ''],
    ['vnp_PayDate', '20260231093412'],
    ['vnp_TransactionStatus', ''],
  ])('whose %s is "%s" is not readable, with the reason', (name, value) => {
    const reading = read(answerQuery({ [name]: value }));

    expect(reading).toMatchObject({ type: 'unreadable' });
    expect('why' in reading && reading.why).toContain(name);
  });

  test('of any kind does not throw', () => {
    fc.assert(
      fc.property(anyAnswer, (body) => {
        const reading = read(body);

        expect(['notice', 'unknown', 'no-answer', 'bad-signature', 'unreadable']).toContain(reading.type);
        if (reading.type === 'notice') noticeSchema.parse(reading.notice);
      }),
      { numRuns: 500 },
    );
  });
});
