import { describe, expect, test } from 'vitest';
import { isSignatureOf, isSignedQuery, signQuery, signValues } from '../../../local/sandbox-bank/signature.ts';

describe('the published vectors', () => {
  test('a query is signed over its parameters in order, form-encoded', () => {
    const fields = { vnp_TnxRef: '1234567890', vnp_OrderInfo: 'Payment for order #1234567890', vnp_Amount: '10000' };
    expect(signQuery(fields, 'YOUR_SECURE_SECRET')).toBe(
      'vnp_Amount=10000&vnp_OrderInfo=Payment+for+order+%231234567890&vnp_TnxRef=1234567890&vnp_SecureHash=' +
        '7bb8160a5d2085a85b3267817a40ee4f770a335282f19714726e6fc6f28a64c75a1e7e9c1aa96f3cbda5ce44095088fb4cb2af66c596d2f655b0b53966312089',
    );
  });

  test('an IPN is recognised, whatever the case of its signature', () => {
    const query =
      'vnp_Amount=1000000&vnp_BankCode=NCB&vnp_BankTranNo=VNP14422574&vnp_CardType=ATM&' +
      'vnp_OrderInfo=Thanh+toan+don+hang+2024-05-21T02%3A17%3A31.249Z&vnp_PayDate=20240521091806&vnp_ResponseCode=00&' +
      'vnp_TmnCode=TEST_TMN_CODE&vnp_TransactionNo=14422574&vnp_TransactionStatus=00&vnp_TxnRef=1716257871703';
    const signature =
      '649982421beb422556a1374713c74e58e716ecbd05007c0c0e1f7effdfaf361dbf146889ca446139afe11b9954c4d5c486e99e3b86fcfab6957f29eb0be72895';
    const fields = { ...Object.fromEntries(new URLSearchParams(query)), vnp_SecureHash: signature.toUpperCase() };
    expect(isSignedQuery(fields, 'test_secret')).toBe(true);
    expect(isSignedQuery({ ...fields, vnp_Amount: '1000001' }, 'test_secret')).toBe(false);
    expect(isSignedQuery(fields, 'another_secret')).toBe(false);
  });

  test('values alone are joined with bars', () => {
    expect(signValues(['data'], 'secret')).toBe(
      '6274071d33dec2728a2a1c903697fc1210b3252221c3d137e12d9f1ae5c8ed53e05e692b05a9eefff289667e2387c0fc0bd8a3d9bd7000782730c856a77a77d5',
    );
    const query =
      'REQ0001|2.1.0|querydr|TMNCODE1|TXN0001|20261121093000|20261121100000|203.0.113.10|Truy van GD TXN0001'.split(
        '|',
      );
    const signature =
      '36eaaef5d54339e45b909b28ec2b6406b96e8a7ea85abc868c9bc34126f217d6fadba6b528c1af6a338991e27eb9fb7e4a5bba8e1eb9aab34d98d3e0c6b110d4';
    expect(isSignatureOf(signature, query, 'SECRET_TEST_KEY')).toBe(true);
    expect(isSignatureOf(signature, query.slice(1), 'SECRET_TEST_KEY')).toBe(false);
  });
});
