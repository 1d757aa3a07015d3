import type { Attempt } from '../lib/domain/attempt.ts';
import type { AmountVnd } from '../lib/domain/money.ts';
import { evidenceSchema, type CallbackWord, type Notice } from '../lib/domain/notice.ts';
import { applyFact, type Order } from '../lib/domain/order.ts';
import type { ProposalId } from '../lib/domain/proposal-id.ts';
import { dayMs } from '../lib/domain/time.ts';
import { putOrderChange } from '../lib/store/key-table.ts';
import { approveProposal } from '../lib/use-cases/decide-proposal.ts';
import { enterTransfer } from '../lib/use-cases/enter-transfer.ts';
import { propose } from '../lib/use-cases/propose.ts';
import { cancelOrder } from '../lib/use-cases/cancel-order.ts';
import { receiveNotice } from '../lib/use-cases/receive-notice.ts';
import { settleOrder } from '../lib/use-cases/settle-order.ts';
import { takeCallback } from '../lib/use-cases/take-callback.ts';
import type { Fields } from '../local/sandbox-bank/signature.ts';
import { make, read, sendPayer } from '../test/lib/use-cases/sample-world.ts';
import {
  beneficiaryAccount,
  binh,
  client,
  mai,
  makeNotice,
  merchantAccount,
  start,
  transferAccount,
  vnd,
} from '../test/samples.ts';
import type { World } from '../test/world.ts';
import { bankQuery, dossierCode } from './payment.ts';
import { parties } from './test-stand.ts';

/** An order with two attempts to pay it, to which a row of the table happens. */
export type Case = {
  readonly world: World;
  readonly number: number;
  readonly order: Order;
  readonly first: Attempt;
  readonly second: Attempt;
  /** The refunds that were approved. */
  readonly refundIds: ProposalId[];
};

/** What a notice says; what is not here is as of a payment by the first attempt. */
export type Said = Partial<Record<keyof Notice, unknown>>;

/** Bytes as long as a real callback's, other ones for each thing that is said. */
const rawOf = ({ reference, amountVnd, result, direction }: Notice): string =>
  bankQuery(parties, { reference, amountVnd }, { vnp_OrderInfo: `Nop phi ${result} ${direction}` });

export const say = ({ world }: Case, attempt: Attempt, said: Said = {}): Promise<CallbackWord> => {
  const notice = makeNotice(attempt, said);
  const signed = { source: 'callback', receivedAt: world.now(), raw: rawOf(notice), keyId: 'key-1' };
  return receiveNotice(world, notice, evidenceSchema.parse(signed));
};

export const callBack = ({ world, first }: Case, changes: Fields): Promise<CallbackWord> => {
  const request = { method: 'GET', rawQueryString: bankQuery(parties, first, changes), headers: {}, body: '' };
  return takeCallback(world, { provider: 'vnpay', accountId: merchantAccount.id, request });
};

export const failed = { result: 'failed', reasonCode: '24' };
export const inDoubt = { result: 'in-doubt', reasonCode: '07' };
export const wrongAmount = { amountVnd: 100 };
export const reversed = { result: 'reversed' };

/** What a notice says of a transfer, which names the order alone. */
export const byTransfer = ({ number, order }: Case): Said => ({
  provider: 'sepay',
  accountId: transferAccount.id,
  reference: order.id,
  reached: beneficiaryAccount,
  movementKey: `sepay:${beneficiaryAccount.accountNumber}:FT${number}:in:${order.totalAmountVnd}`,
});

const transferReference = ({ number }: Case): string => `CT${number}`;

/** What a notice says of a debit that leaves the account for transfers. */
export const debit = (of: Case, said: Said = {}): Said => ({
  ...byTransfer(of),
  direction: 'out',
  reference: of.refundIds.at(-1),
  reached: undefined,
  movementKey: `sepay:${beneficiaryAccount.accountNumber}:FT${of.number}R:out`,
  ...said,
});

/** The debit as it comes up by the bank's reference that an officer has entered, whatever its text says. */
export const namedDebit = (of: Case): Said =>
  debit(of, {
    reference: 'CHUYEN TIEN',
    movementKey: `sepay:${beneficiaryAccount.accountNumber}:${transferReference(of)}:out:${of.order.totalAmountVnd}`,
  });

const approveRefund = async (of: Case, amountVnd: AmountVnd): Promise<void> => {
  const { world, number, order, refundIds } = of;
  const request = { kind: 'refund' as const, of: { orderId: order.id }, amountVnd, reason: 'nộp thừa' };
  const idempotencyKey = `refund-${number}-${refundIds.length}`;
  const { proposal } = await propose(world, { officer: mai, idempotencyKey, request });
  await approveProposal(world, binh, proposal.id);
  refundIds.push(proposal.id);
};

const partOf = 20_000;

const makeSuccessor = async ({ world, number }: Case): Promise<Order> =>
  (await make(world, { dossierCode: dossierCode(parties, number) }, `successor-${number}`)).order;

/** What can have happened to an order before. */
const deeds = {
  'first paid': (of) => say(of, of.first),
  'first paid with a wrong amount': (of) => say(of, of.first, wrongAmount),
  'first failed': (of) => say(of, of.first, failed),
  'first in doubt': (of) => say(of, of.first, inDoubt),
  'first reversed': (of) => say(of, of.first, reversed),
  'second paid': (of) => say(of, of.second),
  'second failed': (of) => say(of, of.second, failed),
  'second reversed': (of) => say(of, of.second, reversed),
  'both abandoned': async ({ world, order, first, second }) => {
    for (const { number: attempt } of [first, second]) {
      const { order: next, event } = applyFact(await read(world, order), { type: 'attempt.abandoned', attempt }, start);
      await world.store.commit(putOrderChange({ order: next, event }));
    }
  },
  'first paid by transfer': (of) => say(of, of.first, byTransfer(of)),
  'refund approved': (of) => approveRefund(of, of.order.totalAmountVnd),
  'refund of a part approved': (of) => approveRefund(of, vnd(partOf)),
  'its transfer entered': (of) =>
    enterTransfer(of.world, {
      by: mai,
      id: of.refundIds.at(-1)!,
      transfer: {
        payee: { ...beneficiaryAccount, name: 'NGUYEN VAN AN' },
        transferReference: transferReference(of),
        accountId: transferAccount.id,
      },
    }),
  'its debit seen': (of) => say(of, of.first, debit(of)),
  'the debit of a part seen': (of) => say(of, of.first, debit(of, { amountVnd: partOf })),
  cancelled: ({ world, order }) => cancelOrder(world, client, order.id),
  expired: async ({ world, order }) => {
    world.moveClock(31 * dayMs);
    await settleOrder(world, order.id);
  },
  'followed by another': makeSuccessor,
  'followed by one that is paid': async (of) => {
    const { attempt } = await sendPayer(of.world, await makeSuccessor(of));
    await say(of, attempt);
  },
} satisfies Record<string, (of: Case) => Promise<unknown>>;

/** What can have happened to an order, by name. */
export type Deed = keyof typeof deeds;

/** Makes an order of its own for a row, and lets happen to it what is to have happened. */
export const prepareCase = async (
  world: World,
  { after }: { readonly after: readonly Deed[] },
  number: number,
): Promise<Case> => {
  const { order } = await make(world, { dossierCode: dossierCode(parties, number) }, `case-${number}`);
  const { attempt: first } = await sendPayer(world, order);
  const { attempt: second } = await sendPayer(world, order);
  const prepared: Case = { world, number, order: await read(world, order), first, second, refundIds: [] };
  for (const deed of after) await deeds[deed](prepared);
  return prepared;
};
