import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VNPay } from 'vnpay';
import {
  answerQuery,
  answerRefund,
  open,
  queryAnswer,
  queryOf,
  question,
  refund,
  refundOf,
  secret,
  tmnCode,
} from './vnpay-example.ts';

const readQuery = (body: string) => queryOf(open()).read(body, question);
const readRefund = (body: string) => refundOf(open()).read(body, refund);

describe('questions and refunds', () => {
  test('go to the address of the account, as JSON', () => {
    const apiUrl = 'http://127.0.0.1:4001/vnpay/api';
    const account = open({ apiUrl });

    for (const request of [queryOf(account).request(question), refundOf(account).request(refund)])
      expect(request).toMatchObject({ url: apiUrl, headers: { 'content-type': 'application/json' } });
  });

  test('are signed with the current key, never the previous one', () => {
    const withTwoKeys = open(
      {},
      { current: { id: 'key-2', secret }, previous: { id: 'key-1', secret: 'last_year_secret' } },
    );

    expect(queryOf(withTwoKeys).request(question)).toEqual(queryOf(open()).request(question));
    expect(refundOf(withTwoKeys).request(refund)).toEqual(refundOf(open()).request(refund));
  });
});

describe('an answer', () => {
  test.each([
    ['no JSON', '<html>Bad gateway</html>'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['nested', JSON.stringify({ ...queryAnswer, vnp_Amount: { value: 1 } })],
    ['fractional', JSON.stringify({ ...queryAnswer, vnp_Amount: 1.5 })],
    ['larger than a number can be exactly', JSON.stringify(queryAnswer).replace('"13500000"', '9007199254740993')],
    ['one whose signature could stand for another', answerQuery({ vnp_Message: 'a|b' })],
    ['too long', answerQuery({ vnp_Message: 'x'.repeat(16 * 1024) })],
  ])('that is %s is not read', (_, body) => {
    expect(readQuery(body)).toEqual({
      type: 'unreadable',
      why: 'it is not the JSON that VNPAY documents, or too long',
    });
    expect(readRefund(body)).toMatchObject({ type: 'in-doubt' });
  });

  test('of 16 kB is read', () => {
    const padding = 16 * 1024 - answerQuery({ vnp_Message: '' }).length;

    expect(readQuery(answerQuery({ vnp_Message: 'x'.repeat(padding) }))).toMatchObject({ type: 'notice' });
    expect(readQuery(answerQuery({ vnp_Message: 'x'.repeat(padding + 1) }))).toMatchObject({ type: 'unreadable' });
  });

  test('loses its signature with any change to a signed field', () => {
    const genuine = JSON.parse(answerQuery());

    for (const name of Object.keys(queryAnswer).filter((signed) => signed !== 'vnp_ResponseCode'))
      expect(readQuery(JSON.stringify({ ...genuine, [name]: `${genuine[name]}1` }))).toMatchObject({
        type: 'bad-signature',
      });
    expect(readQuery(JSON.stringify({ ...genuine, vnp_ResponseCode: '91' }))).toMatchObject({ type: 'bad-signature' });
  });
});

describe('beside the independent library', () => {
  let server: Server;
  let library: VNPay;
  let asked: { vnp_SecureHash?: string } = {};
  let answer = '{}';

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
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    const host = `http://127.0.0.1:${address.port}`;
    library = new VNPay({ tmnCode, secureSecret: secret, vnpayHost: host, queryDrAndRefundHost: host });
  });

  afterAll(() => {
    server.close();
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

  test('a question has the same signature', async () => {
    await askWithLibrary();

    expect(asked.vnp_SecureHash).toMatch(/^[0-9a-f]{128}$/);
    expect(JSON.parse(queryOf(open()).request(question).body).vnp_SecureHash).toBe(asked.vnp_SecureHash);
  });

  test('a refund has the same signature', async () => {
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

    expect(asked.vnp_SecureHash).toMatch(/^[0-9a-f]{128}$/);
    expect(JSON.parse(refundOf(open()).request(refund).body).vnp_SecureHash).toBe(asked.vnp_SecureHash);
  });

  test.each([
    ['genuine', answerQuery(), true],
    ['forged', answerQuery({}, 'somebody_else'), false],
  ])('an answer that is %s is so to both', async (_, body, isGenuine) => {
    answer = body;

    expect(await askWithLibrary()).toMatchObject({ isVerified: isGenuine });
    expect(readQuery(body).type).toBe(isGenuine ? 'notice' : 'bad-signature');
  });

  test('an answer to a refund is not taken for the answer to a question', () => {
    expect(readQuery(answerRefund())).toMatchObject({ type: 'bad-signature' });
  });
});
