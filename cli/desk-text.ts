import type * as z from 'zod/mini';
import { type Instant, toVietnamText } from '../lib/domain/time.ts';
import type { deskItemPageSchema, deskSummarySchema } from '../lib/http/public-desk.ts';
import type { deskOrderSchema } from '../lib/http/public-desk-order.ts';
import type { publicMovementSchema } from '../lib/http/public-movement.ts';
import type { fullProposalSchema, publicRefundSchema } from '../lib/http/public-proposal.ts';
import { toLines, printable } from './answer.ts';

type Row = readonly [name: string, value: string];

const vnd = (amountVnd: number): string => `${amountVnd} đ`;

const time = (instant: Instant): string => toVietnamText(instant);

const row = (name: string, value: string | undefined): readonly Row[] =>
  value === undefined ? [] : [[name, printable(value)]];

/** How much waits, class by class. */
export const describeSummary = ({ classes }: z.output<typeof deskSummarySchema>): string =>
  toLines(
    classes.map(({ class: name, count, oldestSince }): Row => [
      name,
      `${count}${oldestSince === undefined ? '' : `  since ${time(oldestSince)}`}`,
    ]),
  );

/** One line for each item. */
export const describeItems = ({ items }: z.output<typeof deskItemPageSchema>): string =>
  items
    .map(({ type, id, since, amountVnd, orderId, kind }) =>
      [
        time(since),
        kind ?? type,
        ...(amountVnd === undefined ? [] : [vnd(amountVnd)]),
        id,
        ...(orderId === undefined || orderId === id ? [] : [orderId]),
      ].join('  '),
    )
    .join('\n');

const describeRefund = ({ id, amountVnd, way, status, waitsSince }: z.output<typeof publicRefundSchema>): string =>
  `${vnd(amountVnd)}  ${status}  by ${way}  ${id}${waitsSince === undefined ? '' : `  waits since ${time(waitsSince)}`}`;

type Movement = z.output<typeof publicMovementSchema>;

const describeWayOut = ({ type, orderId, amountVnd, missingVnd, overVnd }: Movement['waysOut'][number]): string => {
  if (missingVnd !== undefined) return `${type} for ${orderId ?? ''}: ${vnd(missingVnd)} is missing`;
  if (overVnd !== undefined) return `${type} for ${orderId ?? ''}: ${vnd(overVnd)} is over`;
  return `${type} ${amountVnd === undefined ? '' : vnd(amountVnd)}${orderId === undefined ? '' : ` to ${orderId}`}`;
};

const describePart = ({ amountVnd, orderId, refund, proposalId }: Movement['parts'][number]): string =>
  refund ? `refund  ${describeRefund(refund)}` : `applied  ${vnd(amountVnd)}  to ${orderId ?? ''}  by ${proposalId}`;

/** A movement with its evidence. */
export const describeMovement = (movement: Movement): string =>
  toLines([
    ['movement', movement.id],
    ...row('key', movement.movementKey),
    ...row('waits as', movement.class && `${movement.class}, since ${movement.since ? time(movement.since) : ''}`),
    ['money', `${movement.direction}, ${movement.result}, ${movement.place.type}`],
    ['amount', vnd(movement.amountVnd)],
    ['left', vnd(movement.leftVnd)],
    ['account', `${movement.accountId} at ${movement.provider}`],
    ...row('reference', movement.reference),
    ...row(
      'order',
      movement.order && `${movement.order.id}  ${movement.order.status}  ${vnd(movement.order.totalAmountVnd)}`,
    ),
    ['heard', time(movement.receivedAt)],
    ...row('paid', movement.paidAt && time(movement.paidAt)),
    ...movement.parts.flatMap((part) => row('part', describePart(part))),
    ...movement.waysOut.flatMap((way) => row('way out', describeWayOut(way))),
    ...movement.evidence.flatMap(({ source, receivedAt, keyId, raw }) => [
      ...row('evidence', `${source} at ${time(receivedAt)}, signed with ${keyId}`),
      ...row('', raw),
    ]),
  ]);

type Proposal = z.output<typeof fullProposalSchema>;

const describePayee = (transfer: NonNullable<Proposal['transfer']>): string =>
  `${transfer.payee.bankCode}:${transfer.payee.accountNumber} ${transfer.payee.name}, ${transfer.transferReference}`;

/** A proposal, and what became of it. */
export const describeProposal = (proposal: Proposal): string =>
  toLines([
    ['proposal', proposal.id],
    ['asks for', `${proposal.kind}${proposal.amountVnd === undefined ? '' : ` of ${vnd(proposal.amountVnd)}`}`],
    ['status', proposal.failed ? 'approved, and it came to nothing' : proposal.status],
    ...row('waits as', proposal.class),
    ...row('order', proposal.orderId),
    ...row('movement', proposal.movementId),
    ...row('bank day', proposal.bankDay && Object.values(proposal.bankDay).join(' ')),
    ...row('of match', proposal.matchId),
    ...(proposal.discrepancyIds ?? []).flatMap((id) => row('discrepancy', id)),
    ...row('of refund', proposal.refundId),
    ...row('ends as', proposal.endsAs),
    ...row('evidence', proposal.evidence),
    ...(proposal.parts ?? []).flatMap((part) => row('part', `${vnd(part.amountVnd)}  of ${part.movementId}`)),
    ...row('asked by', `${proposal.askedBy.name}, ${time(proposal.askedAt)}: ${proposal.reason}`),
    ...row(
      'decided by',
      proposal.decidedBy && `${proposal.decidedBy.name}, ${proposal.decidedAt ? time(proposal.decidedAt) : ''}`,
    ),
    ...row('because', proposal.declineReason),
    ...row('transfer', proposal.transfer && describePayee(proposal.transfer)),
    ...row('refund', proposal.refund && describeRefund(proposal.refund)),
  ]);

type Order = z.output<typeof deskOrderSchema>;

/** The money of an order. */
export const describeOrder = (order: Order): string =>
  toLines([
    ['order', order.id],
    ['status', order.status],
    ...row('waits as', order.class),
    ['total', vnd(order.totalAmountVnd)],
    ...row('paid', order.payment && `${time(order.payment.paidAt)} by ${order.payment.provider}`),
    ['refunded', vnd(order.refundedVnd)],
    ['left', vnd(order.leftVnd)],
    ...order.refunds.flatMap((refund) => row('refund', describeRefund(refund))),
    ...order.attempts.flatMap(({ number, status, accountId, waitsSince }) =>
      row(
        `attempt ${number}`,
        `${status}  ${accountId}${waitsSince === undefined ? '' : `  waits since ${time(waitsSince)}`}`,
      ),
    ),
  ]);
