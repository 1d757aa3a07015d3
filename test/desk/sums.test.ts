import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../lib/domain/attempt.ts';
import { sumsOfMovement, sumsOfOrder } from '../../lib/domain/money-sums.ts';
import { type Movement, movementSchema } from '../../lib/domain/movement.ts';
import { type Order, orderLife, orderSchema, type OrderStatus } from '../../lib/domain/order.ts';
import { type OrderEvent, orderEventSchema } from '../../lib/domain/order-events.ts';
import type { Proposal } from '../../lib/domain/proposal.ts';
import { takenVnd } from '../../lib/domain/refund.ts';
import { Refusal } from '../../lib/domain/refusal.ts';
import { hourMs, minuteMs } from '../../lib/domain/time.ts';
import { makeMemoryStore } from '../../lib/store/memory-store.ts';
import type { Item } from '../../lib/store/store.ts';
import { approveProposal, declineProposal } from '../../lib/use-cases/decide-proposal.ts';
import { enterTransfer } from '../../lib/use-cases/enter-transfer.ts';
import { sweepDueWork } from '../../lib/use-cases/sweep-due-work.ts';
import { binh, mai, makeNotice } from '../samples.ts';
import type { Answerer } from '../world.ts';
import {
  askApplication,
  askRefund,
  debit,
  openAwaiting,
  type PaidWorld,
  tell,
  withTransfers,
} from '../lib/use-cases/desk-world.ts';
import { queryAnswer, refundAnswer } from '../lib/use-cases/sample-vnpay.ts';

/** All that was ever written of orders and movements, as it is now. */
const makeBooks = () => {
  const orders = new Map<string, Order>();
  const events: OrderEvent[] = [];
  const movements = new Map<string, Movement>();
  const enter = (item: Item): void => {
    if (item.sk === 'ORDER') orders.set(String(item.pk), orderSchema.parse(item));
    if (item.sk === 'MOVEMENT') movements.set(String(item.pk), movementSchema.parse(item));
    const event = String(item.pk).startsWith('ORDER#') ? orderEventSchema.safeParse(item).data : undefined;
    if (event?.version === 1) events.push(event);
  };
  return { orders, events, movements, enter };
};

type Books = ReturnType<typeof makeBooks>;

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

const doneTypes: readonly string[] = ['refund.done', 'order.part-refunded', 'order.refunded'];

const isSound = (sums: object): boolean => Object.values(sums).every((sum) => sum >= 0);

/** Money in is applied, unapplied, refunded or reversed, to the đồng. */
const checkSums = ({ orders, movements }: Books): void => {
  const ofOrders = [...orders.values()].map(sumsOfOrder);
  const ofMovements = [...movements.values()].map(sumsOfMovement);
  expect(total(ofMovements.map(({ inOrdersVnd }) => inOrdersVnd))).toBe(total(ofOrders.map(({ inVnd }) => inVnd)));
  for (const sums of ofMovements)
    expect(sums.inVnd).toBe(sums.inOrdersVnd + sums.unappliedVnd + sums.refundedVnd + sums.reversedVnd);
  for (const sums of ofOrders) expect(sums.inVnd).toBe(sums.appliedVnd + sums.refundedVnd + sums.reversedVnd);
  for (const sums of [...ofOrders, ...ofMovements]) expect(sums).toSatisfy(isSound);
};

/** Nothing is promised to two, and nothing is done twice. */
const checkPromises = ({ orders, movements, events }: Books): void => {
  for (const { payment, refunds } of orders.values())
    expect(takenVnd(refunds)).toBeLessThanOrEqual(payment?.amountVnd ?? 0);
  for (const { notice, parts = [] } of movements.values())
    expect(total(parts.map(({ amountVnd }) => amountVnd))).toBeLessThanOrEqual(notice.amountVnd);
  const done = events.flatMap(({ fact }) =>
    doneTypes.includes(fact.type) && 'refundId' in fact ? [fact.refundId] : [],
  );
  expect(new Set(done).size).toBe(done.length);
};

/** The status on the head is what the journal tells. */
const checkStatus = ({ orders, events }: Books): void => {
  const told = events.reduce((status: OrderStatus, { fact }) => orderLife[status][fact.type] ?? status, 'awaiting');
  for (const { status } of orders.values()) expect(status).toBe(told);
};

