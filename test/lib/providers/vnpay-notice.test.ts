import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evidenceSchema, isSameContent, type Notice, noticeSchema } from '../../../lib/domain/notice.ts';
import type { Side } from '../../../lib/domain/statement-source.ts';
import type { Reading } from '../../../lib/providers/provider.ts';
import { vnpay } from '../../../lib/providers/vnpay.ts';
import { statementLine } from './statement-lines.ts';
import { account, answerQuery, get, makeAttempt, open, paidFields, question, signQuery } from './vnpay-example.ts';

const read = (raw: string): Reading => open().callback.read(get(raw));

const noticeOf = (responseCode: string, status: string): Notice => {
  const fields = { ...paidFields, vnp_ResponseCode: responseCode, vnp_TransactionStatus: status };
  const reading = read(signQuery(fields));
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

test.each([
  ['09', 'not-registered'],
  ['10', 'wrong-credentials'],
  ['11', 'expired'],
  ['12', 'locked'],
  ['13', 'wrong-otp'],
  ['24', 'cancelled-by-payer'],
  ['51', 'insufficient-balance'],
  ['65', 'over-limit'],
  ['75', 'bank-maintenance'],
  ['79', 'wrong-credentials'],
  ['99', 'other'],
  ['15', 'other'],
  ['status-02', 'other'],
  [undefined, 'other'],
])('the reason code %s tells a payer: %s', (reasonCode, reason) => {
  expect(vnpay.failureReason(reasonCode)).toBe(reason);
});

test.each([
  ['vnp_Amount', '13500050'],
  ['vnp_Amount', '135000.00'],
  ['vnp_Amount', '0'],
  ['vnp_Amount', '-13500000'],
  ['vnp_Amount', '1000000000000'],
  ['vnp_Amount', ''],
  ['vnp_TxnRef', ''],
  ['vnp_TxnRef', 'x'.repeat(101)],
  ['vnp_TmnCode', ''],
  ['vnp_TmnCode', 'TMN:CODE'],
  ['vnp_ResponseCode', ''],
  ['vnp_ResponseCode', 'x'.repeat(9)],
  ['vnp_TransactionStatus', ''],
  ['vnp_TransactionNo', '14-22'],
  ['vnp_PayDate', '20260231093412'],
  ['vnp_PayDate', '20261121243412'],
  ['vnp_PayDate', '00000101000000'],
  ['vnp_PayDate', '2026-11-21'],
  ['vnp_BankCode', 'x'.repeat(33)],
])('a genuine callback whose %s is "%s" is kept as unreadable, with the reason', (name, value) => {
  const raw = signQuery({ ...paidFields, [name]: value });
  const reading = read(raw);

  expect(reading).toMatchObject({ type: 'unreadable', keyId: 'key-2', raw });
  const why = reading.type === 'unreadable' ? reading.why : '';
  expect(why).toMatch(new RegExp(`^${name}: `));
  if (value.length > 3) expect(why).not.toContain(value);
});

test('a callback that failed before it reached a bank has the transaction number 0, which names nothing', () => {
  const failed = { ...paidFields, vnp_ResponseCode: '24', vnp_TransactionStatus: '02', vnp_TransactionNo: '0' };
  const reading = read(signQuery(failed));

  expect(reading).toMatchObject({
    notice: { movementKey: 'vnpay:TMNCODE1:TXN0001', result: 'failed', reasonCode: '24' },
  });
  expect(reading.type === 'notice' && reading.notice.transactionId).toBeUndefined();
});

test('a callback without the parameters that VNPAY may leave out, or with empty ones, is read all the same', () => {
  const { vnp_BankCode: _, vnp_PayDate: __, vnp_TransactionNo: ___, ...least } = paidFields;
  const empty = { ...paidFields, vnp_BankCode: '', vnp_PayDate: '', vnp_TransactionNo: '' };

  for (const fields of [least, empty]) {
    const reading = read(`${signQuery(fields)}&vnp_Note=`);
    expect(reading).toMatchObject({ type: 'notice', notice: { result: 'paid' } });
    expect(reading.type === 'notice' && reading.notice.paidAt).toBeUndefined();
  }
  expect(read(`${signQuery(least)}&vnp_PayDate=`)).toMatchObject({ type: 'notice' });
});

test('a callback of another terminal, signed with a key of ours, is of a merchant account that we do not have', () => {
  const reading = read(signQuery({ ...paidFields, vnp_TmnCode: 'OTHERTMN' }));

  expect(reading).toMatchObject({
    type: 'notice',
    notice: {
      movementKey: 'vnpay:TMNCODE1/OTHERTMN:TXN0001',
      accountId: 'vnpay:OTHERTMN',
      result: 'paid',
    },
  });
});

test('reading never throws, whatever is signed, and what it gives can be stored', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('__proto__', '00', '0', '100', '20261121093412'),
  );
  const someFields = fc.dictionary(fc.constantFrom(...Object.keys(paidFields)), anyText);
  fc.assert(
    fc.property(someFields, fc.boolean(), (fields, isWhole) => {
      const raw = signQuery(isWhole ? { ...paidFields, ...fields } : fields);
      const reading = read(raw);

      expect(['notice', 'unreadable']).toContain(reading.type);
      if (reading.type === 'notice') noticeSchema.parse(reading.notice);
      evidenceSchema.parse({ source: 'callback', receivedAt: '2026-11-21T02:34:12Z', raw, keyId: 'key-2' });
    }),
    { numRuns: 500 },
  );
});

describe('a line of VNPAY’s own list', () => {
  const readLine = (changes: Parameters<typeof statementLine>[0], side: Side = 'provider') =>
    vnpay.readLine?.(account, statementLine(changes), side);

  test('has the key of the callback and the query of the same payment, whatever its reference and amount', () => {
    const reference = fc.string({
      unit: fc.constantFrom(...Array.from('LP019AZ-_.:/ ệ')),
      minLength: 1,
      maxLength: 100,
    });

    fc.assert(
      fc.property(reference, fc.integer({ min: 1, max: 9_999_999_999 }), (vnp_TxnRef, amountVnd) => {
        const callback = read(signQuery({ ...paidFields, vnp_TxnRef, vnp_Amount: `${amountVnd}00` }));
        const query = open().query?.read(answerQuery({ vnp_TxnRef, vnp_Amount: `${amountVnd}00` }), {
          ...question,
          attempt: makeAttempt({ reference: vnp_TxnRef, amountVnd }),
        });
        const line = readLine({ reference: vnp_TxnRef, amountVnd });

        expect(callback.type === 'notice' && isSameContent(callback.notice, noticeSchema.parse(line))).toBe(true);
        expect(callback.type === 'notice' && callback.notice.movementKey).toBe(line?.movementKey);
        expect(query?.type === 'notice' && query.notice.movementKey).toBe(line?.movementKey);
      }),
      { numRuns: 50 },
    );
  });

  test('says what became of the money', () => {
    const results = (['paid', 'failed', 'reversed'] as const).map(
      (status) => readLine({ reference: 'T', status })?.result,
    );

    expect(results).toEqual(['paid', 'failed', 'reversed']);
  });

  test('tells no key when it takes money out, has no reference, or is of another’s list', () => {
    expect(readLine({ reference: 'T', direction: 'out' })).toBeUndefined();
    expect(readLine({ transactionId: '14422574' })).toBeUndefined();
    expect(readLine({ reference: 'T'.repeat(101) })).toBeUndefined();
    expect(readLine({ reference: 'T' }, 'bank')).toBeUndefined();
  });
});
