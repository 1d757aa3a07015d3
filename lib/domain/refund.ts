import * as z from 'zod/mini';
import { type AmountVnd, amountVndSchema } from './money.ts';
import { proposalIdSchema, type ProposalId } from './proposal-id.ts';
import type { RefundFact } from './refund-events.ts';
import { addMs, dayMs, hourMs, type Instant, instantSchema, minuteMs } from './time.ts';

/**
 * Where a refund stands. `reserved`: approved, and nobody has begun to pay it. `in-doubt`: the provider may have been
 * asked, and has not been heard to take it. `sent`: the provider has taken it, or an officer has made the transfer.
 * `done`: the money is out. One that failed is no longer there, and its amount free again.
 */
export const refundStatusSchema = z.enum(['reserved', 'in-doubt', 'sent', 'done']);

export type RefundStatus = z.infer<typeof refundStatusSchema>;

/** One refund of the money of an order's payment, or of an unapplied item: it lies on the holder of the money. */
export const refundEntrySchema = z.object({
  refundId: proposalIdSchema,
  amountVnd: amountVndSchema,
  /** Who pays: the provider when it is asked to, or an officer by a transfer. */
  way: z.enum(['provider', 'transfer']),
  status: refundStatusSchema,
  /** When the provider was about to be asked, or the transfer was entered. */
  sentAt: z.optional(instantSchema),
  /** When somebody next looks after it. */
  askAt: z.optional(instantSchema),
  asked: z.int().check(z.nonnegative()),
});

export type RefundEntry = z.infer<typeof refundEntrySchema>;

/** Who pays a refund. */
export type RefundWay = RefundEntry['way'];

/** Where a fact leads a refund: to another status, or `gone`. */
type Edges = Partial<Record<RefundFact['type'], RefundStatus | 'gone'>>;

/** A refund's life after its approval: what can happen in each status and where it leads. What is not here cannot happen. */
export const refundLife: Record<RefundStatus, Edges> = {
  reserved: {
    'refund.sending': 'in-doubt',
    'refund.sent': 'sent',
    'refund.failed': 'gone',
    'refund.done': 'done',
    'order.part-refunded': 'done',
    'order.refunded': 'done',
  },
  'in-doubt': {
    'refund.asked': 'in-doubt',
    'refund.sent': 'sent',
    'refund.failed': 'gone',
    'refund.done': 'done',
    'order.part-refunded': 'done',
    'order.refunded': 'done',
  },
  sent: {
    'refund.asked': 'sent',
    'refund.sent': 'sent',
    'refund.failed': 'gone',
    'refund.done': 'done',
    'order.part-refunded': 'done',
    'order.refunded': 'done',
  },
  done: {},
};

/**
 * Whether a fact leaves the provider with a refund that was not paid: whatever it says later of another of the same amount
 * could be of this one.
 */
export const isLeftBehind = (fact: { readonly type: string; readonly why?: unknown }): boolean =>
  fact.type === 'refund.failed' && (fact.why === 'rejected' || fact.why === 'not-paid');

/** When the provider is asked after a refund, counted from when it was sent; then it goes to the desk. */
const askAfterMs = [
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  8 * hourMs,
  dayMs,
  2 * dayMs,
  3 * dayMs,
  5 * dayMs,
  7 * dayMs,
  10 * dayMs,
  15 * dayMs,
] as const;

/**
 * When Lephi looks whether the debit of a transfer is there: its notice may have been taken at the very moment at which
 * the transfer was entered, neither knowing of the other.
 */
const lookAfterMs = [5 * minuteMs, dayMs, 3 * dayMs] as const;

const scheduleOf = ({ way }: Pick<RefundEntry, 'way'>): readonly number[] =>
  way === 'provider' ? askAfterMs : lookAfterMs;

/** When to look after a refund for the n-th time (from 0), or nothing when the schedule is over. */
const lookTime = (entry: RefundEntry, asked: number): Instant | undefined => {
  const afterMs = scheduleOf(entry)[asked];
  return afterMs === undefined || entry.sentAt === undefined ? undefined : addMs(entry.sentAt, afterMs);
};

