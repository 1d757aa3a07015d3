import { describe, expect, test } from 'vitest';
import {
  type ApplicationCase,
  type Applied,
  decideApplication,
  refuseApplication,
} from '../../../lib/domain/application-decisions.ts';
import { afterDecision } from '../../../lib/domain/movement.ts';
import { type OrderStatus, orderStatusSchema } from '../../../lib/domain/order.ts';
import { addMs, dayMs, hourMs } from '../../../lib/domain/time.ts';
import { binh, makeEvidence, makeSampleProposalId, start, vnd } from '../../samples.ts';
import { begin, notice } from './ledger.ts';

const proposalId = makeSampleProposalId();
const place = { type: 'unapplied', reason: 'wrong-amount', orderId: begin.order.id } as const;

const part = (key: string, amount: number, { came = amount, paidAt = start } = {}): Applied => ({
  movement: afterDecision(undefined, {
    notice: notice({ movementKey: key, amountVnd: came, paidAt }),
    word: 'wrong-amount',
    place,
    evidence: makeEvidence(),
  }),
  amountVnd: vnd(amount),
});

const applied = (parts: readonly Applied[], changes: Partial<ApplicationCase> = {}): ApplicationCase => ({
  order: begin.order,
  successorPaid: false,
  parts,
  ...changes,
});

const refusalOf = (of: ApplicationCase): string | undefined => {
  try {
    refuseApplication(of);
    return undefined;
  } catch (error) {
    expect(error).toMatchObject({ code: 'application-not-possible' });
    return (error as Error).message;
  }
};

describe('unapplied money pays an order', () => {
  test.each<[string, readonly Applied[]]>([
    ['one item as a whole', [part('m1', 135_000)]],
    ['two joined', [part('m1', 100_000), part('m2', 35_000)]],
    ['one split', [part('m1', 135_000, { came: 200_000 })]],
  ])('%s', (_name, parts) => {
    expect(refusalOf(applied(parts))).toBeUndefined();
  });

  test.each(orderStatusSchema.options)('that is %s', (status) => {
    const mayBe: readonly OrderStatus[] = ['awaiting', 'expired'];
    const refusal = refusalOf(applied([part('m1', 135_000)], { order: { ...begin.order, status } }));

    expect(refusal).toBe(mayBe.includes(status) ? undefined : `The order is ${status}.`);
  });

  test.each<[string, ApplicationCase]>([
    ['a đồng short', applied([part('m1', 134_999)])],
    ['a đồng over', applied([part('m1', 135_001)])],
    ['joined, a đồng over', applied([part('m1', 100_000), part('m2', 35_001)])],
    ['a part that is not there', applied([part('m1', 135_000, { came: 134_999 })])],
    ['a sum beyond what a number holds', applied([part('m1', Number.MAX_SAFE_INTEGER), part('m2', 135_001)])],
    ['with a successor that is paid', applied([part('m1', 135_000)], { successorPaid: true })],
    ['with nothing', applied([])],
  ])('never %s', (_name, of) => {
    expect(refusalOf(of)).toBeDefined();
  });
});

describe('the payment', () => {
  const fact = (of: ApplicationCase) => decideApplication(of, { proposalId, by: binh });

  test('is of the total, and tells of its latest part', () => {
    const parts = [part('m1', 100_000, { paidAt: addMs(start, hourMs) }), part('m2', 35_000)];

    expect(fact(applied(parts))).toEqual({
      type: 'order.paid',
      by: binh,
      payment: {
        proposalId,
        provider: 'vnpay',
        accountId: 'ea-kao-vnpay',
        channel: 'online',
        amountVnd: 135_000,
        paidAt: addMs(start, hourMs),
        receivedAt: start,
        paidOn: '2026-11-21',
        late: false,
      },
    });
  });

  test('is late when its latest part was', () => {
    const late = addMs(begin.order.expiresAt, dayMs);
    const parts = [part('m1', 100_000), part('m2', 35_000, { paidAt: late })];

    expect(fact(applied(parts))).toMatchObject({ payment: { late: true, paidAt: late } });
  });

  test('is refused like the application', () => {
    expect(() => fact(applied([part('m1', 1)]))).toThrow(expect.objectContaining({ code: 'application-not-possible' }));
  });
});
