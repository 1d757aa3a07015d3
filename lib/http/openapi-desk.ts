import * as z from 'zod/mini';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { orderIdSchema } from '../domain/order-id.ts';
import { movementIdSchema } from './desk-ids.ts';
import { deskItemQuerySchema, reasonBodySchema } from './desk-requests.ts';
import { answering, byOfficers, jsonBody, refusingOfficers, wrongBody } from './openapi-answers.ts';
import { deskExamples } from './openapi-desk-examples.ts';
import { proposalPaths } from './openapi-desk-proposals.ts';
import { reconciliationExamples } from './openapi-reconciliation-examples.ts';
import { eventQuerySchema } from './paging.ts';
import { deskItemPageSchema, deskSummarySchema } from './public-desk.ts';
import { deskEventPageSchema, deskOrderSchema } from './public-desk-order.ts';
import { publicDiscrepancySchema } from './public-discrepancy.ts';
import { publicMovementSchema } from './public-movement.ts';
import { discrepancyIdSchema } from './reconciliation-requests.ts';

const movementPath = z.object({ movementId: movementIdSchema });
const orderPath = z.object({ id: orderIdSchema });
const discrepancyPath = z.object({ discrepancyId: discrepancyIdSchema });
const attemptPath = z.object({ id: orderIdSchema, number: z.int().check(z.minimum(1), z.maximum(99)) });

const reads: ZodOpenApiPathsObject = {
  '/v1/desk': {
    get: byOfficers({
      operationId: 'countDesk',
      summary: 'Count what waits at the desk',
      description: 'Class by class, up to 100 of each, with the instant since when the longest waiting does.',
      responses: {
        '200': answering('What waits', deskSummarySchema, deskExamples.summary),
        ...refusingOfficers(),
      },
    }),
  },
  '/v1/desk/items': {
    get: byOfficers({
      operationId: 'listDesk',
      summary: 'List what waits at the desk in one class',
      description: 'The longest waiting first; the newest may be missing for a moment. Nothing in it says who paid.',
      requestParams: { query: deskItemQuerySchema },
      responses: {
        '200': answering('A page of what waits', deskItemPageSchema, deskExamples.items),
        ...refusingOfficers('validation-failed'),
      },
    }),
  },
  '/v1/desk/movements/{movementId}': {
    get: byOfficers({
      operationId: 'getMovement',
      summary: 'Get a movement of money with its evidence',
      description:
        'What the provider said, verified; what came over the wire, as it came; what became of the money; and what can ' +
        'be done with what is left of it.',
      requestParams: { path: movementPath },
      responses: {
        '200': answering('The movement', publicMovementSchema, deskExamples.movement),
        ...refusingOfficers('not-found'),
      },
    }),
  },
  '/v1/desk/movements/{movementId}/events': {
    get: byOfficers({
      operationId: 'listMovementEvents',
      summary: 'Read the journal of a movement',
      description:
        'What officers did with it and what came of that, in sequence, each with the hash of the one before.',
      requestParams: { path: movementPath, query: eventQuerySchema },
      responses: {
        '200': answering('A page of events', deskEventPageSchema, deskExamples.movementEvents),
        ...refusingOfficers('not-found', 'validation-failed'),
      },
    }),
  },
  '/v1/desk/orders/{id}': {
    get: byOfficers({
      operationId: 'getOrderAtDesk',
      summary: 'Get the money of an order',
      description: 'Its payment, its refunds, its attempts, and what of the payment can still go back.',
      requestParams: { path: orderPath },
      responses: {
        '200': answering('The order', deskOrderSchema, deskExamples.order),
        ...refusingOfficers('order-not-found'),
      },
    }),
  },
  '/v1/desk/orders/{id}/events': {
    get: byOfficers({
      operationId: 'listOrderEventsAtDesk',
      summary: 'Read the journal of an order, with what officers did',
      description: 'In sequence, each event with the hash of the one before. It does not say who owes and who pays.',
      requestParams: { path: orderPath, query: eventQuerySchema },
      responses: {
        '200': answering('A page of events', deskEventPageSchema, deskExamples.orderEvents),
        ...refusingOfficers('order-not-found', 'validation-failed'),
      },
    }),
  },
};

