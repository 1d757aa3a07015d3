import * as z from 'zod/mini';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { type NotifiedFact, notifiedFacts } from '../domain/order-events.ts';
import { orderIdSchema } from '../domain/order-id.ts';
import { orderRequestSchema } from '../domain/order-request.ts';
import { webhookSchemas } from '../domain/webhook.ts';
import { replayRequestSchema } from '../domain/webhook-replay.ts';
import { answering, refusing } from './openapi-answers.ts';
import { examples } from './openapi-examples.ts';
import { orderQuerySchema } from './orders-api.ts';
import { eventQuerySchema } from './paging.ts';
import { eventPageSchema, orderPageSchema, publicOrderSchema } from './public-order.ts';
import { deliveryPageSchema, replaySchema } from './public-webhook.ts';
import { idempotencyKeySchema } from './request.ts';

const idPath = z.object({ id: orderIdSchema });

const makeOrder: ZodOpenApiOperationObject = {
  operationId: 'makeOrder',
  summary: 'Make an order',
  description:
    'Asks one obligor for the fees, charges, taxes or fine of one dossier, into one beneficiary account. The same ' +
    '`Idempotency-Key` with the same body gives the same order again, for ever; with another body it is refused.',
  tags: ['Orders'],
  requestParams: { header: z.object({ 'Idempotency-Key': idempotencyKeySchema }) },
  requestBody: {
    required: true,
    content: { 'application/json': { schema: orderRequestSchema, examples: { example: { value: examples.request } } } },
  },
  responses: {
    '201': answering('The order is made', publicOrderSchema, examples.made),
    '200': answering('The same key had made it before', publicOrderSchema, examples.made),
    ...refusing(
      'malformed-json',
      'idempotency-key-missing',
      'idempotency-key-reused',
      'order-exists',
      'payment-in-progress',
      'replaced-order-not-replaceable',
      'agency-switched-off',
      'body-too-large',
      'unsupported-media-type',
      'validation-failed',
      'unknown-agency',
      'unknown-beneficiary',
      'mixed-beneficiaries',
      'amount-not-payable',
      'deadline-passed',
      'order-not-found',
      'busy',
    ),
  },
};

const listOrders: ZodOpenApiOperationObject = {
  operationId: 'listOrders',
  summary: 'List the orders of a dossier',
  description:
    'Of one dossier, or one decision of fine: give `dossierCode` or `decisionNumber`. Latest first; the newest may be ' +
    'missing for a moment.',
  tags: ['Orders'],
  requestParams: { query: orderQuerySchema },
  responses: {
    '200': answering('A page of orders', orderPageSchema, examples.orders),
    ...refusing('validation-failed'),
  },
};

const getOrder: ZodOpenApiOperationObject = {
  operationId: 'getOrder',
  summary: 'Get an order',
  description: 'The order as it is now.',
  tags: ['Orders'],
  requestParams: { path: idPath },
  responses: { '200': answering('The order', publicOrderSchema, examples.paid), ...refusing('order-not-found') },
};

const cancelOrder: ZodOpenApiOperationObject = {
  operationId: 'cancelOrder',
  summary: 'Cancel an order',
  description: 'Refused while money may still arrive. An order that is cancelled already stays so. There is no body.',
  tags: ['Orders'],
  requestParams: { path: idPath },
  responses: {
    '200': answering('The order, cancelled', publicOrderSchema, examples.cancelled),
    ...refusing('order-not-found', 'payment-in-progress', 'order-not-cancellable', 'busy'),
  },
};

const listEvents: ZodOpenApiOperationObject = {
  operationId: 'listEvents',
  summary: 'Read the journal of an order',
  description: 'Everything that happened to the order, in sequence.',
  tags: ['Orders'],
  requestParams: { path: idPath, query: eventQuerySchema },
  responses: {
    '200': answering('A page of events', eventPageSchema, examples.events),
    ...refusing('order-not-found', 'validation-failed'),
  },
};

const listWebhooks: ZodOpenApiOperationObject = {
  operationId: 'listWebhooks',
  summary: 'Read the delivery log of an order',
  description:
    'The webhooks of the order in sequence, each with its latest ten tries: what your server answered and when the next ' +
    'try is due. A page has at most ten webhooks.',
  tags: ['Webhooks'],
  requestParams: { path: idPath, query: eventQuerySchema },
  responses: {
    '200': answering('A page of webhooks', deliveryPageSchema, examples.deliveries),
    ...refusing('order-not-found', 'validation-failed'),
  },
};

const replayWebhooks: ZodOpenApiOperationObject = {
  operationId: 'replayWebhooks',
  summary: 'Send webhooks of an order again',
  description:
    'One of them (`sequence`), or all after one that you have (`after`; 0 for all of them). They are sent within a minute, ' +
    'in sequence and one at a time, each under its old `webhook-id`, and tried over three new days. What is due already ' +
    'stays as it is, so the same request sent twice does no harm. Give `next`, when there is one, as `after` to go on.',
  tags: ['Webhooks'],
  requestParams: { path: idPath },
  requestBody: {
    required: true,
    content: {
      'application/json': { schema: replayRequestSchema, examples: { example: { value: examples.replayRequest } } },
    },
  },
  responses: {
    '202': answering('What was asked for is due', replaySchema, examples.replay),
    ...refusing(
      'malformed-json',
      'order-not-found',
      'webhook-not-found',
      'no-webhook-receiver',
      'body-too-large',
      'unsupported-media-type',
      'validation-failed',
      'busy',
    ),
  },
};

/** The operations of the API for portals. */
export const paths: ZodOpenApiPathsObject = {
  '/v1/orders': { post: makeOrder, get: listOrders },
  '/v1/orders/{id}': { get: getOrder },
  '/v1/orders/{id}/cancel': { post: cancelOrder },
  '/v1/orders/{id}/events': { get: listEvents },
  '/v1/orders/{id}/webhooks': { get: listWebhooks },
  '/v1/orders/{id}/webhooks/replay': { post: replayWebhooks },
};

const summaries: Readonly<Record<NotifiedFact, string>> = {
  'order.paid': 'An order is paid',
  'order.expired': 'An order has expired',
  'order.cancelled': 'An order was cancelled',
  'order.part-refunded': 'Some of a payment has gone back',
  'order.refunded': 'All of a payment has gone back',
  'order.reversed': 'The bank has taken a payment back',
};

const webhookHeaders = z.object({
  'webhook-id': z.string(),
  'webhook-timestamp': z.string(),
  'webhook-signature': z.string(),
});

const webhookOf = (fact: NotifiedFact): ZodOpenApiOperationObject => ({
  operationId: `on-${fact.replace('.', '-')}`,
  summary: summaries[fact],
  description: `The \`type\` is \`${fact}\`. Sent to the address that your client was given.`,
  tags: ['Webhooks'],
  security: [],
  requestParams: { header: webhookHeaders },
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: webhookSchemas[fact],
        examples: { example: { value: examples.webhooks[fact] } },
      },
    },
  },
  responses: {
    '2XX': { description: 'You have it. The body is not looked at; the next webhook of the order may follow.' },
    '4XX': { description: 'You have it not, nor have you for any other answer: it is sent again.' },
  },
});

/** What Lephi calls at a portal. */
export const webhooks: ZodOpenApiPathsObject = Object.fromEntries(
  notifiedFacts.map((fact) => [fact, { post: webhookOf(fact) }]),
);
