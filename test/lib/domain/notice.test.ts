import { describe, expect, test } from 'vitest';
import { evidenceSchema, isSameContent, type Notice, noticeSchema } from '../../../lib/domain/notice.ts';
import { makeEvidence } from '../../samples.ts';
import { notice } from './ledger.ts';

describe('two notices of one movement', () => {
  const changes: Record<keyof Notice, [value: unknown, isSame: boolean]> = {
    amountVnd: [1, false],
    direction: ['out', false],
    reference: ['LP0000000000A2', false],
    accountId: ['another-vnpay', false],
    result: ['failed', true],
    reached: [{ bankCode: '970436', accountNumber: '0011004123456' }, true],
    alias: ['92704', true],
    movementKey: ['vnpay:EAKAO001:alias', true],
    provider: ['sepay', true],
    paidAt: ['2026-11-21T02:31:00Z', true],
    reasonCode: ['24', true],
    transactionId: ['14422574', true],
    payerBankCode: ['NCB', true],
  };

  test.each(Object.entries(changes))('speak of the same money with another %s, or not', (field, [value, isSame]) => {
    expect(isSameContent(notice(), notice({ [field]: value }))).toBe(isSame);
  });
});

test('two notices under one key that the provider calls by two names speak of two movements', () => {
  const named = (alias: string | undefined) => notice({ alias });

  expect(isSameContent(named('92704'), named('92704'))).toBe(true);
  expect(isSameContent(named('92704'), named('92705'))).toBe(false);
  expect(isSameContent(named(undefined), named('92704'))).toBe(true);
});

test.each([0, -1, 0.5, '1'])('a notice is never of %j đ', (amountVnd) => {
  expect(noticeSchema.safeParse({ ...notice(), amountVnd }).success).toBe(false);
});

test('evidence is at most 16 kB of what came', () => {
  expect(evidenceSchema.safeParse(makeEvidence({ raw: 'x'.repeat(16 * 1024) })).success).toBe(true);
  expect(evidenceSchema.safeParse({ ...makeEvidence(), raw: 'x'.repeat(16 * 1024 + 1) }).success).toBe(false);
});
