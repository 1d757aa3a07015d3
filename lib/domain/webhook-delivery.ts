import * as z from 'zod/mini';
import type { Delivery, OrderEvent } from './order-events.ts';
import { addMs, dayMs, hourMs, type Instant, instantSchema, minuteMs } from './time.ts';

/** One try to deliver a webhook. */
export const deliveryTrySchema = z.object({
  version: z.literal(1),
  at: instantSchema,
  durationMs: z.int().check(z.nonnegative()),
  /** HTTP status, when there was an answer. */
  status: z.optional(z.int()),
  /** Why there was none. */
  error: z.optional(z.string()),
  nextTryAt: z.optional(instantSchema),
});

export type DeliveryTry = z.infer<typeof deliveryTrySchema>;

/** After the n-th try failed, the next one is due so long after the first. */
const tryAfterMs = [
  minuteMs / 2,
  2 * minuteMs,
  10 * minuteMs,
  hourMs,
  3 * hourMs,
  8 * hourMs,
  dayMs,
  2 * dayMs,
  3 * dayMs,
] as const;

/** Tries are spread by up to a tenth, so that a receiver that comes back is not met by all at once. */
const jitterDivisor = 10;

/**
 * When to try again after so many failed tries, or nothing when three days are over.
 *
 * @param random from 0 up to 1
 */
export const nextTryAt = (firstTriedAt: Instant, tries: number, random: number): Instant | undefined => {
  const afterMs = tryAfterMs[tries - 1];
  return afterMs === undefined
    ? undefined
    : addMs(firstTriedAt, Math.round(afterMs + (afterMs * random) / jitterDivisor));
};

/** A try that was begun and never ended, because its process died, is due again after this: longer than any try takes. */
export const claimMs = minuteMs / 2;

/** The tries of a webhook since it last became due by a fact or a replay. */
export const roundOf = ({ tries, firstTriedAt, replay }: Delivery): Pick<Delivery, 'tries' | 'firstTriedAt'> =>
  replay === undefined ? { tries, firstTriedAt } : { ...replay, tries: tries - replay.triesBefore };

/** What came of a try. */
type Tried = {
  readonly startedAt: Instant;
  /** Whether the receiver said that it has the webhook. */
  readonly isTaken: boolean;
  /** From 0 up to 1. */
  readonly random: number;
};

/** Where a webhook stands after a try, and when the next one is due, if ever. */
export const afterTry = (
  delivery: Delivery,
  { startedAt, isTaken, random }: Tried,
): { readonly delivery: Delivery; readonly nextTryAt?: Instant | undefined } => {
  const round = roundOf(delivery);
  const firstTriedAt = round.firstTriedAt ?? startedAt;
  const nextAt = isTaken ? undefined : nextTryAt(firstTriedAt, round.tries + 1, random);
  return {
    delivery: {
      ...delivery,
      tries: delivery.tries + 1,
      firstTriedAt: delivery.firstTriedAt ?? startedAt,
      ...(delivery.replay && { replay: { ...delivery.replay, firstTriedAt } }),
      status: isTaken ? 'delivered' : nextAt === undefined ? 'undelivered' : 'due',
    },
    nextTryAt: nextAt,
  };
};

/** The event with its webhook due at another instant. */
export const dueAtInstead = (event: OrderEvent, dueAt: Instant): OrderEvent => ({
  ...event,
  version: event.version + 1,
  dueAt,
});

/** The event with its webhook settled: nothing is due of it any more. */
export const settled = ({ dueAt: _, ...event }: OrderEvent, delivery: Delivery): OrderEvent => ({
  ...event,
  version: event.version + 1,
  delivery,
});
