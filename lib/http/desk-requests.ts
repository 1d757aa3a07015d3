import * as z from 'zod/mini';
import { type DeskClass, deskClassSchema } from '../domain/desk.ts';
import { says } from '../domain/field-messages.ts';
import { amountVndSchema } from '../domain/money.ts';
import { orderIdSchema } from '../domain/order-id.ts';
import {
  endingRequestSchema,
  type ProposalRequest,
  reasonSchema,
  reconciliationRequestSchemas,
  transferSchema,
} from '../domain/proposal.ts';
import { movementIdSchema, readMovementId } from './desk-ids.ts';
import { cursorSchema, limitSchema } from './paging.ts';

/** As what something waits, described once for all that has it. */
export const publicDeskClassSchema = z.enum(deskClassSchema.options).register(z.globalRegistry, {
  id: 'DeskClass',
  description:
    'Money by why it made no order paid: `unknown-reference`, `wrong-amount`, `paid-twice`, `closed-order`. A debit that no ' +
    'refund explains; a movement of which a provider said two different things (`contradicted`), or that was reversed after ' +
    'some of it was used. An attempt or a refund that no question settled. A `proposal` that another officer must decide; ' +
    'an approved refund whose transfer an officer must make. What reconciliation found, by the class of its result.',
});

/** Of the longest key of a movement, with all that stands around it. */
const deskCursorLengthMax = 2300;

const deskPage = {
  limit: limitSchema,
  after: cursorSchema(
    /^\d{4}-\d\d-\d\dT[\d:.]{12}Z\n(?:ORDER#LP\w{10}\nORDER|PROPOSAL#DN\w{10}\nPROPOSAL|DISCREPANCY#[0-9a-f]{32}\nDISCREPANCY|MOVEMENT#[^\n]{1,512}\nMOVEMENT)$/,
    deskCursorLengthMax,
  ),
};

/** The query of `GET /v1/desk/items`. */
export const deskItemQuerySchema = z.object({ class: publicDeskClassSchema, ...deskPage });

/** The query of `GET /v1/desk/proposals`: those that wait for approval, or for a transfer. */
export const proposalQuerySchema = z.object({
  class: z._default(z.enum(['proposal', 'refund-to-transfer'] satisfies readonly DeskClass[]), 'proposal'),
  ...deskPage,
});

const refundRequestSchema = z
  .strictObject({
    kind: z.literal('refund'),
    orderId: z.optional(orderIdSchema),
    movementId: z.optional(movementIdSchema),
    amountVnd: amountVndSchema,
    reason: reasonSchema,
  })
  .check(
    z.refine(({ orderId, movementId }) => (orderId === undefined) !== (movementId === undefined), {
      path: ['orderId'],
      error: says('order-or-movement'),
    }),
  )
  .register(z.globalRegistry, { id: 'RefundRequest' });

const applicationRequestSchema = z
  .strictObject({
    kind: z.literal('application'),
    orderId: orderIdSchema,
    parts: z.array(z.strictObject({ movementId: movementIdSchema, amountVnd: amountVndSchema })).check(
      z.minLength(1),
      z.maxLength(10),
      z.refine((parts) => new Set(parts.map(({ movementId }) => movementId)).size === parts.length, {
        error: says('movement-twice'),
      }),
    ),
    reason: reasonSchema,
  })
  .register(z.globalRegistry, { id: 'ApplicationRequest' });

const orderOrRefund = z.refine<{ orderId?: unknown; refundId?: unknown }>(
  ({ orderId, refundId }) => orderId === undefined || refundId === undefined,
  { path: ['orderId'], error: says('order-or-refund') },
);

const { match, undoing, line, reopening } = reconciliationRequestSchemas;
const matchBodySchema = match.register(z.globalRegistry, { id: 'ForcedMatchRequest' });
const undoingBodySchema = undoing.register(z.globalRegistry, { id: 'MatchUndoingRequest' });
const lineBodySchema = line.check(orderOrRefund).register(z.globalRegistry, { id: 'LineRequest' });
const reopeningBodySchema = reopening.register(z.globalRegistry, { id: 'ReopeningRequest' });

const endingBodySchema = endingRequestSchema.register(z.globalRegistry, { id: 'RefundEndingRequest' });

/** The body of `POST /v1/desk/proposals`. */
export const proposalBodySchema = z
  .discriminatedUnion('kind', [
    refundRequestSchema,
    applicationRequestSchema,
    endingBodySchema,
    matchBodySchema,
    undoingBodySchema,
    lineBodySchema,
    reopeningBodySchema,
  ])
  .register(z.globalRegistry, { id: 'ProposalRequest' });

/**
 * What is asked for, in the words of the domain.
 *
 * @throws Refusal not-found when it names a movement that cannot be
 */
export const toProposalRequest = (body: z.infer<typeof proposalBodySchema>): ProposalRequest => {
  if (body.kind === 'application') {
    const parts = body.parts.map(({ movementId, amountVnd }) => ({
      movementKey: readMovementId(movementId),
      amountVnd,
    }));
    return { ...body, parts };
  }
  if (body.kind !== 'refund') return body;
  const { kind, orderId, movementId = '', amountVnd, reason } = body;
  const of = orderId === undefined ? { movementKey: readMovementId(movementId) } : { orderId };
  return { kind, of, amountVnd, reason };
};

/** The body of whatever an officer gives a reason for. */
export const reasonBodySchema = z
  .strictObject({ reason: reasonSchema })
  .register(z.globalRegistry, { id: 'ReasonRequest' });

/** The body of `POST /v1/desk/proposals/{id}/transfer`. */
export const transferBodySchema = transferSchema.register(z.globalRegistry, { id: 'Transfer' });
