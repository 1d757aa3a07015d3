import * as z from 'zod/mini';
import type { BankDay } from '../domain/bank-day.ts';
import { type Booking, bookingSchema } from '../domain/entry.ts';
import type { Period } from '../domain/run.ts';
import { paymentDaysOf, type SourceDays, statementDayOf } from '../domain/statement-day.ts';
import { type Instant, instantSchema, type VietnamDay } from '../domain/time.ts';
import { entryShards } from '../store/key-table.ts';
import type { Store } from '../store/store.ts';

/** As many as a query of the index gives in one megabyte or so. */
const pageSize = 1000;

const listedSchema = z.object({ booking: bookingSchema });

/** Whose entries of which days, and by which days their source shows payments. */
type EntriesOfPeriod = SourceDays & {
  readonly accountId: string;
  readonly side: BankDay['side'];
  readonly period: Period;
  /** Only what became known after this. */
  readonly countedAfter?: Instant | undefined;
};

/** Whether the statement of a period is to show what was paid then. */
export const isDueIn = (
  { period: { from, to }, ...source }: SourceDays & { period: Period },
  paidAt: Instant,
): boolean => {
  const on = statementDayOf(paidAt, source);
  return from <= on && on <= to;
};

/** Days later mean statement days later, so that a day whose first and last instant are due is due as a whole. */
const isWhollyDue = (of: EntriesOfPeriod, paidOn: VietnamDay): boolean =>
  ['00:00:00', '23:59:59.999'].every((time) => isDueIn(of, instantSchema.parse(`${paidOn}T${time}+07:00`)));

/** All bookings of one shard of one account's day, in pages. */
const listShard = async function* (
  store: Store,
  { accountId, countedAfter }: EntriesOfPeriod,
  of: { readonly paidOn: VietnamDay; readonly shard: number },
): AsyncIterable<readonly Booking[]> {
  for (let after: string | undefined; ;) {
    const page = await store.listEntries({ accountId, countedAfter, ...of }, { limit: pageSize, after });
    yield page.items.map((item) => listedSchema.parse(item).booking);
    if (page.next === undefined) return;
    after = page.next;
  }
};

/** The treasury is told of what came in, and of nothing that went out again. */
const isShownBy = (side: BankDay['side'], { entry }: Booking): boolean =>
  side !== 'treasury' || entry.direction === 'in';

/**
 * Gives each booking of an account that the statement of a period is to show, as the entry index has it: a query for each
 * shard of each day of payments, so that the newest may be missing.
 */
export const eachEntryOf = async (
  store: Store,
  of: EntriesOfPeriod,
  take: (booking: Booking) => void,
): Promise<void> => {
  for (const paidOn of paymentDaysOf(of.period, of)) {
    const whole = isWhollyDue(of, paidOn);
    const takeShard = async (shard: number): Promise<void> => {
      for await (const page of listShard(store, of, { paidOn, shard }))
        for (const booking of page)
          if (isShownBy(of.side, booking) && (whole || isDueIn(of, booking.entry.paidAt))) take(booking);
    };
    await Promise.all(Array.from({ length: entryShards }, (_, shard) => takeShard(shard)));
  }
};
