import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountVndSchema } from '../../../lib/domain/money.ts';
import type { RefundQuestion } from '../../../lib/providers/provider.ts';
import { answerQuery, anyAnswer, open, queryAnswer, queryOf, question, refund, refundOf } from './vnpay-example.ts';

const { attempt, paidVnd, amountVnd, now } = refund;
const asked: RefundQuestion = { attempt, paidVnd, amountVnd, requestId: 'REQ0003', now };

const read = (body: string, about = asked) => refundOf(open()).query.read(body, about);

/** What VNPAY answers of the refund of 50,000 đ out of 135,000. */
const refundFields = { vnp_Amount: '5000000', vnp_TransactionType: '03' };
const answer = (changes: Record<string, string> = {}, key?: string): string =>
  answerQuery({ ...refundFields, ...changes }, key);

test('the question is that after the payment', () => {
  const { requestId } = question;

  expect(refundOf(open()).query.request({ ...asked, requestId, now: question.now })).toEqual(
    queryOf(open()).request(question),
  );
});

describe('its answer', () => {
  test.each([
    ['00', 'done'],
    ['05', 'under-way'],
    ['06', 'under-way'],
    ['09', 'rejected'],
    ['01', 'no-answer'],
    ['02', 'no-answer'],
    ['04', 'no-answer'],
    ['07', 'no-answer'],
    ['', 'no-answer'],
  ])('of status %s means %s', (vnp_TransactionStatus, type) => {
    expect(read(answer({ vnp_TransactionStatus })).type).toBe(type);
  });

  test('is kept with its bytes and key', () => {
    const raw = answer();

    expect(read(raw)).toEqual({ type: 'done', keyId: 'key-2', raw });
    expect(read(answer({ vnp_TransactionStatus: '09' }))).toMatchObject({ keyId: 'key-2' });
  });

  test('of all that was paid is of a full refund', () => {
    const whole = { ...asked, amountVnd: amountVndSchema.parse(135_000) };

    expect(read(answerQuery({ vnp_TransactionType: '02' }), whole).type).toBe('done');
    expect(read(answerQuery({ vnp_TransactionType: '03' }), whole).type).toBe('no-answer');
    expect(read(answer({ vnp_TransactionType: '02' })).type).toBe('no-answer');
  });

  test.each([
    ['of the payment itself', answerQuery()],
    ['of another refund', answer({ vnp_Amount: '4000000' })],
    ['of another payment', answer({ vnp_TxnRef: 'TXN0002' })],
    ['of another terminal', answer({ vnp_TmnCode: 'OTHERTMN' })],
    ['of another command', answer({ vnp_Command: 'refund' })],
    ['signed by somebody else', answer({}, 'somebody_else')],
    ['not signed', JSON.stringify({ ...queryAnswer, ...refundFields })],
    ['that it was not found', answer({ vnp_ResponseCode: '91' })],
    ['that VNPAY is busy', answer({ vnp_ResponseCode: '99' })],
    ['no JSON', '<html>'],
    ['too long', answer({ vnp_Message: 'x'.repeat(16 * 1024) })],
  ])('%s says nothing of the refund', (_name, body) => {
    expect(read(body).type).toBe('no-answer');
  });

  test('of any kind does not throw', () => {
    fc.assert(
      fc.property(anyAnswer, (body) => {
        expect(['done', 'under-way', 'rejected', 'no-answer']).toContain(read(body).type);
      }),
      { numRuns: 300 },
    );
  });
});
