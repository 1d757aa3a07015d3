import type { FunctionName } from '../../infra/function-sizes.ts';
import type { Attempt } from '../../lib/domain/attempt.ts';
import type { Client } from '../../lib/domain/client.ts';
import type { CallbackWord } from '../../lib/domain/notice.ts';
import { type OrderId, orderIdSchema } from '../../lib/domain/order-id.ts';
import { Refusal } from '../../lib/domain/refusal.ts';
import { instantFromMs } from '../../lib/domain/time.ts';
import { deriveWebhookSecret, webhookSecretsOf } from '../../lib/domain/webhook-key.ts';
import type { CallbackRequest, Transfer } from '../../lib/providers/provider.ts';
import type { Store } from '../../lib/store/store.ts';
import { cancelOrder } from '../../lib/use-cases/cancel-order.ts';
import { startAttempt } from '../../lib/use-cases/checkout.ts';
import { deliverWebhooks, type WebhookParts } from '../../lib/use-cases/deliver-webhooks.ts';
import { type MadeOrder, type MakeOrder, makeOrderOnce } from '../../lib/use-cases/make-order.ts';
import { getOrder, listOrders, type OrderWithDetails } from '../../lib/use-cases/read-order.ts';
import type { SettleParts } from '../../lib/use-cases/settle-order.ts';
import { sweepDueWork } from '../../lib/use-cases/sweep-due-work.ts';
import { acceptMovement, type AcceptMovement } from '../../lib/use-cases/accept-movement.ts';
import { approveProposal, type Decline, declineProposal } from '../../lib/use-cases/decide-proposal.ts';
import { abandonAttempt, askAttemptAgain, askRefundAgain, type AttemptAtDesk } from '../../lib/use-cases/end-doubt.ts';
import { enterTransfer, type EnterTransfer } from '../../lib/use-cases/enter-transfer.ts';
import { propose, type Propose, type Proposed } from '../../lib/use-cases/propose.ts';
import type { Officer } from '../../lib/domain/officer.ts';
import type { Proposal } from '../../lib/domain/proposal.ts';
import type { ProposalId } from '../../lib/domain/proposal-id.ts';
import { takeCallback } from '../../lib/use-cases/take-callback.ts';
import type { Base } from './base.ts';
import { makeFaultyStore, TableFault } from './faulty-store.ts';
import { type Network, sendCall } from './network.ts';
import { type Ended, type Process, runProcess } from './process.ts';
import type { Vault } from './vault.ts';
import { Violation } from './violation.ts';

const useCases = {
  makeOrderOnce,
  getOrder,
  listOrders,
  cancelOrder,
  startAttempt,
  takeCallback,
  deliverWebhooks,
  sweepDueWork,
  propose,
  approveProposal,
  declineProposal,
  enterTransfer,
  acceptMovement,
  abandonAttempt,
  askAttemptAgain,
  askRefundAgain,
};

type UseCases = typeof useCases;

/** Everything that any use case wants. */
export type LephiParts = SettleParts & WebhookParts;

/** A bug that is planted: other parts, or other use cases, than the real ones. */
export type Bug = {
  readonly parts?: (parts: LephiParts) => LephiParts;
  readonly useCases?: Partial<UseCases>;
};

/** What a simulated Lephi stands on. */
export type Foundations = Base & { readonly store: Store; readonly vault: Vault; readonly network: Network };

/** A payer on the way: sent to a page, or told what to transfer. */
export type SentPayer = { readonly attempt: Attempt; readonly orderId: OrderId } & (
  { readonly url: string } | { readonly transfer: Transfer }
);

/** Lephi as others meet it: each call is one invocation of a function, which may end in no answer at all. */
export type Lephi = {
  readonly makeOrder: (by: MakeOrder) => Promise<Ended<MadeOrder>>;
  readonly getOrder: (by: Client, id: string) => Promise<Ended<OrderWithDetails>>;
  readonly listOrders: (by: Client, dossierKey: string) => Promise<Ended<readonly OrderWithDetails[]>>;
  readonly cancelOrder: (by: Client, id: OrderId) => Promise<Ended<OrderWithDetails>>;
  readonly pay: (token: string, accountId: string) => Promise<Ended<SentPayer>>;
  readonly callBack: (provider: string, accountId: string, request: CallbackRequest) => Promise<Ended<CallbackWord>>;
  readonly deliver: (orderId: string) => Promise<Ended<void>>;
  readonly sweep: () => Promise<Ended<void>>;
  readonly desk: Desk;
};

/** What officers can do. */
type Desk = {
  readonly propose: (by: Propose) => Promise<Ended<Proposed>>;
  readonly approve: (by: Officer, id: ProposalId) => Promise<Ended<Proposal>>;
  readonly decline: (by: Decline) => Promise<Ended<Proposal>>;
  readonly enterTransfer: (by: EnterTransfer) => Promise<Ended<unknown>>;
  readonly accept: (by: AcceptMovement) => Promise<Ended<unknown>>;
  readonly abandon: (by: AttemptAtDesk & { readonly reason: string }) => Promise<Ended<unknown>>;
  readonly askAttempt: (by: AttemptAtDesk) => Promise<Ended<unknown>>;
  readonly askRefund: (by: Officer, id: ProposalId) => Promise<Ended<unknown>>;
};

