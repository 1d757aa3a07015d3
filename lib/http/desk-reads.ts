import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { parseOrRefuse } from '../domain/field-errors.ts';
import type { Store } from '../store/store.ts';
import {
  countDesk,
  getMovementAtDesk,
  getOrderAtDesk,
  listDesk,
  listMovementEvents,
  listOrderEvents,
} from '../use-cases/read-desk.ts';
import { movementKeyIn, orderIdIn } from './desk-ids.ts';
import { deskItemQuerySchema } from './desk-requests.ts';
import { answerJson } from './json-answer.ts';
import { type AsOfficer, may } from './officers.ts';
import { eventQuerySchema, toCursor } from './paging.ts';
import { toDeskItems, toPublicSummary } from './public-desk.ts';
import { toDeskEvent, toDeskOrder } from './public-desk-order.ts';
import { toPublicMovement } from './public-movement.ts';
import { languageOf, readQuery } from './request.ts';
import type { HttpRoute } from './stack.ts';

type Event = APIGatewayProxyEventV2;
type Answer = APIGatewayProxyStructuredResultV2;

const journalPage = (event: Event) =>
  parseOrRefuse(eventQuerySchema, readQuery(event), { language: languageOf(event) });

/** What officers can see: what waits, and what is known of it. */
export const makeDeskReads = (asOfficer: AsOfficer, store: Store): readonly HttpRoute[] => {
  const summary = async (): Promise<Answer> => answerJson(200, toPublicSummary(await countDesk(store)));

  const items = async (event: Event): Promise<Answer> => {
    const query = parseOrRefuse(deskItemQuerySchema, readQuery(event), { language: languageOf(event) });
    const page = await listDesk(store, query);
    return answerJson(200, { items: toDeskItems(page.items), next: toCursor(page.next) });
  };

  const movement = async (event: Event): Promise<Answer> =>
    answerJson(200, toPublicMovement(await getMovementAtDesk(store, movementKeyIn(event))));

  const movementEvents = async (event: Event): Promise<Answer> => {
    const page = await listMovementEvents(store, { key: movementKeyIn(event), ...journalPage(event) });
    return answerJson(200, { items: page.items.map(toDeskEvent), next: toCursor(page.next) });
  };

  const order = async (event: Event): Promise<Answer> =>
    answerJson(200, toDeskOrder(await getOrderAtDesk(store, orderIdIn(event))));

  const orderEvents = async (event: Event): Promise<Answer> => {
    const page = await listOrderEvents(store, { id: orderIdIn(event), ...journalPage(event) });
    return answerJson(200, { items: page.items.map(toDeskEvent), next: toCursor(page.next) });
  };

  return [
    { method: 'GET', path: '/v1/desk', handler: asOfficer(may.read, summary) },
    { method: 'GET', path: '/v1/desk/items', handler: asOfficer(may.read, items) },
    { method: 'GET', path: '/v1/desk/movements/{movementId}', handler: asOfficer(may.read, movement) },
    { method: 'GET', path: '/v1/desk/movements/{movementId}/events', handler: asOfficer(may.read, movementEvents) },
    { method: 'GET', path: '/v1/desk/orders/{id}', handler: asOfficer(may.read, order) },
    { method: 'GET', path: '/v1/desk/orders/{id}/events', handler: asOfficer(may.read, orderEvents) },
  ];
};
