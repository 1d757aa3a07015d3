import * as z from 'zod/mini';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { orderIdSchema } from '../domain/order-id.ts';
import { orderRequestSchema } from '../domain/order-request.ts';
import { type RefusalCode, refusals } from '../domain/refusal.ts';
import { eventQuerySchema, idempotencyKeySchema, orderQuerySchema } from './orders-api.ts';
import { problemSchema } from './problem.ts';
import { eventPageSchema, orderPageSchema, publicOrderSchema } from './public-order.ts';

/** Every operation can meet these. */
const common: readonly RefusalCode[] = ['unauthenticated', 'busy'];

const problemContent = { 'application/problem+json': { schema: problemSchema } };

/** The refusals of an operation, by HTTP status: each is told by its `code`. */
const refusing = (codes: readonly RefusalCode[]): ZodOpenApiResponsesObject => {
  const byStatus = Map.groupBy([...codes, ...common], (code) => refusals[code][0]);
  const responses = [...byStatus].map(([status, of]) => [
    String(status),
    { description: of.map((code) => `\`${code}\`: ${refusals[code][1]}`).join('; '), content: problemContent },
  ]);
  return Object.fromEntries(responses);
};

const answering = (
  description: string,
  schema: z.core.$ZodType,
): ZodOpenApiResponsesObject[`${1 | 2 | 3 | 4 | 5}${string}`] => ({
  description,
  content: { 'application/json': { schema } },
});

const idPath = z.object({
  id: orderIdSchema.clone().register(z.globalRegistry, { description: 'The order’s id', example: 'LP7K3M9Q2XWW' }),
});

const makeOrder: ZodOpenApiOperationObject = {
  operationId: 'makeOrder',
  summary: 'Make an order',
  description:
    'Asks one obligor for the fees, charges, taxes or fine of one dossier, into one beneficiary account. The same ' +
    'Idempotency-Key with the same body gives the same order again, for ever; with another body it is refused.',
  tags: ['Orders'],
  requestParams: {
    header: z.object({
      'Idempotency-Key': idempotencyKeySchema.clone().register(z.globalRegistry, {
        description: 'Your own key for this order, 1 to 255 visible ASCII characters',
      }),
    }),
  },
  requestBody: { required: true, content: { 'application/json': { schema: orderRequestSchema } } },
  responses: {
    '201': answering('The order is made', publicOrderSchema),
    '200': answering('The same key had made it before', publicOrderSchema),
    ...refusing([
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
    ]),
  },
};

const listOrders: ZodOpenApiOperationObject = {
  operationId: 'listOrders',
  summary: 'List the orders of a dossier',
  description: 'Of one dossier, or one decision of fine; latest first. The newest may be missing for a moment.',
  tags: ['Orders'],
  requestParams: { query: orderQuerySchema },
  responses: { '200': answering('A page of orders', orderPageSchema), ...refusing(['validation-failed']) },
};

const getOrder: ZodOpenApiOperationObject = {
  operationId: 'getOrder',
  summary: 'Get an order',
  description: 'The order as it is now.',
  tags: ['Orders'],
  requestParams: { path: idPath },
  responses: { '200': answering('The order', publicOrderSchema), ...refusing(['order-not-found']) },
};

const cancelOrder: ZodOpenApiOperationObject = {
  operationId: 'cancelOrder',
  summary: 'Cancel an order',
  description: 'Refused while money may still arrive. An order that is cancelled already stays so.',
  tags: ['Orders'],
  requestParams: { path: idPath },
  responses: {
    '200': answering('The order, cancelled', publicOrderSchema),
    ...refusing(['order-not-found', 'payment-in-progress', 'order-not-cancellable']),
  },
};

const listEvents: ZodOpenApiOperationObject = {
  operationId: 'listEvents',
  summary: 'Read the journal of an order',
  description: 'Everything that happened to the order, in sequence.',
  tags: ['Orders'],
  requestParams: { path: idPath, query: eventQuerySchema },
  responses: {
    '200': answering('A page of events', eventPageSchema),
    ...refusing(['order-not-found', 'validation-failed']),
  },
};

/** The OpenAPI 3.1 document of the API for portals, made from the very schemas that requests are parsed by. */
export const openApiDocument = () =>
  createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Lephi',
      version: '1',
      description: 'Payment orders for government fees, charges, taxes and fines in Viet Nam. Amounts are whole đồng.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'Where this document was found' }],
    tags: [{ name: 'Orders', description: 'What an obligor owes for one dossier, and what became of it' }],
    security: [{ bearerKey: [] }],
    components: {
      securitySchemes: {
        bearerKey: { type: 'http', scheme: 'bearer', description: 'The key that an operator gave to your portal' },
      },
    },
    paths: {
      '/v1/orders': { post: makeOrder, get: listOrders },
      '/v1/orders/{id}': { get: getOrder },
      '/v1/orders/{id}/cancel': { post: cancelOrder },
      '/v1/orders/{id}/events': { get: listEvents },
    },
  });
