import * as z from 'zod/mini';
import { amountVndSchema } from './money.ts';
import { addMs, dayMs, hourMs, type Instant, instantSchema, minuteMs } from './time.ts';

/**
 * One trip of a payer to one provider for one order. `reference` names order and attempt at the provider, and is
 * stored with its time before the payer is sent away; it is never used again.
 */
export const attemptSchema = z.object({
  number: z.int().check(z.positive()),
  accountId: z.string(),
  provider: z.string(),
  reference: z.string(),
  amountVnd: amountVndSchema,
  status: z.enum(['under-way', 'in-doubt', 'failed', 'paid', 'abandoned']),
  startedAt: instantSchema,
  /** After this instant the provider takes no money for the attempt. */
  expiresAt: instantSchema,
  /** When the provider is asked next what became of it. */
  askAt: z.optional(instantSchema),
  asked: z.int().check(z.nonnegative()),
  /** The payer's IP address, which some providers want again with each question. */
  payerIp: z.string(),
  reasonCode: z.optional(z.string()),
});

export type Attempt = z.infer<typeof attemptSchema>;

/** Why an attempt failed, as far as it helps a payer to know. Each provider has its own codes for these. */
export type FailureReason =
  | 'cancelled-by-payer'
  | 'insufficient-balance'
  | 'expired'
  | 'wrong-otp'
  | 'wrong-credentials'
  | 'over-limit'
  | 'bank-maintenance'
  | 'locked'
  | 'not-registered'
  | 'other';

/** At most this many attempts for one order: each takes up to 370 bytes of the order's head of at most 4 kB. */
export const attemptsMax = 6;

/** How long a payer has at the provider, unless the order's deadline is sooner. */
export const attemptLifetimeMs = 15 * minuteMs;

/** A provider that does not know an attempt so long after its end never will: nobody paid. */
export const abandonedAfterMs = 30 * minuteMs;

/** When the provider is asked after an attempt that is not settled, counted from its start; then it goes to the desk. */
const askAfterMs = [
  minuteMs,
  3 * minuteMs,
  6 * minuteMs,
  12 * minuteMs,
  20 * minuteMs,
  46 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  12 * hourMs,
  dayMs,
  2 * dayMs,
  3 * dayMs,
] as const;

/** When to ask for the n-th time (from 0), or nothing when three days are over. */
export const askTime = (startedAt: Instant, asked: number): Instant | undefined => {
  const afterMs = askAfterMs[asked];
  return afterMs === undefined ? undefined : addMs(startedAt, afterMs);
};

/** Whether money may still arrive by this attempt: the order must wait for it. */
export const isUnsettled = (attempt: Attempt): boolean =>
  attempt.status === 'under-way' || attempt.status === 'in-doubt';

/** Since when an attempt waits for a person: money may still arrive by it, and nobody asks after it any more. */
export const attemptWaitsSince = (attempt: Attempt): Instant | undefined =>
  isUnsettled(attempt) && attempt.askAt === undefined ? addMs(attempt.startedAt, askAfterMs.at(-1) ?? 0) : undefined;
