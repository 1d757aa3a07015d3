import { evidenceSchema, noticeSchema } from '../domain/notice.ts';
import { afterDecision } from '../domain/movement.ts';
import { applyMovementFact } from '../domain/movement-changes.ts';
import { applyFact } from '../domain/order.ts';
import { proposalRequestSchema } from '../domain/proposal.ts';
import { approved, declined, makeProposal, transferred } from '../domain/proposal-decisions.ts';
import { proposalIdSchema } from '../domain/proposal-id.ts';
import { findRefund } from '../domain/refund.ts';
import { addMs, dayMs, hourMs, minuteMs } from '../domain/time.ts';
import { listWaysOut } from '../domain/unapplied-item.ts';
import { toMovementId } from './desk-ids.ts';
import { transferBodySchema } from './desk-requests.ts';
import { made, paid, paidAt } from './openapi-examples.ts';
import { toDeskItems, toPublicSummary } from './public-desk.ts';
import { toDeskEvent, toDeskOrder } from './public-desk-order.ts';
import { toPublicMovement } from './public-movement.ts';
import { toFullProposal, toPublicProposal } from './public-proposal.ts';

const issuer = 'https://dang-nhap.example.vn';
const mai = { subject: `${issuer}|7f3c`, name: 'Nguyễn Thị Mai' };
const binh = { subject: `${issuer}|91b0`, name: 'Trần Quốc Bình' };

const reason = 'Người nộp chuyển thiếu, xin hoàn lại';
const receivedAt = addMs(paidAt, hourMs);
const askedAt = addMs(receivedAt, hourMs);
const decidedAt = addMs(askedAt, minuteMs);

const notice = noticeSchema.parse({
  movementKey: 'vnpay:EAKAO001:LP7K3M9Q2XWWA2',
  provider: 'vnpay',
  accountId: 'ea-kao-vnpay',
  reference: 'LP7K3M9Q2XWWA2',
  direction: 'in',
  result: 'paid',
  amountVnd: 100_000,
  paidAt: receivedAt,
  transactionId: '14422591',
  payerBankCode: 'NCB',
});
const evidence = evidenceSchema.parse({
  source: 'callback',
  receivedAt,
  raw: 'vnp_Amount=10000000&vnp_BankCode=NCB&vnp_ResponseCode=00&vnp_TxnRef=LP7K3M9Q2XWWA2&…',
  keyId: 'key-1',
});
const item = afterDecision(undefined, {
  notice,
  evidence,
  word: 'wrong-amount',
  place: { type: 'unapplied', reason: 'wrong-amount', orderId: made.order.id },
});

const body = { kind: 'refund', movementId: toMovementId(notice.movementKey), amountVnd: 100_000, reason } as const;
const transfer = transferBodySchema.parse({
  payee: { bankCode: '970419', accountNumber: '0071000123456', name: 'NGUYEN THI ANH TUYET' },
  transferReference: 'FT26325000001',
});
const request = proposalRequestSchema.parse({
  kind: 'refund',
  of: { movementKey: notice.movementKey },
  amountVnd: body.amountVnd,
  reason,
});
const id = proposalIdSchema.parse('DN4T8B2W6R34');
const requested = makeProposal(request, { id, by: mai }, askedAt);
const isApproved = approved(requested, binh, { way: 'transfer', now: decidedAt });

const news = { refundId: id, amountVnd: request.kind === 'refund' ? request.amountVnd : made.order.totalAmountVnd };
const asked = applyMovementFact(
  item,
  { type: 'proposal.requested', proposalId: id, kind: 'refund', amountVnd: news.amountVnd, by: mai, reason },
  askedAt,
);
const reserved = applyMovementFact(
  asked.movement,
  { type: 'refund.approved', ...news, way: 'transfer', by: binh },
  decidedAt,
);
const refundOf = (movement: typeof item) =>
  findRefund(
    movement.parts?.flatMap((part) => (part.kind === 'refund' ? part : [])),
    id,
  );

const debitNotice = noticeSchema.parse({
  ...notice,
  movementKey: 'sepay:0011004123456:FT26330000007:out:22000',
  provider: 'sepay',
  accountId: 'ea-kao-sepay',
  reference: 'PHI QUAN LY TAI KHOAN',
  direction: 'out',
  amountVnd: 22_000,
  transactionId: undefined,
  payerBankCode: undefined,
});
const debit = afterDecision(undefined, {
  notice: debitNotice,
  evidence,
  word: 'accepted',
  place: { type: 'money-out' },
});
const accepted = applyMovementFact(
  debit,
  { type: 'movement.accepted', by: mai, reason: 'Phí quản lý tài khoản tháng 11' },
  askedAt,
);

const started = applyFact(
  made.order,
  {
    type: 'attempt.started',
    attempt: 1,
    provider: 'vnpay',
    accountId: 'ea-kao-vnpay',
    reference: 'LP7K3M9Q2XWWA1',
    expiresAt: addMs(paidAt, minuteMs),
    payerIp: '203.0.113.9',
  },
  paidAt,
);
const abandoned = applyFact(
  started.order,
  { type: 'attempt.abandoned', attempt: 1, by: mai, reason: 'VNPAY xác nhận không thu tiền' },
  addMs(paidAt, 4 * dayMs),
);
const askedAgain = applyFact(started.order, { type: 'attempt.asked', attempt: 1, by: mai }, addMs(paidAt, 4 * dayMs));

const show = (movement: typeof item) =>
  toPublicMovement({ movement, order: made.order, waysOut: listWaysOut(movement, made.order) });

const showProposal = (proposal: typeof requested, refund = refundOf(reserved.movement)) =>
  toFullProposal({ proposal, refund: proposal.status === 'approved' ? refund : undefined, answers: [] });

const entered = isApproved.kind === 'refund' ? transferred(isApproved, transfer, undefined) : isApproved;

/** Examples of the desk's API. They are made by the very code that answers. */
export const deskExamples = {
  summary: toPublicSummary([
    { class: 'wrong-amount', count: 1, oldest: receivedAt },
    { class: 'proposal', count: 1, oldest: askedAt },
    { class: 'unexplained-debit', count: 0 },
  ]),
  items: { items: toDeskItems([{ type: 'movement', movement: item }]) },
  movement: show(item),
  accepted: show(accepted.movement),
  movementEvents: { items: [asked, reserved].map(({ event }) => toDeskEvent(event)) },
  order: toDeskOrder(paid.order),
  orderEvents: { items: [made, paid].map(({ event }) => toDeskEvent(event)) },
  abandoned: toDeskOrder(abandoned.order),
  askedAgain: toDeskOrder(askedAgain.order),
  proposalBody: body,
  requested: showProposal(requested),
  proposals: { items: [toPublicProposal(requested)] },
  approved: showProposal(isApproved),
  declined: showProposal(declined(requested, binh, { reason: 'Đã hoàn bằng đề nghị khác', now: decidedAt })),
  reasonBody: { reason: 'Đã hoàn bằng đề nghị khác' },
  transferBody: transfer,
  transferred: showProposal(entered),
};
