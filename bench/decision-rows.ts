import type { CallbackWord } from '../lib/domain/notice.ts';
import {
  byTransfer,
  callBack,
  type Case,
  debit,
  type Deed,
  failed,
  inDoubt,
  namedDebit,
  reversed,
  type Said,
  say,
  wrongAmount,
} from './decision-cases.ts';

/** A row of the decision table. */
type Row = {
  readonly notice: string;
  readonly order: string;
  readonly after: readonly Deed[];
  readonly act: (of: Case) => Promise<CallbackWord>;
  readonly hears: CallbackWord;
  /** What comes about seldom has targets of its own. */
  readonly path: Path;
};

/** `followed`: late, and another order was made meanwhile. `refund`: a debit that pays one. */
export type Path = 'common' | 'followed' | 'refund';

type More = Partial<Pick<Row, 'after' | 'path'>>;

const tells = (said: Said | ((of: Case) => Said) = {}): Row['act'] => {
  return (of) => say(of, of.first, typeof said === 'function' ? said(of) : said);
};

const row = (
  [notice, order]: readonly [string, string],
  act: Row['act'],
  hears: CallbackWord,
  { after = [], path = 'common' }: More = {},
): Row => ({ notice, order, act, hears, after, path });

const approved: readonly Deed[] = ['first paid by transfer', 'refund approved'];
const refunded: readonly Deed[] = [...approved, 'its debit seen'];
const partRefunded: readonly Deed[] = [
  'first paid by transfer',
  'refund of a part approved',
  'the debit of a part seen',
];

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
  row(
    ['money out, of no refund', '–'],
    tells((of) => debit(of, { reference: 'CHI PHI' })),
    'accepted',
  ),
  row(['money out, names a refund', 'paid, transfer not entered'], tells(debit), 'accepted', {
    after: approved,
    path: 'refund',
  }),
  row(['money out, names a refund', 'paid, transfer entered'], tells(debit), 'accepted', {
    after: [...approved, 'its transfer entered'],
    path: 'refund',
  }),
  row(['money out, named by an officer', 'paid, transfer entered'], tells(namedDebit), 'accepted', {
    after: [...approved, 'its transfer entered'],
    path: 'refund',
  }),
  row(
    ['money out, not the amount of its refund', 'paid'],
    tells((of) => debit(of, wrongAmount)),
    'accepted',
    {
      after: approved,
      path: 'refund',
    },
  ),
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
    path: 'followed',
  }),
  row(['paid, amount equal', 'expired, its successor paid'], tells(), 'already-confirmed', {
    after: ['both abandoned', 'expired', 'followed by one that is paid'],
    path: 'followed',
  }),
  row(['paid, amount equal', 'paid'], tells(), 'already-confirmed', { after: ['second paid'] }),
  row(['paid, amount equal', 'cancelled'], tells(), 'already-confirmed', { after: ['both abandoned', 'cancelled'] }),
  row(['paid, amount equal', 'reversed'], tells(), 'already-confirmed', { after: ['second paid', 'second reversed'] }),
  row(['paid, amount equal', 'part-refunded'], tells(), 'already-confirmed', { after: partRefunded }),
  row(['paid, amount equal', 'refunded'], tells(), 'already-confirmed', { after: refunded }),
  row(['paid by transfer', 'awaiting'], tells(byTransfer), 'accepted'),
  row(
    ['paid by transfer, amount differs', 'awaiting'],
    tells((of) => ({ ...byTransfer(of), ...wrongAmount })),
    'wrong-amount',
  ),
  row(['paid by transfer', 'paid'], tells(byTransfer), 'already-confirmed', { after: ['second paid'] }),
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
  row(
    ['reversed', 'part-refunded by this movement'],
    tells((of) => ({ ...byTransfer(of), ...reversed })),
    'accepted',
    {
      after: partRefunded,
    },
  ),
  row(['reversed', 'awaiting'], tells(reversed), 'accepted'),
  row(['paid, reversed before', 'awaiting'], tells(), 'already-confirmed', { after: ['first reversed'] }),
];
