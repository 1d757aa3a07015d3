import type { Attempt } from '../lib/domain/attempt.ts';
import { evidenceSchema, type CallbackWord, type Notice } from '../lib/domain/notice.ts';
import { applyFact, type Order } from '../lib/domain/order.ts';
import { dayMs } from '../lib/domain/time.ts';
import { putOrderChange } from '../lib/store/key-table.ts';
import { cancelOrder } from '../lib/use-cases/cancel-order.ts';
import { receiveNotice } from '../lib/use-cases/receive-notice.ts';
import { settleOrder } from '../lib/use-cases/settle-order.ts';
import { takeCallback } from '../lib/use-cases/take-callback.ts';
import type { Fields } from '../local/sandbox-bank/signature.ts';
import { make, read, sendPayer } from '../test/lib/use-cases/sample-world.ts';
import { client, makeNotice, merchantAccount, start } from '../test/samples.ts';
import type { World } from '../test/world.ts';
import { bankQuery, dossierCode } from './payment.ts';
import { parties } from './test-stand.ts';

/** An order with two attempts to pay it, to which a row of the table happens. */
type Case = {
  readonly world: World;
  readonly number: number;
  readonly order: Order;
  readonly first: Attempt;
  readonly second: Attempt;
};

/** What a notice says; what is not here is as of a payment by the first attempt. */
type Said = Partial<Record<keyof Notice, unknown>>;

/** Bytes as long as a real callback's, other ones for each thing that is said. */
const rawOf = ({ reference, amountVnd, result, direction }: Notice): string =>
  bankQuery(parties, { reference, amountVnd }, { vnp_OrderInfo: `Nop phi ${result} ${direction}` });

const say = ({ world }: Case, attempt: Attempt, said: Said = {}): Promise<CallbackWord> => {
  const notice = makeNotice(attempt, said);
  const signed = { source: 'callback', receivedAt: world.now(), raw: rawOf(notice), keyId: 'key-1' };
  return receiveNotice(world, notice, evidenceSchema.parse(signed));
};

const callBack = ({ world, first }: Case, changes: Fields): Promise<CallbackWord> => {
  const request = { method: 'GET', rawQueryString: bankQuery(parties, first, changes), headers: {}, body: '' };
  return takeCallback(world, { provider: 'vnpay', accountId: merchantAccount.id, request });
};

const failed = { result: 'failed', reasonCode: '24' };
const inDoubt = { result: 'in-doubt', reasonCode: '07' };
const wrongAmount = { amountVnd: 100 };
const reversed = { result: 'reversed' };

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

/** A row of the decision table. */
type Row = {
  readonly notice: string;
  readonly order: string;
  readonly after: readonly (keyof typeof deeds)[];
  readonly act: (of: Case) => Promise<CallbackWord>;
  readonly hears: CallbackWord;
  /** What happens so seldom that it may cost more. */
  readonly isRare?: boolean;
};

type More = Pick<Row, 'isRare'> & { readonly after?: Row['after'] };

const tells = (said: Said = {}): Row['act'] => {
  return (of) => say(of, of.first, said);
};

const row = (
  [notice, order]: readonly [string, string],
  act: Row['act'],
  hears: CallbackWord,
  { after = [], ...more }: More = {},
): Row => ({ notice, order, act, hears, after, ...more });

