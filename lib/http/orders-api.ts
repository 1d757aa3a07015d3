import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import type { Client } from '../domain/client.ts';
import { parseOrRefuse } from '../domain/field-errors.ts';
import { says } from '../domain/field-messages.ts';
import { dossierKey, orderDetailsSchema } from '../domain/order-details.ts';
import { type OrderId, readPaymentCode } from '../domain/order-id.ts';
import { orderRequestSchema } from '../domain/order-request.ts';
import { Refusal } from '../domain/refusal.ts';
import { replayRequestSchema } from '../domain/webhook-replay.ts';
import { authenticateClient } from '../use-cases/authenticate-client.ts';
import { cancelOrder } from '../use-cases/cancel-order.ts';
import { makeOrderOnce } from '../use-cases/make-order.ts';
import type { Parts } from '../use-cases/parts.ts';
import { getOrder, listEvents, listOrders } from '../use-cases/read-order.ts';
import { listWebhooks } from '../use-cases/read-webhooks.ts';
import { replayWebhooks } from '../use-cases/replay-webhooks.ts';
import { answerJson } from './json-answer.ts';
import { cursorSchema, eventQuerySchema, limitSchema, toCursor } from './paging.ts';
import { toPublicEvent, toPublicOrder } from './public-order.ts';
import { toPublicDelivery } from './public-webhook.ts';
import { getIdempotencyKey, languageOf, originOf, readJson, readQuery } from './request.ts';
import type { HttpRoute } from './stack.ts';

type Event = APIGatewayProxyEventV2;
type Answer = APIGatewayProxyStructuredResultV2;

/** The query of `GET /v1/orders`. */
export const orderQuerySchema = z
  .extend(z.pick(orderDetailsSchema, { dossierCode: true, decisionNumber: true }), {
    limit: limitSchema,
    after: cursorSchema(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z ORDER#LP\w{10}$/),
  })
  .check(
    z.refine(({ dossierCode, decisionNumber }) => (dossierCode === undefined) !== (decisionNumber === undefined), {
      path: ['dossierCode'],
      error: says('dossier-or-decision'),
    }),
  );

/** An id in a path may be typed by a person: any form of the payment code will do. */
const getOrderId = ({ pathParameters }: Event): OrderId => {
  const id = readPaymentCode(pathParameters?.id ?? '');
  if (id === undefined) throw new Refusal('order-not-found');
  return id;
};

/** The orders API: what portals can do, each after showing who they are. */
export const makeOrderRoutes = (parts: Parts): readonly HttpRoute[] => {
  const asClient = (answer: (event: Event, client: Client) => Promise<Answer>) => async (event: Event) =>
    answer(event, await authenticateClient(parts.store, event.headers.authorization));

  const make = async (event: Event, client: Client): Promise<Answer> => {
    const idempotencyKey = getIdempotencyKey(event);
    const request = parseOrRefuse(orderRequestSchema, readJson(event), { language: languageOf(event) });
    const made = await makeOrderOnce(parts, { client, idempotencyKey, request });
    return answerJson(made.isNew ? 201 : 200, toPublicOrder(made, originOf(event)));
  };

  const get = async (event: Event, client: Client): Promise<Answer> =>
    answerJson(200, toPublicOrder(await getOrder(parts.store, client, getOrderId(event)), originOf(event)));

  const listOfDossier = async (event: Event, client: Client): Promise<Answer> => {
    const query = parseOrRefuse(orderQuerySchema, readQuery(event), { language: languageOf(event) });
    const page = await listOrders(parts.store, client, { ...query, dossierKey: dossierKey(query) });
    return answerJson(200, {
      items: page.items.map((found) => toPublicOrder(found, originOf(event))),
      next: toCursor(page.next),
    });
  };

  const cancel = async (event: Event, client: Client): Promise<Answer> =>
    answerJson(200, toPublicOrder(await cancelOrder(parts, client, getOrderId(event)), originOf(event)));

  const journal = async (event: Event, client: Client): Promise<Answer> => {
    const query = parseOrRefuse(eventQuerySchema, readQuery(event), { language: languageOf(event) });
    const page = await listEvents(parts.store, client, { ...query, id: getOrderId(event) });
    return answerJson(200, { items: page.items.map(toPublicEvent), next: toCursor(page.next) });
  };

  const deliveries = async (event: Event, client: Client): Promise<Answer> => {
    const query = parseOrRefuse(eventQuerySchema, readQuery(event), { language: languageOf(event) });
    const page = await listWebhooks(parts.store, client, { ...query, id: getOrderId(event) });
    return answerJson(200, { items: page.items.map(toPublicDelivery), next: toCursor(page.next) });
  };

  const replay = async (event: Event, client: Client): Promise<Answer> => {
    const which = parseOrRefuse(replayRequestSchema, readJson(event), { language: languageOf(event) });
    const { due, next } = await replayWebhooks(parts, client, { orderId: getOrderId(event), which });
    return answerJson(202, { items: due.map(({ sequence, dueAt }) => ({ sequence, nextTryAt: dueAt })), next });
  };

  return [
    { method: 'POST', path: '/v1/orders', handler: asClient(make) },
    { method: 'GET', path: '/v1/orders', handler: asClient(listOfDossier) },
    { method: 'GET', path: '/v1/orders/{id}', handler: asClient(get) },
    { method: 'POST', path: '/v1/orders/{id}/cancel', handler: asClient(cancel) },
    { method: 'GET', path: '/v1/orders/{id}/events', handler: asClient(journal) },
    { method: 'GET', path: '/v1/orders/{id}/webhooks', handler: asClient(deliveries) },
    { method: 'POST', path: '/v1/orders/{id}/webhooks/replay', handler: asClient(replay) },
  ];
};