type Act =
  | { readonly type: 'notice'; readonly key: number; readonly amountVnd: number; readonly result: string }
  | {
      readonly type: 'debit';
      readonly of: number;
      readonly isNamed: boolean;
      readonly number: number;
      readonly amountVnd: number;
    }
  | { readonly type: 'refund'; readonly of: number; readonly amountVnd: number }
  | { readonly type: 'apply'; readonly keys: readonly number[]; readonly amountVnd: number }
  | { readonly type: 'approve' | 'decline' | 'transfer'; readonly of: number; readonly number: number }
  | { readonly type: 'sweep'; readonly hours: number };

const amounts = fc.constantFrom(135_000, 135_000, 135_000, 100_000, 35_000, 35_000);
const few = fc.nat(3);

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('notice' as const),
      key: few,
      amountVnd: amounts,
      result: fc.constantFrom('paid', 'paid', 'paid', 'paid', 'reversed', 'failed', 'in-doubt'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('debit' as const),
      of: few,
      isNamed: fc.boolean(),
      number: few,
      amountVnd: amounts,
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('refund' as const), of: few, amountVnd: amounts }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('apply' as const),
      keys: fc.uniqueArray(few, { minLength: 1, maxLength: 2 }),
      amountVnd: amounts,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constantFrom('approve' as const, 'approve' as const, 'decline' as const, 'transfer' as const),
      of: few,
      number: few,
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('sweep' as const), hours: fc.constantFrom(0, 1, 30, 300) }) },
);

/** The order is paid, some money is put aside, and officers and the bank begin to give back what was paid. */
const begin = (amountVnd: number): readonly Act[] => [
  { type: 'notice', key: 0, amountVnd: 135_000, result: 'paid' },
  { type: 'notice', key: 1, amountVnd: 100_000, result: 'paid' },
  { type: 'refund', of: 0, amountVnd },
  { type: 'approve', of: 0, number: 0 },
  { type: 'sweep', hours: 0 },
  { type: 'sweep', hours: 1 },
];

const beginnings = [begin(35_000), begin(35_000).slice(0, 4), begin(135_000), begin(135_000).slice(0, 2), []];

