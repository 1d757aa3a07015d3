import * as z from 'zod/mini';

const ruleId = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(60));

const phrases = z.array(z.string().check(z.minLength(1), z.maxLength(200))).check(z.minLength(1), z.maxLength(20));

/**
 * What an intermediary keeps of each payment before it settles: so much, and so many hundredths of a percent of its
 * amount, rounded half up to the đồng for each payment.
 */
const feeSchema = z.strictObject({
  perPaymentVnd: z.int().check(z.nonnegative()),
  perTenThousand: z.int().check(z.nonnegative(), z.lte(10_000)),
});

/** One way to find the movement of a line. A line and a movement are each used at most once. */
const ruleSchema = z.discriminatedUnion('by', [
  /** The line tells the very key of the movement, as its provider's plug-in reads it. */
  z.strictObject({ id: ruleId, by: z.literal('movement-key') }),
  /** The provider's own number of the movement, or ours of the attempt where a list calls it so. */
  z.strictObject({ id: ruleId, by: z.literal('transaction-id') }),
  /** The reference, or a payment code in the text, and the amount, booked so many working days at most from the payment. */
  z.strictObject({ id: ruleId, by: z.literal('reference'), workingDaysMax: z.int().check(z.nonnegative(), z.lte(30)) }),
  /** One credit that settles all payments of the days before it, less the intermediary's fee. */
  z.strictObject({ id: ruleId, by: z.literal('batch'), phrases, fee: feeSchema }),
]);

export type Rule = z.infer<typeof ruleSchema>;

/** How the lines of a source are matched with our movements: ordered, and data, so that a run can say by which it ran. */
export const rulesSchema = z.strictObject({
  /** Counts the changes of these rules. */
  version: z.int().check(z.positive()),
  /** Tried in this order. */
  rules: z.array(ruleSchema).check(z.minLength(1), z.maxLength(10)),
  /** The Viet Nam clock, `16:30`, at which the source's day ends; at midnight when absent. */
  cutOff: z.optional(z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/))),
  /** Whether the source has a day of its own on weekends and holidays, or takes them with the next working day. */
  days: z.enum(['every-day', 'working-days']),
  /** So many of the source's days after a payment its line is due: 0 for a list of transactions, 1 for a credit of the next day. */
  settlementDays: z.int().check(z.nonnegative(), z.lte(10)),
  /** A payment that no statement shows is carried on for so many working days, then alarmed. */
  carryWorkingDaysMax: z.int().check(z.positive(), z.lte(60)),
});

export type Rules = z.infer<typeof rulesSchema>;
