import { describe, expect, test } from 'vitest';
import { VNPay } from 'vnpay';
import {
  type Bank,
  bankTime,
  hmac,
  paymentUrl,
  pay,
  readTransactions,
  secret,
  startBank,
  startMerchant,
  tmnCode,
} from './merchant.ts';

const createdMs = Date.now();
const createDate = bankTime(createdMs);

async function paidBank(choice = 'success'): Promise<Bank> {
  const bank = await startBank(await startMerchant({ rspCode: '00' }));
  await pay(paymentUrl(bank, { vnp_CreateDate: Number(createDate) }), choice);
  return bank;
}

let requests = 0;
const newRequestId = (): string => `REQ${++requests}`;

type Fields = Record<string, string | number>;

const post = async (bank: Bank, body: unknown): Promise<Record<string, string>> => {
  const url = `${bank.origin}/merchant_webapi/api/transaction`;
  const response = await fetch(url, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, string>;
};

const queryNames = 'RequestId Version Command TmnCode TxnRef TransactionDate CreateDate IpAddr OrderInfo'.split(' ');
const refundNames =
  'RequestId Version Command TmnCode TransactionType TxnRef Amount TransactionNo TransactionDate CreateBy CreateDate IpAddr OrderInfo'.split(
    ' ',
  );
const answerNames =
  'ResponseId Command ResponseCode Message TmnCode TxnRef Amount BankCode PayDate TransactionNo TransactionType TransactionStatus OrderInfo'.split(
    ' ',
  );

const joined = (fields: Fields, names: string[]): string => names.map((name) => fields[`vnp_${name}`] ?? '').join('|');

const request = (changes: Fields): Fields => ({
  vnp_RequestId: newRequestId(),
  vnp_Version: '2.1.0',
  vnp_TmnCode: tmnCode,
  vnp_TxnRef: 'TXN0001',
  vnp_TransactionDate: createDate,
  vnp_CreateDate: bankTime(Date.now()),
  vnp_IpAddr: '203.0.113.10',
  vnp_OrderInfo: 'Truy van GD TXN0001',
  ...changes,
});

const query = (changes: Fields = {}): Fields => {
  const fields = request({ vnp_Command: 'querydr', ...changes });
  return { ...fields, vnp_SecureHash: hmac(joined(fields, queryNames)) };
};

const refund = (vnp_TransactionType: string, amountVnd: number, changes: Fields = {}): Fields => {
  const fields = request({
    vnp_Command: 'refund',
    vnp_TransactionType,
    vnp_Amount: amountVnd * 100,
    vnp_TransactionNo: '',
    vnp_CreateBy: 'canbo01',
    vnp_OrderInfo: 'Hoan phi TXN0001',
    ...changes,
  });
  return { ...fields, vnp_SecureHash: hmac(joined(fields, refundNames)) };
};

const refundCode = async (bank: Bank, ...terms: Parameters<typeof refund>): Promise<string> =>
  (await post(bank, refund(...terms))).vnp_ResponseCode!;

describe('querydr', () => {
  test('is answered so that the independent package finds it genuine', async () => {
    const bank = await paidBank();
    const merchant = new VNPay({ tmnCode, secureSecret: secret, queryDrAndRefundHost: bank.origin });
    const answer = await merchant.queryDr({
      vnp_RequestId: newRequestId(),
      vnp_IpAddr: '203.0.113.10',
      vnp_TxnRef: 'TXN0001',
      vnp_TransactionNo: 0,
      vnp_OrderInfo: 'Truy van GD TXN0001',
      vnp_TransactionDate: Number(createDate),
      vnp_CreateDate: Number(bankTime(Date.now())),
    });
    expect(answer).toMatchObject({
      isVerified: true,
      isSuccess: true,
      vnp_Amount: '1500000',
      vnp_TransactionStatus: '00',
      vnp_TransactionType: '01',
      vnp_TxnRef: 'TXN0001',
    });
  });

  test.each([
    ['insufficient-balance', '02'],
    ['suspicious', '07'],
    ['success-callback-lost', '00'],
    ['cancelled', '02'],
  ])('tells of %s as status %s, with code 00', async (choice, status) => {
    const bank = await paidBank(choice);
    const answer = await post(bank, query());
    expect(answer).toMatchObject({ vnp_ResponseCode: '00', vnp_TransactionStatus: status });
    expect(answer.vnp_SecureHash).toBe(hmac(joined(answer, [...answerNames, 'PromotionCode', 'PromotionAmount'])));
  });

  test('tells of a payer who has not chosen as not completed', async () => {
    const bank = await startBank(await startMerchant({ rspCode: '00' }));
    await fetch(paymentUrl(bank, { vnp_CreateDate: Number(createDate) }));
    expect(await post(bank, query())).toMatchObject({
      vnp_ResponseCode: '00',
      vnp_TransactionStatus: '01',
      vnp_PayDate: '',
    });
  });

  test.each<[string, string, () => unknown]>([
    ['91', 'a TxnRef that nobody brought', () => query({ vnp_TxnRef: 'NOBODY' })],
    ['91', 'a time other than that of the payment', () => query({ vnp_TransactionDate: bankTime(createdMs - 1_000) })],
    ['02', 'an unknown terminal', () => query({ vnp_TmnCode: 'NOBODY00' })],
    ['97', 'a wrong signature', () => ({ ...query(), vnp_OrderInfo: 'Something else' })],
    ['03', 'a missing field', () => ({ ...query(), vnp_CreateDate: undefined })],
    ['03', 'an unknown command', () => query({ vnp_Command: 'give' })],
    ['03', 'what is no JSON', () => 'vnp_Command=querydr'],
    ['03', 'what is no object', () => '[]'],
  ])('answers %s to %s', async (code, _, body) => {
    const bank = await paidBank();
    const answer = await post(bank, body());
    expect(answer.vnp_ResponseCode).toBe(code);
    if (answer.vnp_SecureHash !== undefined)
      expect(answer.vnp_SecureHash).toBe(hmac(`${joined(answer, answerNames)}||`));
  });

  test('answers 94 to a RequestId that comes twice on one day, for any command', async () => {
    const bank = await paidBank();
    const body = query();
    expect((await post(bank, body)).vnp_ResponseCode).toBe('00');
    expect((await post(bank, body)).vnp_ResponseCode).toBe('94');
    expect(await refundCode(bank, '02', 15_000, { vnp_RequestId: body.vnp_RequestId! })).toBe('94');
  });

  test('does not spend a RequestId on a forged request', async () => {
    const bank = await paidBank();
    const body = query();
    expect((await post(bank, { ...body, vnp_SecureHash: '0'.repeat(128) })).vnp_ResponseCode).toBe('97');
    expect((await post(bank, body)).vnp_ResponseCode).toBe('00');
  });
});

describe('querydr after a refund', () => {
  test.each([
    ['02', 15_000],
    ['03', 4_000],
  ])('tells of the latest, of type %s: on its way at first, then done', async (type, amountVnd) => {
    let aheadMs = 0;
    const bank = await startBank(await startMerchant({ rspCode: '00' }), { now: () => Date.now() + aheadMs });
    await pay(paymentUrl(bank, { vnp_CreateDate: Number(createDate) }), 'success');
    if (type === '03') await post(bank, refund('03', 1_000));
    await post(bank, refund(type, amountVnd));
    const onItsWay = await post(bank, query());
    aheadMs = 10_000;
    const done = await post(bank, query());

    const told = { vnp_ResponseCode: '00', vnp_TransactionType: type, vnp_Amount: `${amountVnd}00` };
    expect(onItsWay).toMatchObject({ ...told, vnp_TransactionStatus: '05' });
    expect(done).toMatchObject({ ...told, vnp_TransactionStatus: '00' });
    expect(done.vnp_SecureHash).toBe(hmac(`${joined(done, answerNames)}||`));
  });
});

describe('refund', () => {
  test('of everything gives the money back once', async () => {
    const bank = await paidBank();
    const answer = await post(bank, refund('02', 15_000));
    expect(answer).toMatchObject({
      vnp_ResponseCode: '00',
      vnp_TransactionType: '02',
      vnp_TransactionStatus: '05',
      vnp_Amount: '1500000',
    });
    expect(answer.vnp_SecureHash).toBe(hmac(joined(answer, answerNames)));
    expect(await refundCode(bank, '02', 15_000)).toBe('94');
    expect(await refundCode(bank, '03', 1_000)).toBe('94');
    expect(await readTransactions(bank)).toMatchObject({ moneyTakenVnd: 15_000, moneyRefundedVnd: 15_000 });
  });

  test('of parts never adds up to more than was paid', async () => {
    const bank = await paidBank();
    expect(await refundCode(bank, '03', 10_000)).toBe('00');
    expect(await refundCode(bank, '03', 5_001)).toBe('99');
    expect(await refundCode(bank, '02', 15_000)).toBe('94');
    expect(await refundCode(bank, '03', 5_000)).toBe('00');
    expect(await refundCode(bank, '03', 1)).toBe('94');
    expect(await readTransactions(bank)).toMatchObject({
      moneyRefundedVnd: 15_000,
      transactions: [{ refunds: [{ amountVnd: 10_000, by: 'canbo01' }, { amountVnd: 5_000 }] }],
    });
  });

  test('in full must be of the amount that was paid', async () => {
    expect(await refundCode(await paidBank(), '02', 14_000)).toBe('99');
  });

  test.each(['insufficient-balance', 'cancelled', 'suspicious'])('of %s is refused with 95', async (choice) => {
    expect(await refundCode(await paidBank(choice), '02', 15_000)).toBe('95');
  });

  test('knows the payment by its number where one is named', async () => {
    const bank = await paidBank();
    expect(await refundCode(bank, '03', 1_000, { vnp_TransactionNo: '999' })).toBe('91');
    const { vnp_TransactionNo } = await post(bank, query());
    expect(await refundCode(bank, '03', 1_000, { vnp_TransactionNo: vnp_TransactionNo! })).toBe('00');
  });

  test('is refused with 97 when the amount was changed on the way', async () => {
    const bank = await paidBank();
    expect((await post(bank, { ...refund('03', 1_000), vnp_Amount: '1500000' })).vnp_ResponseCode).toBe('97');
    expect((await readTransactions(bank)).moneyRefundedVnd).toBe(0);
  });
});
