import type { Attempt } from '../../../lib/domain/attempt.ts';
import type { Movement } from '../../../lib/domain/movement.ts';
import type { MovementEvent } from '../../../lib/domain/movement-events.ts';
import type { Notice, NoticeWord } from '../../../lib/domain/notice.ts';
import type { Officer } from '../../../lib/domain/officer.ts';
import type { Order } from '../../../lib/domain/order.ts';
import { type Proposal, proposalRequestSchema, type RefundOf } from '../../../lib/domain/proposal.ts';
import type { RefundEntry } from '../../../lib/domain/refund.ts';
import { addMs, dayMs } from '../../../lib/domain/time.ts';
import { at } from '../../../lib/store/key-table.ts';
import { find, list } from '../../../lib/store/read.ts';
import type { Store } from '../../../lib/store/store.ts';
import { approveProposal } from '../../../lib/use-cases/decide-proposal.ts';
import type { DeskParts } from '../../../lib/use-cases/parts.ts';
import { propose } from '../../../lib/use-cases/propose.ts';
import { findRefundState } from '../../../lib/use-cases/read-desk.ts';
import { receiveNotice } from '../../../lib/use-cases/receive-notice.ts';
import { binh, mai, makeEvidence, makeNotice, start, vnd } from '../../samples.ts';
import type { Answerer, World } from '../../world.ts';
import { make, openWorld, type SampleWorld, sendPayer } from './sample-world.ts';

/** A world with the sample order, of 135,000 đ, which a payer has paid. */
export type PaidWorld = { readonly world: SampleWorld; readonly order: Order; readonly attempt: Attempt };

let heard = 0;

/** Tells Lephi of a movement, in bytes of their own. */
export const tell = (world: World, notice: Notice): Promise<NoticeWord> =>
  receiveNotice(world, notice, makeEvidence({ raw: `bytes ${(heard += 1)}`, receivedAt: world.now() }));

/** The sample order, still awaiting its payment. */
export const openAwaiting = async (options: { store?: Store; answer?: Answerer } = {}): Promise<PaidWorld> => {
  const world = await openWorld(options);
  const { order } = await make(world, { expiresAt: addMs(start, dayMs) });
  const { attempt } = await sendPayer(world, order);
  return { world, order, attempt };
};

/** The sample order, paid. VNPAY answers what the test says. */
export const openPaid = async (
  answer?: (attempt: Attempt) => Answerer,
  options: { store?: Store } = {},
): Promise<PaidWorld> => {
  const late: { answer: Answerer } = { answer: () => ({ type: 'failed', why: 'silent' }) };
  const opened = await openAwaiting({ ...options, answer: (call) => late.answer(call) });
  await tell(opened.world, makeNotice(opened.attempt, { transactionId: '14422574' }));
  if (answer) late.answer = answer(opened.attempt);
  return opened;
};

/** Money that no order can take: another amount than was asked for. */
export const putAside = async (
  { world, attempt }: PaidWorld,
  amountVnd: number,
  changes: Partial<Record<keyof Notice, unknown>> = {},
): Promise<string> => {
  const notice = makeNotice(attempt, { amountVnd, movementKey: `item-${amountVnd}`, ...changes });
  await tell(world, notice);
  return notice.movementKey;
};

/** A world in which the sample account's provider cannot refund, and its bank tells of transfers. */
export const withTransfers = (world: SampleWorld): SampleWorld => ({
  ...world,
  findAccount: async (id) => {
    const opened = await world.findAccount(id);
    if (opened === undefined) return undefined;
    const { refund: _, ...plugIn } = opened.plugIn;
    return {
      ...opened,
      plugIn: { ...plugIn, debitKey: ({ reference, amountVnd }) => `debit:${reference}:${amountVnd}` },
    };
  },
});

/** A transfer out of the sample account, as its bank tells of it. */
export const debit = (
  world: World,
  {
    text = 'chuyen tien',
    reference = 'FT1',
    amountVnd = 35_000,
  }: { text?: string; reference?: string; amountVnd?: number },
): Promise<NoticeWord> =>
  tell(
    world,
    makeNotice(
      { reference: text, amountVnd: vnd(amountVnd) },
      { movementKey: `debit:${reference}:${amountVnd}`, direction: 'out' },
    ),
  );

let keys = 0;

/** What an officer asks for: Mai, under a key of its own, unless a test says otherwise. */
export const ask = async (world: DeskParts, request: unknown, officer: Officer = mai): Promise<Proposal> => {
  const idempotencyKey = `ask-${(keys += 1)}`;
  return (await propose(world, { officer, idempotencyKey, request: proposalRequestSchema.parse(request) })).proposal;
};

export const askRefund = (world: DeskParts, of: RefundOf, amountVnd = 35_000): Promise<Proposal> =>
  ask(world, { kind: 'refund', of, amountVnd, reason: 'Nộp thừa' });

export const askApplication = (world: DeskParts, orderId: string, parts: Record<string, number>): Promise<Proposal> =>
  ask(world, {
    kind: 'application',
    orderId,
    parts: Object.entries(parts).map(([movementKey, amountVnd]) => ({ movementKey, amountVnd })),
    reason: 'Ghi sai mã thanh toán',
  });

/** A refund that Mai asked for and Bình approved. */
export const refund = async (world: DeskParts, of: RefundOf, amountVnd = 35_000): Promise<Proposal> =>
  approveProposal(world, binh, (await askRefund(world, of, amountVnd)).id);

export const movementOf = async ({ store }: World, key: string): Promise<Movement> => {
  const movement = await find(store, at.movement(key));
  if (movement === undefined) throw new Error(`there is no movement ${key}`);
  return movement;
};

export const storyOfMovement = async ({ store }: World, key: string): Promise<string[]> =>
  (await list(store, at.movementEvents(key), { limit: 100 })).items.map(({ fact }: MovementEvent) => fact.type);

/** Where a refund stands. */
export const stateOf = ({ store }: World, proposal: Proposal): Promise<RefundEntry | undefined> =>
  findRefundState(store, proposal);

export const proposalOf = async ({ store }: World, { id }: Proposal): Promise<Proposal> => {
  const proposal = await find(store, at.proposal(id));
  if (proposal === undefined) throw new Error(`there is no proposal ${id}`);
  return proposal;
};

/** What waits at the desk in a class. */
export const atDesk = async ({ store }: World, deskClass: string): Promise<string[]> =>
  (await store.listDesk(deskClass, { limit: 100 })).items.map(({ pk }) => pk);
