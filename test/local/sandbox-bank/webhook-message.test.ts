import { expect, test } from 'vitest';
import { brandName, signWebhook, toSepayTime } from '../../../local/sandbox-bank/webhook-message.ts';

test('a body is signed with the second it is sent in, as the recipe of SePay computes it by hand', () => {
  const body =
    '{"id":92704,"gateway":"Vietcombank","transactionDate":"2026-11-21 14:02:37","accountNumber":"0123499999","code":null,"content":"HS 0001","transferType":"in","transferAmount":135000,"accumulated":19077000,"subAccount":null,"referenceCode":"MBVCB.3278907687","description":""}';

  expect(signWebhook(body, 'SECRET_TEST_KEY', 1_795_244_557_999)).toEqual({
    'x-sepay-timestamp': '1795244557',
    'x-sepay-signature': 'sha256=8733ede8d179c0b6a13f2cac33f18cf6e687b5ee7066a4975e699364b643463d',
  });
});

test('times are on the clock of Viet Nam, and banks bear the names that people know', () => {
  expect(toSepayTime('2026-11-21T07:02:37.000Z')).toBe('2026-11-21 14:02:37');
  expect([brandName('970436'), brandName('123456')]).toEqual(['Vietcombank', '123456']);
});
