import * as z from 'zod/mini';
import { amountVndSchema } from './money.ts';
import { orderIdSchema } from './order-id.ts';
import { instantSchema, vietnamDaySchema } from './time.ts';

/** How an entry came into a snapshot. */
export const entryOriginSchema = z.enum([
  /** A movement of the days that the run is of. */
  'of-day',
  /** No statement of an earlier day showed it. */
  'brought-forward',
  /** It became known after its own day was closed. */
  'booked-late',
  /** Of another day, looked up by its key because a line names it. */
  'looked-up',
]);

/** Our side of one movement, or of one refund that a provider pays, as a reconciliation run sees it. */
export const entrySchema = z.object({
  /** The movement key; of a provider's refund `refund#` and its id. No two entries of a snapshot have the same. */
  key: z.string().check(z.minLength(1), z.maxLength(512)),
  direction: z.enum(['in', 'out']),
  amountVnd: amountVndSchema,
  /** Whether its money is where it went, or came and went back. */
  state: z.enum(['paid', 'reversed']),
  /** The provider's instant, or ours when it told none. */
  paidAt: instantSchema,
  paidOn: vietnamDaySchema,
  reference: z.string(),
  transactionId: z.optional(z.string()),
  /** The order that it paid or names. */
  orderId: z.optional(orderIdSchema),
  /** The refund that it pays: of a debit, and of a provider's refund. */
  refundId: z.optional(z.string()),
});

export type Entry = z.infer<typeof entrySchema>;

/** That a movement with money is to be reconciled: of which account, since when it is known, and what of it. */
export const bookingSchema = z.object({ accountId: z.string(), countedAt: instantSchema, entry: entrySchema });

export type Booking = z.infer<typeof bookingSchema>;
