import * as z from 'zod/mini';
import { amountVndSchema } from '../domain/money.ts';
import { noticeSchema } from '../domain/notice.ts';
import { orderIdOfReference, orderIdSchema } from '../domain/order-id.ts';
import { instantSchema, vietnamDaySchema } from '../domain/time.ts';
import { sideSchema } from '../domain/statement-source.ts';
import type { ThreeWays } from '../use-cases/three-ways.ts';
import { toMovementId } from './desk-ids.ts';
import { publicEvidenceSchema } from './public-proposal.ts';
import { publicResultSchema } from './public-result.ts';

const shownOnSideSchema = z
  .object({
    side: sideSchema,
    on: z.optional(vietnamDaySchema),
    run: z.optional(z.int()),
    frozenAt: z.optional(instantSchema),
    result: z.optional(publicResultSchema),
  })
  .register(z.globalRegistry, { id: 'ShownOnSide' });

/** A payment three ways: what was said of it, and what each side's statement showed, with the evidence. */
export const threeWaysSchema = z
  .object({
    movementId: z.string(),
    accountId: z.string(),
    orderId: z.optional(orderIdSchema),
    amountVnd: amountVndSchema,
    result: noticeSchema.shape.result,
    paidAt: z.optional(instantSchema),
    receivedAt: instantSchema,
    said: z.array(publicEvidenceSchema),
    sides: z.array(shownOnSideSchema),
  })
  .register(z.globalRegistry, { id: 'ThreeWays' });

/** A payment with all that is said and shown of it. */
export const toPublicThreeWays = ({ movement, said, sides }: ThreeWays): z.input<typeof threeWaysSchema> => {
  const { notice, place, firstReceivedAt } = movement;
  return {
    movementId: toMovementId(notice.movementKey),
    accountId: notice.accountId,
    orderId: ('orderId' in place ? place.orderId : undefined) ?? orderIdOfReference(notice.reference),
    amountVnd: notice.amountVnd,
    result: notice.result,
    paidAt: notice.paidAt,
    receivedAt: firstReceivedAt,
    said: said.map((piece) => publicEvidenceSchema.parse(piece)),
    sides: sides.map(({ side, of, run, frozenAt, result }) => ({ side, on: of?.on, run, frozenAt, result })),
  };
};
