import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { VNPay } from 'vnpay';
import { amountVndSchema } from '../../../lib/domain/money.ts';
import { noticeSchema } from '../../../lib/domain/notice.ts';
import { instantSchema } from '../../../lib/domain/time.ts';
import type { OpenAccount, Question, RefundOrder } from '../../../lib/providers/provider.ts';
import { type Fields, hmacHex, makeAttempt, open, secret, tmnCode } from './vnpay-example.ts';

const question: Question = {
  attempt: makeAttempt(),
  requestId: 'REQ0001',
  now: instantSchema.parse('2026-11-21T03:00:00Z'),
};

const refund: RefundOrder = {
  attempt: makeAttempt(),
  amountVnd: amountVndSchema.parse(50_000),
  transactionId: '14422574',
  requestId: 'REQ0002',
  by: 'canbo01',
  now: instantSchema.parse('2026-11-21T04:00:00Z'),
};

const queryOf = ({ query }: OpenAccount) => query ?? expect.unreachable();
const refundOf = ({ refund: part }: OpenAccount) => part ?? expect.unreachable();
const ask = (asked: Partial<Question> = {}) => queryOf(open()).request({ ...question, ...asked });
const askBack = (asked: Partial<RefundOrder> = {}) => refundOf(open()).request({ ...refund, ...asked });
const readQuery = (body: string) => queryOf(open()).read(body, question);
const readRefund = (body: string) => refundOf(open()).read(body, refund);

/** The documented order in which answers are signed, written out once more. */
const refundOrder =
  'ResponseId Command ResponseCode Message TmnCode TxnRef Amount BankCode PayDate TransactionNo TransactionType TransactionStatus OrderInfo';
const queryOrder = `${refundOrder} PromotionCode PromotionAmount`;

const signAnswer = (order: string, fields: Record<string, unknown>, key = secret): string => {
  const text = order
    .split(' ')
    .map((name) => String(fields[`vnp_${name}`] ?? ''))
    .join('|');
  return JSON.stringify({ ...fields, vnp_SecureHash: hmacHex(text, key) });
};

const queryAnswer: Fields = {
  vnp_ResponseId: '282a3735af2c4eb782a753dafd007b25',
  vnp_Command: 'querydr',
  vnp_ResponseCode: '00',
  vnp_Message: 'QueryDR Success',
  vnp_TmnCode: tmnCode,
  vnp_TxnRef: 'TXN0001',
  vnp_Amount: '13500000',
  vnp_OrderInfo: 'Nop le phi ho so H29.01-261121-0001',
  vnp_BankCode: 'NCB',
  vnp_PayDate: '20261121093412',
  vnp_TransactionNo: '14422574',
  vnp_TransactionType: '01',
  vnp_TransactionStatus: '00',
};
const answerQuery = (changes: Record<string, unknown> = {}, key = secret) =>
  signAnswer(queryOrder, { ...queryAnswer, ...changes }, key);

const refundAnswer: Fields = {
  ...queryAnswer,
  vnp_Command: 'refund',
  vnp_Message: 'Refund Success',
  vnp_Amount: '5000000',
  vnp_TransactionType: '03',
  vnp_TransactionStatus: '05',
  vnp_OrderInfo: 'Hoan phi TXN0001',
};
const answerRefund = (changes: Record<string, unknown> = {}, key = secret) =>
  signAnswer(refundOrder, { ...refundAnswer, ...changes }, key);

