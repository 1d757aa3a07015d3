import { merchantAccountSchema } from '../domain/merchant-account.ts';
import { applyFact } from '../domain/order.ts';
import { decideAttempt, makeOrder } from '../domain/order-decisions.ts';
import { feeLineSchema } from '../domain/order-details.ts';
import { deliverySchema, type NotifiedFact } from '../domain/order-events.ts';
import { orderIdSchema } from '../domain/order-id.ts';
import { decideDetails, orderRequestSchema } from '../domain/order-request.ts';
import { paymentSchema } from '../domain/payment.ts';
import { proposalIdSchema } from '../domain/proposal-id.ts';
import { Refusal, type RefusalCode } from '../domain/refusal.ts';
import { addMs, dayMs, instantSchema, minuteMs, vietnamDay } from '../domain/time.ts';
import { webhookBody } from '../domain/webhook.ts';
import { afterTry, settled } from '../domain/webhook-delivery.ts';
import { decideReplay, replayRequestSchema } from '../domain/webhook-replay.ts';
import type { LoggedWebhook } from '../use-cases/read-webhooks.ts';
import { toFault, toProblem } from './problem.ts';
import { toPublicEvent, toPublicOrder } from './public-order.ts';
import { toPublicDelivery } from './public-webhook.ts';

/** What a portal sends for the exchange of a driving licence. All names and numbers are invented. */
const request = {
  agencyCode: 'H15.50.05.13',
  dossierCode: 'H15.50.05.13-261121-0975',
  procedureCode: '1.004194',
  obligor: { name: 'Nguyễn Thị Ánh Tuyết', idNumber: '066190001234' },
  lines: [
    {
      kind: 'le-phi',
      feeCode: 'DOI-GPLX',
      name: 'Lệ phí đổi giấy phép lái xe',
      amountVnd: 115_000,
      budgetCode: '2801',
    },
    { kind: 'phi', feeCode: 'CHUNG-THUC', name: 'Phí chứng thực bản sao', amountVnd: 20_000, budgetCode: '2716' },
  ],
  beneficiaryAccount: { bankCode: '970436', accountNumber: '0011004123456' },
  returnUrl: 'https://dichvucong.example.vn/ho-so/0975',
  metadata: { ticket: 'A-17' },
};

const origin = 'https://thanhtoan.example.vn';
const madeAt = instantSchema.parse('2026-11-21T02:30:00Z');
const leftAt = addMs(madeAt, minuteMs);
/** When the example order is paid. */
export const paidAt = addMs(madeAt, 3 * minuteMs);
const context = { language: 'en', requestId: '3f1c7b52-6a0e-4d7e-9d55-0c8f4f6f2a10' } as const;

const details = decideDetails(orderRequestSchema.parse(request), madeAt);
/** The example order as it was made. */
export const made = makeOrder(
  { id: orderIdSchema.parse('LP7K3M9Q2XWW'), clientId: 'portal', checkoutSecret: 'x7Rk2mQf9LsWb4TzHc1NvA', details },
  madeAt,
);
const by = {
  provider: 'vnpay',
  accountId: merchantAccountSchema.shape.id.parse('ea-kao-vnpay'),
  payerIp: '203.0.113.9',
};
const started = applyFact(made.order, decideAttempt(made.order, by, leftAt), leftAt);
const payment = paymentSchema.parse({
  ...by,
  movementKey: 'vnpay:EAKAO001:LP7K3M9Q2XWWA1',
  channel: 'online',
  amountVnd: made.order.totalAmountVnd,
  paidAt,
  receivedAt: paidAt,
  paidOn: vietnamDay(paidAt),
  late: false,
  transactionId: '14422574',
  payerBankCode: 'NCB',
});
/** The same when it is paid. */
export const paid = applyFact(started.order, { type: 'order.paid', attempt: 1, payment }, paidAt);
const expired = applyFact(made.order, { type: 'order.expired' }, made.order.expiresAt);
const cancelled = applyFact(made.order, { type: 'order.cancelled', by: 'portal' }, leftAt);