/** The decision table, top to bottom, one line for each kind of order that a row is different for. */
export const decisionRows: readonly Row[] = [
  row(['signature does not hold', 'any'], (of) => callBack(of, { vnp_SecureHash: 'none' }), 'bad-signature'),
  row(['genuine but unreadable', 'any'], (of) => callBack(of, { vnp_Amount: 'many' }), 'try-again'),
  row(['same result again', 'paid'], tells(), 'already-confirmed', { after: ['first paid'] }),
  row(['same result again', 'awaiting'], tells(failed), 'already-confirmed', { after: ['first failed'] }),
  row(['same wrong amount again', 'awaiting'], tells(wrongAmount), 'wrong-amount', {
    after: ['first paid with a wrong amount'],
  }),
  row(['contradicting amount', 'paid'], tells(wrongAmount), 'already-confirmed', { after: ['first paid'] }),
  row(['contradicting amount', 'awaiting'], tells(wrongAmount), 'already-confirmed', { after: ['first failed'] }),
  row(['money out', '–'], tells({ direction: 'out', reference: 'CHI', movementKey: 'debit' }), 'accepted'),
  row(['paid, reference unknown', '–'], tells({ reference: 'TXN0001', movementKey: 'unknown' }), 'order-not-found'),
  row(['paid, of another merchant account', '–'], tells({ accountId: 'another' }), 'order-not-found'),
  row(['paid, amount differs', 'awaiting'], tells(wrongAmount), 'wrong-amount'),
  row(['paid, amount differs', 'paid'], tells(wrongAmount), 'wrong-amount', { after: ['second paid'] }),
  row(['paid, amount differs', 'expired'], tells(wrongAmount), 'wrong-amount', {
    after: ['both abandoned', 'expired'],
  }),
  row(['paid, amount equal', 'awaiting'], tells(), 'accepted'),
  row(['paid, amount equal', 'expired'], tells(), 'accepted', { after: ['both abandoned', 'expired'] }),
  row(['paid, amount equal', 'expired, and followed'], tells(), 'accepted', {
    after: ['both abandoned', 'expired', 'followed by another'],
    isRare: true,
  }),
  row(['paid, amount equal', 'expired, its successor paid'], tells(), 'already-confirmed', {
    after: ['both abandoned', 'expired', 'followed by one that is paid'],
    isRare: true,
  }),
  row(['paid, amount equal', 'paid'], tells(), 'already-confirmed', { after: ['second paid'] }),
  row(['paid, amount equal', 'cancelled'], tells(), 'already-confirmed', { after: ['both abandoned', 'cancelled'] }),
  row(['paid, amount equal', 'reversed'], tells(), 'already-confirmed', { after: ['second paid', 'second reversed'] }),
  row(['failed', 'awaiting'], tells(failed), 'accepted'),
  row(['failed', 'paid by another attempt'], tells(failed), 'accepted', { after: ['second paid'] }),
  row(['failed', 'paid by this movement'], tells(failed), 'already-confirmed', { after: ['first paid'] }),
  row(['in doubt', 'awaiting'], tells(inDoubt), 'accepted'),
  row(['in doubt', 'paid by this movement'], tells(inDoubt), 'accepted', { after: ['first paid'] }),
  row(['paid, in doubt before', 'awaiting'], tells(), 'accepted', { after: ['first in doubt'] }),
  row(['failed, in doubt before', 'awaiting'], tells(failed), 'accepted', { after: ['first in doubt'] }),
  row(['paid, failed before', 'awaiting'], tells(), 'accepted', { after: ['first failed'] }),
  row(['reversed', 'paid by this movement'], tells(reversed), 'accepted', { after: ['first paid'] }),
  row(['reversed', 'paid, this movement unapplied'], tells(reversed), 'accepted', {
    after: ['second paid', 'first paid'],
  }),
  row(['reversed', 'awaiting'], tells(reversed), 'accepted'),
  row(['paid, reversed before', 'awaiting'], tells(), 'already-confirmed', { after: ['first reversed'] }),
];

/** Makes an order of its own for a row, and lets happen to it what is to have happened. */
export const prepareCase = async (world: World, { after }: Row, number: number): Promise<Case> => {
  const { order } = await make(world, { dossierCode: dossierCode(parties, number) }, `case-${number}`);
  const { attempt: first } = await sendPayer(world, order);
  const { attempt: second } = await sendPayer(world, order);
  const prepared: Case = { world, number, order: await read(world, order), first, second };
  for (const deed of after) await deeds[deed](prepared);
  return prepared;
};
