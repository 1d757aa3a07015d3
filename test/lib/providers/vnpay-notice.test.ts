import { expect, test } from 'vitest';
import type { Notice } from '../../../lib/domain/notice.ts';
import { get, open, paidFields, signQuery } from './vnpay-example.ts';

const noticeOf = (responseCode: string, status: string): Notice => {
  const fields = { ...paidFields, vnp_ResponseCode: responseCode, vnp_TransactionStatus: status };
  const reading = open().callback.read(get(signQuery(fields)));
  if (reading.type !== 'notice')
    throw new Error(`a callback with codes ${responseCode} and ${status} is ${reading.type}`);
  return reading.notice;
};

// 15 and 03 are on no list of VNPAY's.
const responseCodes = ['00', '07', '09', '10', '11', '12', '13', '15', '24', '51', '65', '75', '79', '99'];
const statuses = ['00', '01', '02', '03', '04', '05', '06', '07', '09'];

test('a payment is paid or failed only when both codes say so; all else is in doubt', () => {
  const letter = { paid: 'paid', failed: 'failed', 'in-doubt': '?', reversed: 'reversed' };
  const row = (cells: readonly string[]) =>
    cells
      .map((cell) => cell.padEnd(7))
      .join('')
      .trimEnd();
  const table = responseCodes.map((code) =>
    row([code, ...statuses.map((status) => letter[noticeOf(code, status).result])]),
  );

  expect([row(['', ...statuses]), ...table]).toMatchInlineSnapshot(`
    [
      "       00     01     02     03     04     05     06     07     09",
      "00     paid   ?      ?      ?      ?      ?      ?      ?      ?",
      "07     ?      ?      ?      ?      ?      ?      ?      ?      ?",
      "09     ?      ?      failed ?      ?      ?      ?      ?      ?",
      "10     ?      ?      failed ?      ?      ?      ?      ?      ?",
      "11     ?      ?      failed ?      ?      ?      ?      ?      ?",
      "12     ?      ?      failed ?      ?      ?      ?      ?      ?",
      "13     ?      ?      failed ?      ?      ?      ?      ?      ?",
      "15     ?      ?      ?      ?      ?      ?      ?      ?      ?",
      "24     ?      ?      failed ?      ?      ?      ?      ?      ?",
      "51     ?      ?      failed ?      ?      ?      ?      ?      ?",
      "65     ?      ?      failed ?      ?      ?      ?      ?      ?",
      "75     ?      ?      failed ?      ?      ?      ?      ?      ?",
      "79     ?      ?      failed ?      ?      ?      ?      ?      ?",
      "99     ?      ?      failed ?      ?      ?      ?      ?      ?",
    ]
  `);
});

test('codes that look like anything else leave the money in doubt', () => {
  for (const code of ['0', '000', '0O', 'xx', ' 00', '__proto_', 'get', 'size'])
    for (const [responseCode, status] of [
      [code, '00'],
      ['00', code],
      [code, '02'],
      [code, code],
    ] as const)
      expect(noticeOf(responseCode, status).result).toBe('in-doubt');
});

test('the reason is the response code, or the status where the response code tells nothing, and none when paid', () => {
  expect(noticeOf('00', '00').reasonCode).toBeUndefined();
  expect(noticeOf('51', '02').reasonCode).toBe('51');
  expect(noticeOf('07', '07').reasonCode).toBe('07');
  expect(noticeOf('00', '04').reasonCode).toBe('status-04');
  expect(noticeOf('00', '12345678').reasonCode).toBe('status-12345678');
});
