import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod/mini';
import type { Discrepancy } from '../domain/discrepancy.ts';
import { parseOrRefuse } from '../domain/field-errors.ts';
import { addMs, dayMs, type Instant } from '../domain/time.ts';
import type { Page } from '../store/store.ts';
import type { ReconcileParts } from '../use-cases/parts.ts';
import { getDiscrepancy, listDiscrepancies, listDiscrepancyEvents } from '../use-cases/read-reconciliation.ts';
import { threeWays } from '../use-cases/three-ways.ts';
import { answerJson } from './json-answer.ts';
import { type AsOfficer, may } from './officers.ts';
import { eventQuerySchema, toCursor } from './paging.ts';
import { toDeskEvent } from './public-desk-order.ts';
import { toDiscrepancySummary, toPublicDiscrepancy } from './public-discrepancy.ts';
import { toPublicThreeWays } from './public-three-ways.ts';
import { discrepancyIdIn, discrepancyQuerySchema, paymentIn } from './reconciliation-requests.ts';
import { languageOf, readQuery } from './request.ts';
import type { HttpRoute } from './stack.ts';

type Event = APIGatewayProxyEventV2;
type Answer = APIGatewayProxyStructuredResultV2;
type Query = z.infer<typeof discrepancyQuerySchema>;

/** Of a list with the longest waiting first, what was found before an instant: behind it there is nothing more of that. */
const foundBefore = ({ items, next }: Page<Discrepancy>, before: Instant): Page<Discrepancy> => {
  const old = items.filter(({ foundAt }) => foundAt <= before);
  return { items: old, next: old.length < items.length ? undefined : next };
};

/** What the reports could not explain, and payments three ways. */
export const makeDiscrepancyReads = (asOfficer: AsOfficer, parts: ReconcileParts): readonly HttpRoute[] => {
  const { store } = parts;

  const listed = async ({ account, agency, olderThanDays, limit, after, ...wanted }: Query) => {
    const of = { ...wanted, accountId: account, agencyCode: agency };
    const page = await listDiscrepancies(store, of, { limit, after });
    return olderThanDays === undefined ? page : foundBefore(page, addMs(parts.now(), -olderThanDays * dayMs));
  };

  const list = async (event: Event): Promise<Answer> => {
    const query = parseOrRefuse(discrepancyQuerySchema, readQuery(event), { language: languageOf(event) });
    const { items, next } = await listed(query);
    return answerJson(200, { items: items.map(toDiscrepancySummary), next: toCursor(next) });
  };

  const get = async (event: Event): Promise<Answer> =>
    answerJson(200, toPublicDiscrepancy(await getDiscrepancy(store, discrepancyIdIn(event))));

  const events = async (event: Event): Promise<Answer> => {
    const id = discrepancyIdIn(event);
    const query = parseOrRefuse(eventQuerySchema, readQuery(event), { language: languageOf(event) });
    await getDiscrepancy(store, id);
    const { items, next } = await listDiscrepancyEvents(store, id, query);
    return answerJson(200, { items: items.map(toDeskEvent), next: toCursor(next) });
  };

  const payment = async (event: Event): Promise<Answer> =>
    answerJson(200, toPublicThreeWays(await threeWays(store, paymentIn(event))));

  const discrepancy = '/v1/reconciliation/discrepancies/{discrepancyId}';
  return [
    { method: 'GET', path: '/v1/reconciliation/discrepancies', handler: asOfficer(may.read, list) },
    { method: 'GET', path: discrepancy, handler: asOfficer(may.read, get) },
    { method: 'GET', path: `${discrepancy}/events`, handler: asOfficer(may.read, events) },
    { method: 'GET', path: '/v1/reconciliation/payments/{payment}', handler: asOfficer(may.read, payment) },
  ];
};