describe('the vectors', () => {
  test('a question is signed over its values in the documented order', () => {
    const account = open({}, { current: { id: 'vector', secret: 'SECRET_TEST_KEY' } });
    const request = queryOf(account).request(question);

    expect(request.url).toBe('https://sandbox.vnpayment.vn/merchant_webapi/api/transaction');
    expect(request.headers).toEqual({ 'content-type': 'application/json' });
    expect(JSON.parse(request.body)).toMatchInlineSnapshot(`
      {
        "vnp_Command": "querydr",
        "vnp_CreateDate": "20261121100000",
        "vnp_IpAddr": "203.0.113.10",
        "vnp_OrderInfo": "Truy van GD TXN0001",
        "vnp_RequestId": "REQ0001",
        "vnp_SecureHash": "36eaaef5d54339e45b909b28ec2b6406b96e8a7ea85abc868c9bc34126f217d6fadba6b528c1af6a338991e27eb9fb7e4a5bba8e1eb9aab34d98d3e0c6b110d4",
        "vnp_TmnCode": "TMNCODE1",
        "vnp_TransactionDate": "20261121093000",
        "vnp_TxnRef": "TXN0001",
        "vnp_Version": "2.1.0",
      }
    `);
  });

  test('a refund of a part is signed over its values in the documented order', () => {
    const account = open({}, { current: { id: 'vector', secret: 'SECRET_TEST_KEY' } });

    expect(JSON.parse(refundOf(account).request(refund).body)).toMatchInlineSnapshot(`
          {
            "vnp_Amount": "5000000",
            "vnp_Command": "refund",
            "vnp_CreateBy": "canbo01",
            "vnp_CreateDate": "20261121110000",
            "vnp_IpAddr": "203.0.113.10",
            "vnp_OrderInfo": "Hoan phi TXN0001",
            "vnp_RequestId": "REQ0002",
            "vnp_SecureHash": "a8301465d20809bbc2464b9cae80ca5d83750166d64e6a2f7c7c79ed9fb6c1e00987a2c72c54b119947a394dbae0da1e95f36af8fe632d38b3bfc090738a1825",
            "vnp_TmnCode": "TMNCODE1",
            "vnp_TransactionDate": "20261121093000",
            "vnp_TransactionNo": "14422574",
            "vnp_TransactionType": "03",
            "vnp_TxnRef": "TXN0001",
            "vnp_Version": "2.1.0",
          }
        `);
  });
});

describe('a question', () => {
  test('tells when the attempt began and when it is asked, in the time of Viet Nam', () => {
    const attempt = makeAttempt({ startedAt: '2026-11-20T17:30:00Z' });
    const now = instantSchema.parse('2026-11-21T16:59:00Z');

    expect(JSON.parse(ask({ attempt, now }).body)).toMatchObject({
      vnp_TransactionDate: '20261121003000',
      vnp_CreateDate: '20261121235900',
    });
  });
});

describe('a refund', () => {
  const fieldsOf = (asked: Partial<RefundOrder>) => JSON.parse(askBack(asked).body);

  test('of the whole amount is of type 02, of a part 03', () => {
    expect(fieldsOf({ amountVnd: amountVndSchema.parse(135_000) })).toMatchObject({
      vnp_TransactionType: '02',
      vnp_Amount: '13500000',
    });
    expect(fieldsOf({ amountVnd: amountVndSchema.parse(134_999) })).toMatchObject({
      vnp_TransactionType: '03',
      vnp_Amount: '13499900',
    });
  });

  test('leaves the transaction number empty when VNPAY told none', () => {
    expect(fieldsOf({ transactionId: undefined })).toMatchObject({ vnp_TransactionNo: '' });
  });

  test('names the officer in plain letters', () => {
    expect(fieldsOf({ by: 'Nguyễn Thị Đào | phòng 1' })).toMatchObject({ vnp_CreateBy: 'Nguyen Thi Dao phong 1' });
  });
});

