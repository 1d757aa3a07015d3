import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../lib/domain/refusal.ts';
import { toMovementId } from '../../../lib/http/desk-ids.ts';
import {
  bankDayIn,
  discrepancyIdIn,
  discrepancyQuerySchema,
  paymentIn,
  readStatement,
  resultsQuerySchema,
  runFileIn,
  runIn,
  statementBytesMax,
} from '../../../lib/http/reconciliation-requests.ts';
import { toHttpEvent } from './http-call.ts';

const at = (pathParameters: Record<string, string>): APIGatewayProxyEventV2 => ({
  ...toHttpEvent({ target: '/v1/x' }),
  pathParameters,
});

const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'taken';
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
};

const path = { account: 'so-tu-phap', side: 'bank', on: '2026-11-23' };

describe('an address', () => {
  test('names a bank day, a run and a file of it', () => {
    const of = { accountId: 'so-tu-phap', side: 'bank', on: '2026-11-23' };

    expect(bankDayIn(at(path))).toEqual(of);
    expect(runIn(at({ ...path, run: '12' }))).toEqual({ of, run: 12 });
    expect(runFileIn(at({ file: 'terms' }))).toBe('terms');
  });

  test.each<Record<string, string>>([
    { account: '../x' },
    { account: 'a#b' },
    { account: '' },
    { side: 'ours' },
    { on: '2026-02-30' },
    { on: '2026-11-23T00' },
  ])('that no bank day can have is not found: %j', (changes) => {
    expect(codeOf(() => bankDayIn(at({ ...path, ...changes })))).toBe('not-found');
  });

  test('that no run, file or discrepancy can have is not found', () => {
    for (const run of ['0', '-1', '1.0', '1000000', ' 1'])
      expect(codeOf(() => runIn(at({ ...path, run })))).toBe('not-found');
    expect(codeOf(() => runFileIn(at({ file: 'carry' })))).toBe('not-found');
    expect(codeOf(() => discrepancyIdIn(at({ discrepancyId: 'A'.repeat(32) })))).toBe('not-found');
  });

  test('names a payment by its code in any form, or by its movement', () => {
    expect(paymentIn(at({ payment: 'lp7k-3m9q-2xww' }))).toEqual({ orderId: 'LP7K3M9Q2XWW' });
    expect(paymentIn(at({ payment: toMovementId('vnpay:A:1') }))).toEqual({ movementKey: 'vnpay:A:1' });
    expect(codeOf(() => paymentIn(at({ payment: '%' })))).toBe('not-found');
  });
});

describe('a query', () => {
  test('of results goes on from a name that the table can find', () => {
    const after = (name: string): unknown =>
      resultsQuerySchema.safeParse({ after: Buffer.from(name).toString('base64url') }).data?.after;

    expect(after('vnpay:A:1\nline#0')).toBe('vnpay:A:1\nline#0');
    expect(after('x'.repeat(1000))).toBe('x'.repeat(1000));
    expect(after('x'.repeat(1002))).toBeUndefined();
  });

  test('of discrepancies takes whole amounts and a class of the desk', () => {
    const wanted = { class: 'duplicate-line' };

    expect(discrepancyQuerySchema.safeParse({ ...wanted, minVnd: '0', maxVnd: '10' }).success).toBe(true);
    for (const odd of [{ minVnd: '-1' }, { maxVnd: '1.5' }, { olderThanDays: 'x' }, { class: 'matched' }])
      expect(discrepancyQuerySchema.safeParse({ ...wanted, ...odd }).success).toBe(false);
  });
});

describe('a statement', () => {
  const sent = (body: Buffer, type = 'application/octet-stream') =>
    readStatement(toHttpEvent({ method: 'POST', target: '/v1/x', headers: { 'content-type': type }, body }));

  test('is read byte for byte', () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x0a, 0xc3]);

    expect(Buffer.from(sent(bytes))).toEqual(bytes);
    expect(sent(Buffer.alloc(0))).toHaveLength(0);
    expect(sent(Buffer.alloc(statementBytesMax))).toHaveLength(statementBytesMax);
  });

  test('is refused as text, and over 4 MB', () => {
    expect(codeOf(() => sent(Buffer.from('a'), 'text/csv'))).toBe('statement-not-bytes');
    expect(codeOf(() => sent(Buffer.alloc(statementBytesMax + 1)))).toBe('statement-too-large');
  });
});
