import type { Movement } from './movement.ts';
import { remainderVnd } from './movement.ts';
import { type AmountVnd, findSumVnd } from './money.ts';
import type { Officer } from './officer.ts';
import type { Order } from './order.ts';
import type { OrderFact } from './order-events.ts';
import type { ProposalId } from './proposal-id.ts';
import { Refusal } from './refusal.ts';
import { type Instant, vietnamDay } from './time.ts';

/** An unapplied item, and how much of it is to pay the order. */
export type Applied = { readonly movement: Movement; readonly amountVnd: AmountVnd };

/** What is known when unapplied money is to be applied to an order. */
export type ApplicationCase = {
  readonly order: Order;
  /** Whether another order for the same fees, made after this one expired, is paid. */
  readonly successorPaid: boolean;
  readonly parts: readonly Applied[];
};

const refuse = (detail: string, orderId?: string): never => {
  throw new Refusal('application-not-possible', { detail, ...(orderId !== undefined && { orderId }) });
};

/**
 * Refuses to apply unapplied money to an order that cannot take it, or money that is not there.
 *
 * @throws Refusal application-not-possible when the order is neither awaiting nor expired without a paid successor, when
 * the parts are not exactly its total, or when one is more than what is left of its item
 */
export const refuseApplication = ({ order, successorPaid, parts }: ApplicationCase): void => {
  if (order.status !== 'awaiting' && order.status !== 'expired') refuse(`The order is ${order.status}.`, order.id);
  if (successorPaid) refuse('Another order for the same fees is paid.', order.id);
  if (findSumVnd(parts.map(({ amountVnd }) => amountVnd)) !== order.totalAmountVnd)
    refuse('The parts are not exactly the total of the order.', order.id);
  if (parts.some(({ movement, amountVnd }) => amountVnd > remainderVnd(movement)))
    refuse('A part is more than what is left of its money.');
};

/** When the money came, by the provider's own clock where it told. */
const paidAtOf = ({ movement }: Applied): Instant => movement.notice.paidAt ?? movement.firstReceivedAt;

/**
 * The fact that an order is paid with unapplied money, as the latest part tells it.
 *
 * @throws Refusal application-not-possible; see {@link refuseApplication}
 */
export const decideApplication = (
  of: ApplicationCase,
  { proposalId, by }: { readonly proposalId: ProposalId; readonly by: Officer },
): OrderFact => {
  refuseApplication(of);
  const { order, parts } = of;
  const [latest] = parts.toSorted((one, other) => (paidAtOf(one) < paidAtOf(other) ? 1 : -1));
  if (latest === undefined) throw new RangeError('an application has at least one part');
  const { provider, accountId } = latest.movement.notice;
  const paidAt = paidAtOf(latest);
  const payment = {
    proposalId,
    provider,
    accountId,
    channel: 'online' as const,
    amountVnd: order.totalAmountVnd,
    paidAt,
    receivedAt: latest.movement.firstReceivedAt,
    paidOn: vietnamDay(paidAt),
    late: paidAt > order.expiresAt,
  };
  return { type: 'order.paid', payment, by };
};
