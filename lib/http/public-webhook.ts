import * as z from 'zod/mini';
import { instantSchema } from '../domain/time.ts';
import { webhookId } from '../domain/webhook.ts';
import { deliveryTrySchema } from '../domain/webhook-delivery.ts';
import type { LoggedWebhook } from '../use-cases/read-webhooks.ts';
import { webhookStateSchema } from './public-order.ts';

const publicTrySchema = z
  .extend(z.omit(deliveryTrySchema, { version: true }), { number: z.int().check(z.positive()) })
  .register(z.globalRegistry, { id: 'DeliveryTry' });

/** A webhook in the delivery log as portals see it. */
const publicDeliverySchema = z
  .extend(webhookStateSchema, {
    id: z.string(),
    eventSequence: z.int().check(z.positive()),
    type: z.string(),
    nextTryAt: z.optional(instantSchema),
    latestTries: z.array(publicTrySchema),
  })
  .register(z.globalRegistry, { id: 'Delivery' });

/** A page of a delivery log; `next` goes into `after` of the next request. */
export const deliveryPageSchema = z
  .object({ items: z.array(publicDeliverySchema), next: z.optional(z.string()) })
  .register(z.globalRegistry, { id: 'DeliveryPage' });

/** What a replay came to; `next` goes into `after` of the next replay. */
export const replaySchema = z
  .object({
    items: z.readonly(z.array(z.object({ sequence: z.int().check(z.positive()), nextTryAt: instantSchema }))),
    next: z.optional(z.int().check(z.positive())),
  })
  .register(z.globalRegistry, { id: 'Replay' });

/** A webhook in the delivery log as portals see it: under the id that they got it by. */
export const toPublicDelivery = ({ event, delivery, tries }: LoggedWebhook): z.infer<typeof publicDeliverySchema> =>
  publicDeliverySchema.parse({
    ...delivery,
    id: webhookId(event),
    eventSequence: event.sequence,
    type: event.fact.type,
    nextTryAt: event.dueAt,
    latestTries: tries,
  });