const masterSecret = 'a master secret that nobody guesses';

/** How long a process may know keys that it has read. */
export const keysKeptMs = 90_000;

const payerIp = '203.0.113.10';

const makeParts = (foundations: Foundations, process: Process): LephiParts => {
  const { store, vault, network, chance, timeline } = foundations;
  const now = () => instantFromMs(timeline.nowMs() + process.skewMs);
  const keysAgoMs = chance.int(0, keysKeptMs);
  return {
    store: makeFaultyStore(store, foundations, process),
    now,
    sleep: (ms) => process.turn(ms, () => undefined),
    random: chance.fraction,
    randomBytes: chance.bytes,
    count: () => undefined,
    call: (call) => sendCall(foundations, network, process, call),
    findAccount: async (id) => vault.open(id, keysAgoMs),
    webhookSecrets: async (client) => webhookSecretsOf(masterSecret, client, now()),
  };
};

/** What may be thrown: a refusal, and what the table did. Everything else is a bug. */
const isExpected = (error: unknown): boolean => error instanceof Refusal || error instanceof TableFault;

/** The secret that a portal was given for its webhooks, by the count of rotations. */
export const webhookSecretGiven = (clientId: string, number: number): string =>
  deriveWebhookSecret(masterSecret, clientId, number);

/** Lephi with its real use cases, but for the bug that may be planted. */
export const makeLephi = (foundations: Foundations, bug: Bug = {}): Lephi => {
  const { fail, trace } = foundations;
  const does: UseCases = { ...useCases, ...bug.useCases };

  const refuseUnexpected = (errors: readonly unknown[]): void => {
    for (const error of errors)
      if (!isExpected(error))
        fail(error instanceof Violation ? error : new Violation('lephi', String((error as Error).stack)));
  };

  const invoke = async <T>(name: FunctionName, work: (parts: LephiParts) => Promise<T>): Promise<Ended<T>> => {
    const ended = await runProcess(foundations, name, (process) => {
      const parts = makeParts(foundations, process);
      return work(bug.parts ? bug.parts(parts) : parts);
    });
    if (ended.type === 'failed') refuseUnexpected([ended.error]);
    return ended;
  };

  return {
    makeOrder: (by) => invoke('portal-api', (parts) => does.makeOrderOnce(parts, by)),
    getOrder: (by, id) => invoke('portal-api', ({ store }) => does.getOrder(store, by, id)),
    listOrders: (by, dossierKey) =>
      invoke('portal-api', async ({ store }) => (await does.listOrders(store, by, { dossierKey, limit: 20 })).items),
    cancelOrder: (by, id) => invoke('portal-api', (parts) => does.cancelOrder(parts, by, id)),
    pay: (token, accountId) =>
      invoke('checkout-pages', async (parts) => {
        const { account, attempt, order } = await does.startAttempt(parts, token, { accountId, payerIp });
        const orderId = order.id;
        const opened = (await parts.findAccount(account.id))!;
        const returnUrl = `https://lephi.example.vn/pay/${token}/return`;
        const { pay } = opened.plugIn;
        return pay.kind === 'transfer'
          ? { attempt, orderId, transfer: pay.instruct({ attempt, orderId }) }
          : { attempt, orderId, url: pay.url({ attempt, description: attempt.reference, locale: 'vi', returnUrl }) };
      }),
    callBack: (provider, accountId, request) =>
      invoke('provider-callback', async (parts) => {
        try {
          return await does.takeCallback(parts, { provider, accountId, request });
        } catch (error) {
          refuseUnexpected([error]);
          return 'try-again';
        }
      }),
    deliver: (orderId) =>
      invoke('deliver-webhooks', (parts) => does.deliverWebhooks(parts, orderIdSchema.parse(orderId))),
    sweep: () =>
      invoke('sweep-due-work', async (parts) => {
        const { done, failures } = await does.sweepDueWork(parts);
        refuseUnexpected(failures);
        trace.note('sweep', `did ${done}, ${failures.length} failed`);
      }),
    desk: {
      propose: (by) => invoke('officer-api', (parts) => does.propose(parts, by)),
      approve: (by, id) => invoke('officer-api', (parts) => does.approveProposal(parts, by, id)),
      decline: (by) => invoke('officer-api', (parts) => does.declineProposal(parts, by)),
      enterTransfer: (by) => invoke('officer-api', (parts) => does.enterTransfer(parts, by)),
      accept: (by) => invoke('officer-api', (parts) => does.acceptMovement(parts, by)),
      abandon: (by) => invoke('officer-api', (parts) => does.abandonAttempt(parts, by)),
      askAttempt: (by) => invoke('officer-api', (parts) => does.askAttemptAgain(parts, by)),
      askRefund: (by, id) => invoke('officer-api', (parts) => does.askRefundAgain(parts, by, id)),
    },
  };
};