/** Since when a refund waits for a person, because no question settled it. */
export const refundWaitsSince = (entry: RefundEntry): Instant | undefined => {
  if (entry.status === 'done' || entry.sentAt === undefined || entry.askAt !== undefined) return undefined;
  return addMs(entry.sentAt, scheduleOf(entry).at(-1) ?? 0);
};

/** At most so many refunds of one payment or unapplied item, those that failed not counted: the head is small. */
export const refundsMax = 3;

const sum = (entries: readonly RefundEntry[]): number => entries.reduce((total, { amountVnd }) => total + amountVnd, 0);

/** What is taken already by refunds: reserved, on the way or done. */
export const takenVnd = (entries: readonly RefundEntry[] = []): number => sum(entries);

/** What has gone back. */
export const refundedVnd = (entries: readonly RefundEntry[] = []): number =>
  sum(entries.filter(({ status }) => status === 'done'));

/** The refund of an id. */
export const findRefund = (entries: readonly RefundEntry[] = [], refundId: ProposalId): RefundEntry | undefined =>
  entries.find((entry) => entry.refundId === refundId);

/** The refund that somebody must look after now. */
export const findDueRefund = (entries: readonly RefundEntry[] = [], now: Instant): RefundEntry | undefined =>
  entries.find(({ askAt }) => askAt !== undefined && askAt <= now);

const begun = (fact: RefundFact & { type: 'refund.approved' }, at: Instant): RefundEntry => ({
  refundId: fact.refundId,
  amountVnd: fact.amountVnd,
  way: fact.way,
  status: 'reserved',
  // The provider is asked as soon as the sweep comes by; a transfer waits for an officer.
  ...(fact.way === 'provider' && { askAt: at }),
  asked: 0,
});

const sentNow = (entry: RefundEntry, at: Instant): RefundEntry => {
  const sent = { ...entry, sentAt: at, asked: 0 };
  return { ...sent, askAt: lookTime(sent, 0) };
};

const ended = ({ askAt: _, ...entry }: RefundEntry): RefundEntry => entry;

const moved = (entry: RefundEntry, fact: RefundFact, at: Instant): RefundEntry => {
  switch (fact.type) {
    case 'refund.sending':
      return sentNow(entry, at);
    case 'refund.sent':
      // The provider was asked after it since it was about to be sent.
      return entry.way === 'transfer' ? sentNow(entry, at) : entry;
    case 'refund.asked':
      return { ...entry, askAt: at };
    default:
      return ended(entry);
  }
};

/** The refunds of a holder after a fact. What cannot happen to a refund changes nothing. */
export const refundsAfter = (
  entries: readonly RefundEntry[],
  fact: RefundFact,
  at: Instant,
): readonly RefundEntry[] => {
  if (fact.type === 'refund.approved') return [...entries, begun(fact, at)];
  return entries.flatMap((entry) => {
    const status = entry.refundId === fact.refundId ? refundLife[entry.status][fact.type] : undefined;
    if (status === undefined) return [entry];
    return status === 'gone' ? [] : [{ ...moved(entry, fact, at), status }];
  });
};

/** The refunds of a holder whose money went back to where it came from: what nobody had begun to pay is not paid. */
export const refundsAfterReversal = (entries: readonly RefundEntry[]): readonly RefundEntry[] =>
  entries.filter(({ status }) => status !== 'reserved');

/** The refunds of a holder after one was looked after in vain: the next time is later, or never. */
export const refundsAfterLook = (entries: readonly RefundEntry[], refundId: ProposalId): readonly RefundEntry[] =>
  entries.map((entry) => {
    if (entry.refundId !== refundId) return entry;
    const askAt = lookTime(entry, entry.asked + 1);
    return { ...ended(entry), asked: entry.asked + 1, ...(askAt && { askAt }) };
  });

/** What is still free of an amount. */
export const leftVnd = (amountVnd: AmountVnd, entries: readonly RefundEntry[] = []): number =>
  amountVnd - takenVnd(entries);
