import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { parseOrRefuse } from '../domain/field-errors.ts';
import type { Page } from '../store/store.ts';
import type { ReconcileParts } from '../use-cases/parts.ts';
import { listCollections } from '../use-cases/report-collections.ts';
import { listDetail } from '../use-cases/report-detail.ts';
import { listDiscrepancyRows } from '../use-cases/report-discrepancies.ts';
import { listOverview } from '../use-cases/report-overview.ts';
import { answerJson } from './json-answer.ts';
import { type AsOfficer, may } from './officers.ts';
import { toCursor } from './paging.ts';
import {
  collectionsQuerySchema,
  detailQuerySchema,
  discrepanciesQuerySchema,
  overviewQuerySchema,
} from './report-requests.ts';
import { languageOf, readQuery } from './request.ts';
import type { HttpRoute } from './stack.ts';

type Event = APIGatewayProxyEventV2;
type Answer = APIGatewayProxyStructuredResultV2;
type Read = <T>(schema: Parameters<typeof parseOrRefuse<T>>[0], event: Event) => T;

const read: Read = (schema, event) => parseOrRefuse(schema, readQuery(event), { language: languageOf(event) });

const answerPage = <T>({ items, next }: Page<T>): Answer => answerJson(200, { items, next: toCursor(next) });

/** The rows of reports, for whoever writes them as a file: nothing in them says who paid. */
export const makeReportRoutes = (asOfficer: AsOfficer, parts: ReconcileParts): readonly HttpRoute[] => {
  const { store } = parts;

  const overview = async (event: Event): Promise<Answer> => {
    const { account: accountId, ...query } = read(overviewQuerySchema, event);
    return answerJson(200, { items: await listOverview(store, { ...query, accountId }) });
  };

  const detail = async (event: Event): Promise<Answer> => {
    const { account: accountId, ...query } = read(detailQuerySchema, event);
    return answerPage(await listDetail(store, { ...query, accountId }));
  };

  const collections = async (event: Event): Promise<Answer> => {
    const { account: accountId, ...query } = read(collectionsQuerySchema, event);
    return answerPage(await listCollections(store, { ...query, accountId }));
  };

  const discrepancies = async (event: Event): Promise<Answer> => {
    const { account: accountId, ...query } = read(discrepanciesQuerySchema, event);
    return answerPage(await listDiscrepancyRows(parts, { ...query, accountId }));
  };

  const reports = '/v1/reconciliation/reports';
  return [
    { method: 'GET', path: `${reports}/overview`, handler: asOfficer(may.read, overview) },
    { method: 'GET', path: `${reports}/detail`, handler: asOfficer(may.read, detail) },
    { method: 'GET', path: `${reports}/collections`, handler: asOfficer(may.read, collections) },
    { method: 'GET', path: `${reports}/discrepancies`, handler: asOfficer(may.read, discrepancies) },
  ];
};