const orTheRefusal = async (act: Promise<unknown>): Promise<void> => {
  try {
    await act;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
};

const payee = { bankCode: '970436', accountNumber: '0011004999999', name: 'Tuyết' };

/** VNPAY refunds, and the account's bank tells of transfers besides. */
const withDebitKeys = (world: PaidWorld['world']): PaidWorld['world'] => ({
  ...world,
  findAccount: async (id) => {
    const opened = await world.findAccount(id);
    const bank = await withTransfers(world).findAccount(id);
    return opened && bank && { ...opened, plugIn: { ...bank.plugIn, ...opened.plugIn } };
  },
});

/** Taking a notice is one transaction of at most three items, whatever became of its money before. */
const atMostThreeItems = async ({ requests }: PaidWorld['world'], taking: Promise<unknown>): Promise<void> => {
  requests.length = 0;
  await taking;
  const items = requests.filter(({ request }) => request === 'commit').map((commit) => commit.items);
  expect(Math.max(0, ...items)).toBeLessThanOrEqual(3);
};

/** Officers, banks and the sweep, each doing one thing after the other. */
const makeStage = (paid: PaidWorld) => {
  const { order, attempt } = paid;
  const world = withDebitKeys(paid.world);
  /** The latest first. */
  const proposals: Proposal[] = [];
  const keyOf = (key: number): string => (key === 0 ? `vnpay:EAKAO001:${attempt.reference}` : `m${key}`);

  const apply = ({ keys: [one = 0, other], amountVnd }: Act & { type: 'apply' }): Promise<Proposal> => {
    const rest = 135_000 - amountVnd || 1;
    return askApplication(world, order.id, {
      [keyOf(one)]: amountVnd,
      ...(other !== undefined && { [keyOf(other)]: rest }),
    });
  };

  const ask = (act: Act & { type: 'refund' | 'apply' }): Promise<Proposal> => {
    if (act.type === 'apply') return apply(act);
    return askRefund(world, act.of === 0 ? { orderId: order.id } : { movementKey: keyOf(act.of) }, act.amountVnd);
  };

  const pay = (act: Act & { type: 'debit' }): Promise<unknown> => {
    const text = act.isNamed ? proposals[act.of]?.id : undefined;
    return debit(world, { amountVnd: act.amountVnd, reference: `FT${act.number}`, ...(text && { text }) });
  };

  const decide = async ({ type, of, number }: Act & { type: 'approve' | 'decline' | 'transfer' }): Promise<unknown> => {
    const id = proposals[of]?.id;
    if (id === undefined) return undefined;
    if (type === 'approve') return approveProposal(world, binh, id);
    if (type === 'decline') return declineProposal(world, { by: binh, id, reason: 'Không' });
    return enterTransfer(world, { by: mai, id, transfer: { payee, transferReference: `FT${number}` } });
  };

  return async (act: Act): Promise<unknown> => {
    switch (act.type) {
      case 'notice':
        return atMostThreeItems(world, tell(world, makeNotice(attempt, { ...act, movementKey: keyOf(act.key) })));
      case 'debit':
        return atMostThreeItems(world, pay(act));
      case 'refund':
      case 'apply':
        return orTheRefusal(ask(act).then((proposal) => proposals.unshift(proposal)));
      case 'sweep':
        world.moveClock(act.hours * hourMs + minuteMs);
        expect((await sweepDueWork(world)).failures).toEqual([]);
        return undefined;
      default:
        return orTheRefusal(decide(act));
    }
  };
};

const sayings = fc.array(fc.constantFrom('00', '00', '00', '05', '06', '09', '95', '94', 'silent'), { maxLength: 20 });

/** What must have come about, or nothing is shown: the seed is a fixed one for its sake. */
const facts = [
  ...['order.refunded', 'order.part-refunded', 'order.reversed', 'order.expired', 'money.unapplied'],
  ...['refund.failed', 'refund.sending', 'refund.sent', 'proposal.declined', 'notice.contradicted'],
];

/** What VNPAY says next, of the attempt or of the refund that it was asked for last. */
const bankSaying = (says: readonly string[], refundsSent: string[]) => {
  let next = 0;
  let latest: Readonly<Record<string, string>> = { vnp_TransactionType: '01' };
  return (attempt: Attempt): Answerer =>
    ({ body }) => {
      const said = says[(next += 1) % Math.max(1, says.length)] ?? '00';
      const asked = JSON.parse(body) as Record<string, string>;
      const isRefund = asked.vnp_Command === 'refund';
      if (isRefund) {
        refundsSent.push(asked.vnp_RequestId ?? '');
        latest = { vnp_Amount: asked.vnp_Amount ?? '', vnp_TransactionType: asked.vnp_TransactionType ?? '' };
      }
      if (said === 'silent') return { type: 'failed', why: 'silent' };
      const code = { ...latest, vnp_ResponseCode: said === '95' || said === '94' ? said : '00' };
      const answer = isRefund
        ? refundAnswer(attempt, 0, code)
        : queryAnswer(attempt, { ...code, vnp_TransactionStatus: said });
      return { type: 'answered', status: 200, body: answer };
    };
};

describe('whatever officers and banks do, in whatever order', () => {
  test('no đồng is lost, none is invented, and none is promised twice', async () => {
    const seen = new Set<string>();
    const anyActs = fc.array(anyAct, { minLength: 5, maxLength: 40 });
    const property = fc.asyncProperty(fc.constantFrom(...beginnings), anyActs, sayings, async (first, more, says) => {
      const books = makeBooks();
      const refundsSent: string[] = [];
      const late: { answer: Answerer } = { answer: () => ({ type: 'failed', why: 'silent' }) };
      const answer = bankSaying(says, refundsSent);
      const store = makeMemoryStore({ stream: books.enter });
      const paid = await openAwaiting({
        store,
        answer: (call) =>
          call.url.includes('merchant_webapi') ? late.answer(call) : { type: 'answered', status: 204, body: '' },
      });
      late.answer = answer(paid.attempt);
      const play = makeStage(paid);
      for (const act of [...first, ...more]) {
        await play(act);
        for (const check of [checkSums, checkPromises, checkStatus]) check(books);
      }
      expect(new Set(refundsSent).size).toBe(refundsSent.length);
      for (const { fact } of books.events) seen.add(fact.type);
    });
    await fc.assert(property, { numRuns: 200, seed: 20_261_121 });

    for (const type of facts) expect(seen).toContain(type);
  }, 60_000);
});