describe('the answer to a question', () => {
  test('tells of a payment by its status', () => {
    const body = answerQuery();
    const reading = readQuery(body);

    expect(reading).toMatchObject({ type: 'notice', keyId: 'key-2', raw: body });
    expect(reading.type === 'notice' && noticeSchema.parse(reading.notice)).toMatchInlineSnapshot(`
    {
      "accountId": "ubnd-quan-1-vnpay",
      "amountVnd": 135000,
      "direction": "in",
      "movementKey": "vnpay:TMNCODE1:TXN0001",
      "paidAt": "2026-11-21T02:34:12.000Z",
      "payerBankCode": "NCB",
      "provider": "vnpay",
      "reasonCode": undefined,
      "reference": "TXN0001",
      "result": "paid",
      "transactionId": "14422574",
    }
  `);
  });

  test('has the movement key that the callback of the same payment has', () => {
    expect(readQuery(answerQuery())).toMatchObject({ notice: { movementKey: open().movementKey?.('TXN0001') } });
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
    const reading = readQuery(answerQuery({ vnp_TransactionStatus }));

    expect(reading).toMatchObject({ type: 'notice', notice: { result } });
    expect(reading.type === 'notice' && reading.notice.reasonCode).toBe(reasonCode);
  });

  test('that nobody has completed the payment, or that VNPAY does not know it, is nothing known', () => {
    expect(readQuery(answerQuery({ vnp_TransactionStatus: '01' }))).toEqual({ type: 'unknown' });
    const notFound = { vnp_ResponseCode: '91', vnp_Amount: '', vnp_TransactionStatus: undefined, vnp_PayDate: null };
    expect(readQuery(answerQuery(notFound))).toEqual({ type: 'unknown' });
  });

  test.each(['02', '03', '94', '97', '99', '98', '01', '07', ''])(
    'with code %s tells nothing of the payment, signed or not, whatever its status says',
    (vnp_ResponseCode) => {
      const noAnswer = { type: 'no-answer', why: `VNPAY answered with code ${vnp_ResponseCode}` };

      expect(readQuery(answerQuery({ vnp_ResponseCode }))).toEqual(noAnswer);
      expect(readQuery(JSON.stringify({ ...queryAnswer, vnp_ResponseCode }))).toEqual(noAnswer);
    },
  );

  test('may write its amount as a number, and leave fields out', () => {
    const { vnp_BankCode: _, vnp_OrderInfo: __, ...least } = queryAnswer;

    expect(
      readQuery(
        signAnswer(queryOrder, { ...least, vnp_Amount: 13_500_000, vnp_PromotionAmount: 0, vnp_More: { a: [1] } }),
      ),
    ).toMatchObject({
      type: 'notice',
      notice: { amountVnd: 135_000 },
    });
  });

  test('counts its promotion as signed', () => {
    const promoted = JSON.parse(answerQuery({ vnp_PromotionCode: 'TET', vnp_PromotionAmount: '100' }));

    expect(readQuery(JSON.stringify(promoted))).toMatchObject({ type: 'notice' });
    expect(readQuery(JSON.stringify({ ...promoted, vnp_PromotionAmount: '200' }))).toMatchObject({
      type: 'bad-signature',
    });
  });

  test('is signed with the current or the previous key, and says which', () => {
    const two = queryOf(
      open({}, { current: { id: 'key-2', secret }, previous: { id: 'key-1', secret: 'last_year_secret' } }),
    );

    expect(two.read(answerQuery({}, 'last_year_secret'), question)).toMatchObject({ type: 'notice', keyId: 'key-1' });
    expect(two.read(answerQuery({}, 'somebody_else'), question)).toMatchObject({ type: 'bad-signature' });
  });

  test.each(['00', '91'])('with code %s and no signature has a bad one', (vnp_ResponseCode) => {
    expect(readQuery(JSON.stringify({ ...queryAnswer, vnp_ResponseCode }))).toMatchObject({ type: 'bad-signature' });
  });

  test.each([
    ['another payment', { vnp_TxnRef: 'TXN0002' }],
    ['another payment that is not found', { vnp_TxnRef: 'TXN0002', vnp_ResponseCode: '91' }],
    ['another terminal', { vnp_TmnCode: 'OTHERTMN' }],
    ['another command', { vnp_Command: 'refund' }],
    ['a refund of the whole payment', { vnp_TransactionType: '02' }],
    ['a refund of a part', { vnp_TransactionType: '03' }],
  ])('that speaks of %s is not readable', (_, changes) => {
    expect(readQuery(answerQuery(changes))).toEqual({
      type: 'unreadable',
      why: 'it speaks of something else than was asked',
    });
  });

  test.each([
    ['no JSON', '<html>Bad gateway</html>'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['nested', JSON.stringify({ ...queryAnswer, vnp_Amount: { value: 1 } })],
    ['fractional', JSON.stringify({ ...queryAnswer, vnp_Amount: 1.5 })],
    ['ambiguous', answerQuery({ vnp_Message: 'a|b' })],
    ['too long', answerQuery({ vnp_Message: 'x'.repeat(16 * 1024) })],
  ])('that is %s is not readable', (_, body) => {
    expect(readQuery(body)).toMatchObject({ type: 'unreadable' });
  });

  test.each([
    ['vnp_Amount', '150'],
    ['vnp_Amount', ''],
    ['vnp_PayDate', '20260231093412'],
    ['vnp_TransactionStatus', ''],
  ])('whose %s is "%s" is not readable, with the reason', (name, value) => {
    const reading = readQuery(answerQuery({ [name]: value }));

    expect(reading).toMatchObject({ type: 'unreadable' });
    expect('why' in reading && reading.why).toContain(name);
  });
});

describe('the answer to a refund', () => {
  test('with code 00 means that it was taken', () => {
    expect(readRefund(answerRefund())).toEqual({ type: 'taken' });
  });

  test.each(['02', '03', '91', '95', '97'])('with code %s means that it was refused', (vnp_ResponseCode) => {
    expect(readRefund(answerRefund({ vnp_ResponseCode }))).toEqual({
      type: 'refused',
      why: `VNPAY answered with code ${vnp_ResponseCode}`,
    });
  });

  test.each(['94', '99', '98', '93', '01', ''])('with code %s leaves it in doubt', (vnp_ResponseCode) => {
    expect(readRefund(answerRefund({ vnp_ResponseCode }))).toMatchObject({ type: 'in-doubt' });
  });

  test.each([
    ['signed by somebody else', answerRefund({}, 'somebody_else')],
    ['not signed', JSON.stringify(refundAnswer)],
    ['refused but not signed', JSON.stringify({ ...refundAnswer, vnp_ResponseCode: '95' })],
    ['of another payment', answerRefund({ vnp_TxnRef: 'TXN0002' })],
    ['of another terminal', answerRefund({ vnp_TmnCode: 'OTHERTMN' })],
    ['of another command', answerRefund({ vnp_Command: 'querydr' })],
    ['of another amount', answerRefund({ vnp_Amount: '13500000' })],
    ['no JSON', '<html>Bad gateway</html>'],
    ['too long', answerRefund({ vnp_Message: 'x'.repeat(16 * 1024) })],
  ])('that is %s leaves it in doubt', (_, body) => {
    expect(readRefund(body)).toMatchObject({ type: 'in-doubt' });
  });

  test('is signed without the promotion that a query’s answer has', () => {
    expect(readRefund(signAnswer(queryOrder, refundAnswer))).toMatchObject({ type: 'in-doubt' });
  });
});

test('no body at all makes a reading throw, signed or not', () => {
  const names = Object.keys(queryAnswer);
  const anyFields = fc.record(Object.fromEntries(names.map((name) => [name, fc.jsonValue()])), { requiredKeys: [] });
  const anyBody = fc.oneof(
    fc.string(),
    fc.json(),
    anyFields.map((fields) => answerQuery(fields)),
    anyFields.map((fields) => answerRefund(fields)),
  );
  fc.assert(
    fc.property(anyBody, (body) => {
      expect(['notice', 'unknown', 'no-answer', 'bad-signature', 'unreadable']).toContain(readQuery(body).type);
      expect(['taken', 'in-doubt', 'refused']).toContain(readRefund(body).type);
    }),
    { numRuns: 500 },
  );
});

describe('beside the independent library', () => {
  let server: Server;
  let library: VNPay;
  let asked: Record<string, unknown>;
  let answer: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        asked = JSON.parse(Buffer.concat(chunks).toString());
        response.end(answer);
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    library = new VNPay({
      tmnCode,
      secureSecret: secret,
      vnpayHost: `http://127.0.0.1:${port}`,
      queryDrAndRefundHost: `http://127.0.0.1:${port}`,
    });
  });

  afterAll(() => {
    server.close();
  });

  beforeEach(() => {
    asked = {};
    answer = '{}';
  });

  const askWithLibrary = () =>
    library.queryDr({
      vnp_RequestId: 'REQ0001',
      vnp_TxnRef: 'TXN0001',
      vnp_OrderInfo: 'Truy van GD TXN0001',
      vnp_TransactionDate: 20261121093000,
      vnp_CreateDate: 20261121100000,
      vnp_IpAddr: '203.0.113.10',
      vnp_TransactionNo: 0,
    });

  test('our question has the signature that the library gives it', async () => {
    await askWithLibrary();

    expect(JSON.parse(ask().body)).toMatchObject({ vnp_SecureHash: asked.vnp_SecureHash });
  });

  test('our refund has the signature that the library gives it', async () => {
    await library.refund({
      vnp_RequestId: 'REQ0002',
      vnp_TransactionType: '03',
      vnp_TxnRef: 'TXN0001',
      vnp_Amount: 50_000,
      vnp_TransactionNo: 14422574,
      vnp_TransactionDate: 20261121093000,
      vnp_CreateBy: 'canbo01',
      vnp_CreateDate: 20261121110000,
      vnp_IpAddr: '203.0.113.10',
      vnp_OrderInfo: 'Hoan phi TXN0001',
    });

    expect(JSON.parse(askBack().body)).toMatchObject({ vnp_SecureHash: asked.vnp_SecureHash });
  });

  test.each([
    ['genuine', answerQuery(), true],
    ['forged', answerQuery({}, 'somebody_else'), false],
  ])('an answer that is %s is so to both', async (_, body, isGenuine) => {
    answer = body;

    expect(await askWithLibrary()).toMatchObject({ isVerified: isGenuine });
    expect(readQuery(body).type).toBe(isGenuine ? 'notice' : 'bad-signature');
  });
});
