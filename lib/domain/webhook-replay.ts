import * as z from 'zod/mini';
import { says } from './field-messages.ts';
import type { Delivery, OrderEvent } from './order-events.ts';
import { Refusal } from './refusal.ts';
import { addMs, type Instant } from './time.ts';
import { claimMs, settled } from './webhook-delivery.ts';

/** Which webhooks of an order to send again: the one of a sequence, or all after one (0: all). */
export const replayRequestSchema = z
  .object({
    sequence: z.optional(z.int().check(z.positive())),
    after: z.optional(z.int().check(z.nonnegative())),
  })
  .check(
    z.refine(({ sequence, after }) => (sequence === undefined) !== (after === undefined), {
      path: ['sequence'],
      error: says('sequence-or-after'),
    }),
  )
  .register(z.globalRegistry, { id: 'ReplayRequest' });

export type ReplayRequest = z.infer<typeof replayRequestSchema>;

/** At most so many at once: with the head and the one that is held they fit into one commit. */
const replayedMax = 90;

type Webhook = { readonly event: OrderEvent; readonly delivery: Delivery };

/** What a replay comes to. */
export type ReplayDecision = {
  /** The events to write, as their next versions; none when all that was asked for is due already. */
  readonly writes: readonly OrderEvent[];
  /** What was asked for, in sequence: all of it is due now, or was before. */
  readonly due: readonly { readonly sequence: number; readonly dueAt: Instant }[];
  /** When more was asked for than goes at once: after this one. */
  readonly next?: number | undefined;
};

const dueAgain = ({ event, delivery }: Webhook, dueAt: Instant): OrderEvent => ({
  ...settled(event, { ...delivery, status: 'due', replay: { triesBefore: delivery.tries } }),
  dueAt,
});

/**
 * When replayed webhooks may go: now, or when the one that is perhaps being sent just now has ended, since an order's
 * webhooks go one at a time. A claim cannot be told from a wait of the same length, which costs half a minute at most.
 */
const replayTime = (waiting: readonly Webhook[], now: Instant): Instant =>
  waiting.reduce(
    (latest, { event: { dueAt = now } }) => (dueAt > latest && dueAt <= addMs(now, claimMs) ? dueAt : latest),
    now,
  );

/**
 * What to send again. What is due already stays so: whoever asks twice changes nothing. The webhook that would be sent
 * next is written anew as it is, so that nobody claims it while one before it becomes due.
 *
 * @param events the whole journal of the order, in sequence
 * @throws Refusal webhook-not-found when the order has none of the sequence
 */
export const decideReplay = (
  events: readonly OrderEvent[],
  { sequence, after = 0 }: ReplayRequest,
  now: Instant,
): ReplayDecision => {
  const webhooks = events.flatMap((event): Webhook[] => (event.delivery ? [{ event, delivery: event.delivery }] : []));
  const asked = webhooks.filter(({ delivery }) =>
    sequence === undefined ? delivery.sequence > after : delivery.sequence === sequence,
  );
  if (sequence !== undefined && asked.length === 0) throw new Refusal('webhook-not-found');
  const some = asked.slice(0, replayedMax);
  const waiting = webhooks.filter(({ delivery }) => delivery.status === 'due');
  const dueAt = replayTime(waiting, now);
  const again = some.filter(({ delivery }) => delivery.status !== 'due').map((webhook) => dueAgain(webhook, dueAt));
  const held = again.length > 0 && dueAt === now ? waiting.slice(0, 1) : [];
  return {
    writes: [...again, ...held.map(({ event }) => ({ ...event, version: event.version + 1 }))],
    due: some.map(({ event, delivery }) => ({
      sequence: delivery.sequence,
      dueAt: delivery.status === 'due' && event.dueAt !== undefined ? event.dueAt : dueAt,
    })),
    next: asked.length > some.length ? some.at(-1)?.delivery.sequence : undefined,
  };
};
