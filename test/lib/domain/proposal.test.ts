import { describe, expect, test } from 'vitest';
import { proposalLife, proposalRequestSchema, transferSchema } from '../../../lib/domain/proposal.ts';
import { makeSampleOrder } from '../../samples.ts';

const orderId = makeSampleOrder().order.id;
const refund = { kind: 'refund', of: { orderId }, amountVnd: 35_000, reason: 'Nộp thừa' };
const application = {
  kind: 'application',
  orderId,
  parts: [{ movementKey: 'm1', amountVnd: 100_000 }],
  reason: 'Ghi sai mã thanh toán',
};

const isRead = (request: unknown): boolean => proposalRequestSchema.safeParse(request).success;

test('the life of a proposal has these edges', () => {
  const edges = Object.entries(proposalLife).flatMap(([status, next]) =>
    Object.entries(next).map(([decision, to]) => `${status} — ${decision} → ${to}`),
  );

  expect(edges.join('\n')).toMatchInlineSnapshot(`
    "requested — approved → approved
    requested — declined → declined
    approved — declined → declined"
  `);
});

describe('what an officer asks for', () => {
  test.each([
    ['a refund of a payment', refund],
    ['a refund of an unapplied item', { ...refund, of: { movementKey: 'm1' } }],
    ['an application of one item', application],
    ['an application of ten', { ...application, parts: partsOf(10) }],
  ])('is %s', (_name, request) => {
    expect(isRead(request)).toBe(true);
  });

  test.each([
    ['a refund of two things', { ...refund, of: { orderId, movementKey: 'm1' } }],
    ['a refund of nothing', { ...refund, of: {} }],
    ['a refund without a reason', { ...refund, reason: ' ' }],
    ['half a đồng', { ...refund, amountVnd: 0.5 }],
    ['nothing', { ...refund, amountVnd: 0 }],
    ['less than nothing', { ...refund, amountVnd: -1 }],
    ['an amount as text', { ...refund, amountVnd: '35000' }],
    ['a refund with a field that nobody knows', { ...refund, amount: 1 }],
    ['a mistyped order', { ...refund, of: { orderId: 'LP0000000001' } }],
    ['an application of nothing', { ...application, parts: [] }],
    ['an application of eleven items', { ...application, parts: partsOf(11) }],
    ['an application of one item twice', { ...application, parts: [...partsOf(1), ...partsOf(1)] }],
  ])('is not %s', (_name, request) => {
    expect(isRead(request)).toBe(false);
  });
});

test('a transfer is told with its payee, whose bank and account have their forms', () => {
  const payee = { bankCode: '970436', accountNumber: '0011004999999', name: 'Nguyễn Thị Ánh Tuyết' };

  expect(transferSchema.safeParse({ payee, transferReference: ' FT26325 ' }).data?.transferReference).toBe('FT26325');
  expect(transferSchema.safeParse({ payee, transferReference: ' ' }).success).toBe(false);
  expect(transferSchema.safeParse({ payee: { ...payee, bankCode: 'vcb' }, transferReference: 'FT1' }).success).toBe(
    false,
  );
});

function partsOf(count: number) {
  return Array.from({ length: count }, (_, index) => ({ movementKey: `m${index}`, amountVnd: 1 }));
}