const refundId = proposalIdSchema.parse('DN4T8B2W6R34');
const refund = {
  refundId,
  amountVnd: feeLineSchema.shape.amountVnd.parse(20_000),
  refundedVnd: feeLineSchema.shape.amountVnd.parse(20_000),
};
const partRefunded = applyFact(paid.order, { type: 'order.part-refunded', ...refund }, addMs(paidAt, dayMs));
const wholly = { ...refund, amountVnd: made.order.totalAmountVnd, refundedVnd: made.order.totalAmountVnd };
const refunded = applyFact(paid.order, { type: 'order.refunded', ...wholly }, addMs(paidAt, dayMs));
const reversed = applyFact(
  paid.order,
  { type: 'order.reversed', movementKey: payment.movementKey ?? '', reversedVnd: made.order.totalAmountVnd },
  addMs(paidAt, dayMs),
);

/** The portal's server hung at first, and had the webhook at the second try. */
const tries = [addMs(paidAt, 400), addMs(paidAt, 45_000)] as const;
const due = deliverySchema.parse(paid.event.delivery);
const first = afterTry(due, { startedAt: tries[0], isTaken: false, random: 0 });
const second = afterTry(first.delivery, { startedAt: tries[1], isTaken: true, random: 0 });
const why = 'there was no whole answer in 3000 ms';
const delivered: LoggedWebhook = {
  event: settled(paid.event, second.delivery),
  delivery: second.delivery,
  tries: [
    { version: 1, number: 1, at: tries[0], durationMs: 3000, error: why, nextTryAt: first.nextTryAt },
    { version: 1, number: 2, at: tries[1], durationMs: 84, status: 204 },
  ],
};
const replayRequest = replayRequestSchema.parse({ after: 0 });
const replayed = decideReplay([delivered.event], replayRequest, addMs(paidAt, dayMs)).due;

const show = ({ order }: typeof made) => toPublicOrder({ order, details }, origin);
const tell = ({ order, event }: typeof made): unknown => JSON.parse(webhookBody(order, details, event));

/** Examples for the OpenAPI document. They are made by the very code that answers, so they cannot be out of date. */
export const examples = {
  request,
  made: show(made),
  paid: show(paid),
  cancelled: show(cancelled),
  orders: { items: [show(paid)] },
  deliveries: { items: [toPublicDelivery(delivered)] },
  replayRequest,
  replay: { items: replayed.map(({ sequence, dueAt }) => ({ sequence, nextTryAt: dueAt })) },
  events: { items: [made, started, paid].map(({ event }) => toPublicEvent(event)) },
  webhooks: {
    'order.paid': tell(paid),
    'order.expired': tell(expired),
    'order.cancelled': tell(cancelled),
    'order.part-refunded': tell(partRefunded),
    'order.refunded': tell(refunded),
    'order.reversed': tell(reversed),
  },
} as const satisfies { webhooks: Record<NotifiedFact, unknown> } & Record<string, unknown>;

/** What only some refusals tell. */
const facts: Partial<Record<RefusalCode, Refusal['facts']>> = {
  'validation-failed': { errors: [{ pointer: '/lines/0/budgetCode', message: 'not-a-budget-code' }] },
  'unknown-agency': { pointer: '/agencyCode' },
  'agency-switched-off': { pointer: '/agencyCode' },
  'unknown-beneficiary': { pointer: '/beneficiaryAccount' },
  'mixed-beneficiaries': { pointer: '/lines/1' },
  'amount-not-payable': { pointer: '/lines' },
  'deadline-passed': { pointer: '/expiresAt' },
  'idempotency-key-reused': { orderId: made.order.id },
  'order-exists': { orderId: made.order.id },
  'payment-in-progress': { orderId: made.order.id },
  'order-not-cancellable': { orderId: made.order.id },
  'replaced-order-not-replaceable': { orderId: made.order.id, pointer: '/replacesOrderId' },
};

/** A refusal, or our own fault, as its caller hears it. */
export const exampleProblem = (code: RefusalCode | 'fault'): unknown => {
  const { body } = code === 'fault' ? toFault(context) : toProblem(new Refusal(code, facts[code]), context);
  return JSON.parse(body ?? '');
};