const acts: ZodOpenApiPathsObject = {
  '/v1/desk/movements/{movementId}/accept': {
    post: byOfficers({
      operationId: 'acceptMovement',
      summary: 'Accept a movement that needs nothing more',
      description:
        'For a debit that an officer can explain, a movement of which a provider said two different things, and one that ' +
        'was reversed in part. No money moves. Needs the role `finance-officer`.',
      requestParams: { path: movementPath },
      requestBody: jsonBody(reasonBodySchema, { reason: 'Phí quản lý tài khoản tháng 11' }),
      responses: {
        '200': answering('The movement', publicMovementSchema, deskExamples.accepted),
        ...refusingOfficers(...wrongBody, 'not-found', 'not-at-desk'),
      },
    }),
  },
  '/v1/desk/orders/{id}/attempts/{number}/abandon': {
    post: byOfficers({
      operationId: 'abandonAttempt',
      summary: 'End an attempt that no question settled',
      description:
        'When an officer knows from the provider that no money was taken. Should it come after all, it is taken like any ' +
        'other. Needs the role `finance-officer`.',
      requestParams: { path: attemptPath },
      requestBody: jsonBody(reasonBodySchema, { reason: 'VNPAY xác nhận không thu tiền' }),
      responses: {
        '200': answering('The order', deskOrderSchema, deskExamples.abandoned),
        ...refusingOfficers(...wrongBody, 'order-not-found', 'not-at-desk'),
      },
    }),
  },
  '/v1/desk/orders/{id}/attempts/{number}/ask': {
    post: byOfficers({
      operationId: 'askAfterAttempt',
      summary: 'Have the provider asked once more after an attempt',
      description: 'Within a minute or so. There is no body. Needs the role `finance-officer`.',
      requestParams: { path: attemptPath },
      responses: {
        '200': answering('The order', deskOrderSchema, deskExamples.askedAgain),
        ...refusingOfficers('order-not-found', 'not-at-desk'),
      },
    }),
  },
};

const discrepancyActs: ZodOpenApiPathsObject = {
  '/v1/desk/discrepancies/{discrepancyId}/accept': {
    post: byOfficers({
      operationId: 'acceptDiscrepancy',
      summary: 'Accept a discrepancy that you can explain',
      description:
        'For what no line shows, a line that tells nothing of whose it is, a second line of one movement, and one that went ' +
        'back. No money moves and nothing is matched; a run that finds it again the same leaves it ended. What moves money or ' +
        'forces a match is asked for at `/v1/desk/proposals`. Needs the role `finance-officer`.',
      requestParams: { path: discrepancyPath },
      requestBody: jsonBody(reasonBodySchema, { reason: 'Ngân hàng xác nhận bằng văn bản' }),
      responses: {
        '200': answering('The discrepancy', publicDiscrepancySchema, reconciliationExamples.discrepancy),
        ...refusingOfficers(...wrongBody, 'not-found', 'not-at-desk', 'discrepancy-not-resolvable'),
      },
    }),
  },
  '/v1/desk/discrepancies/{discrepancyId}/undo': {
    post: byOfficers({
      operationId: 'undoAcceptance',
      summary: 'Take back that a discrepancy was accepted',
      description:
        'It is open as it was, unless a run has explained it since. Needs the role `finance-officer` or `finance-approver`.',
      requestParams: { path: discrepancyPath },
      requestBody: jsonBody(reasonBodySchema, { reason: 'Nhầm dòng sao kê' }),
      responses: {
        '200': answering('The discrepancy', publicDiscrepancySchema, reconciliationExamples.discrepancy),
        ...refusingOfficers(...wrongBody, 'not-found', 'not-at-desk'),
      },
    }),
  },
};

/** The operations of the API for officers. */
export const deskPaths: ZodOpenApiPathsObject = { ...reads, ...acts, ...discrepancyActs, ...proposalPaths };
