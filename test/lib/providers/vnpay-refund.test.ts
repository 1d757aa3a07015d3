import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountVndSchema } from '../../../lib/domain/money.ts';
import type { RefundOrder } from '../../../lib/providers/provider.ts';
import { answerRefund, anyAnswer, open, refund, refundAnswer, refundOf } from './vnpay-example.ts';

const read = (body: string) => refundOf(open()).read(body, refund);

describe('a refund', () => {
  const fieldsOf = (asked: Partial<RefundOrder>, account = open()) =>
    JSON.parse(refundOf(account).request({ ...refund, ...asked }).body);

  test('is signed over its values in the documented order, as the vector says', () => {
    const account = open({}, { current: { id: 'vector', secret: 'SECRET_TEST_KEY' } });

    expect(fieldsOf({}, account)).toEqual({
      vnp_RequestId: 'REQ0002',
      vnp_Version: '2.1.0',
      vnp_Command: 'refund',
      vnp_TmnCode: 'TMNCODE1',
      vnp_TransactionType: '03',
      vnp_TxnRef: 'TXN0001',
      vnp_Amount: '5000000',
      vnp_TransactionNo: '14422574',
      vnp_TransactionDate: '20261121093000',
      vnp_CreateBy: 'canbo01',
      vnp_CreateDate: '20261121110000',
      vnp_IpAddr: '203.0.113.10',
      vnp_OrderInfo: 'Hoan phi TXN0001',
      vnp_SecureHash:
        'a8301465d20809bbc2464b9cae80ca5d83750166d64e6a2f7c7c79ed9fb6c1e00987a2c72c54b119947a394dbae0da1e95f36af8fe632d38b3bfc090738a1825',
    });
  });

  test.each([
    [135_000, '02', '13500000'],
    [134_999, '03', '13499900'],
  ])('of %i đ out of 135,000 đ is of type %s', (amountVnd, vnp_TransactionType, vnp_Amount) => {
    expect(fieldsOf({ amountVnd: amountVndSchema.parse(amountVnd) })).toMatchObject({
      vnp_TransactionType,
      vnp_Amount,
    });
  });

  test('leaves the transaction number empty when VNPAY told none', () => {
    expect(fieldsOf({ transactionId: undefined })).toMatchObject({ vnp_TransactionNo: '' });
  });

  test('names the officer in plain letters', () => {
    expect(fieldsOf({ by: 'Nguyễn Thị Đào | phòng 1' })).toMatchObject({ vnp_CreateBy: 'Nguyen Thi Dao phong 1' });
  });
});

describe('its answer', () => {
  test('with code 00 means that it was taken', () => {
    const raw = answerRefund();

    expect(read(raw)).toEqual({ type: 'taken', transactionId: '14422574', keyId: 'key-2', raw });
  });

  test.each(['02', '03', '91', '95', '97'])('with code %s means that it was refused', (vnp_ResponseCode) => {
    const why = `VNPAY answered with code ${vnp_ResponseCode}`;

    const raw = answerRefund({ vnp_ResponseCode });

    expect(read(raw)).toEqual({ type: 'refused', why, keyId: 'key-2', raw });
  });

  test.each(['94', '99', '98', '93', '01', ''])('with code %s leaves it in doubt', (vnp_ResponseCode) => {
    expect(read(answerRefund({ vnp_ResponseCode }))).toMatchObject({ type: 'in-doubt' });
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
    expect(read(body)).toMatchObject({ type: 'in-doubt' });
  });

  test('is signed without the promotion that a query’s answer has', () => {
    expect(read(answerRefund({ vnp_PromotionCode: 'TET' }))).toMatchObject({ type: 'taken' });
  });

  test('of any kind does not throw', () => {
    fc.assert(
      fc.property(anyAnswer, (body) => {
        expect(['taken', 'in-doubt', 'refused']).toContain(read(body).type);
      }),
      { numRuns: 500 },
    );
  });
});
