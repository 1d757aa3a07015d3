import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { addDays } from '../domain/calendar.ts';
import { parseOrRefuse } from '../domain/field-errors.ts';
import { vietnamDay } from '../domain/time.ts';
import { getRun } from '../use-cases/advance-run.ts';
import type { ReconcileParts } from '../use-cases/parts.ts';
import {
  getBankDay,
  listBankDayEvents,
  listBankDays,
  listQuarantined,
  listResults,
  listRuns,
} from '../use-cases/read-reconciliation.ts';
import { answerJson } from './json-answer.ts';
import { type AsOfficer, may } from './officers.ts';
import { eventQuerySchema, toCursor } from './paging.ts';
import { toPublicBankDay, toPublicQuarantined } from './public-bank-day.ts';
import { toDeskEvent } from './public-desk-order.ts';
import { toPublicRun } from './public-run.ts';
import {
  bankDayIn,
  daysQuerySchema,
  quarantinedQuerySchema,
  resultsQuerySchema,
  runIn,
  runsQuerySchema,
} from './reconciliation-requests.ts';
import { languageOf, readQuery } from './request.ts';
import type { HttpRoute } from './stack.ts';

type Event = APIGatewayProxyEventV2;
type Answer = APIGatewayProxyStructuredResultV2;

/** So many days are listed when nobody says how many. */
const usualDays = 31;

const day = '/v1/reconciliation/days/{account}/{side}/{on}';

/** What officers can see of bank days and their runs. */
export const makeReconciliationReads = (asOfficer: AsOfficer, parts: ReconcileParts): readonly HttpRoute[] => {
  const { store } = parts;

  const days = async (event: Event): Promise<Answer> => {
    const query = parseOrRefuse(daysQuerySchema, readQuery(event), { language: languageOf(event) });
    const { account: accountId, side, to = vietnamDay(parts.now()) } = query;
    const { from = addDays(to, 1 - usualDays) } = query;
    const found = await listBankDays(store, { accountId, side, from, to });
    return answerJson(200, { items: found.map(toPublicBankDay) });
  };

  const bankDay = async (event: Event): Promise<Answer> =>
    answerJson(200, toPublicBankDay(await getBankDay(store, bankDayIn(event))));

  const runs = async (event: Event): Promise<Answer> => {
    const of = bankDayIn(event);
    const query = parseOrRefuse(runsQuerySchema, readQuery(event), { language: languageOf(event) });
    const { items, next } = await listRuns(store, of, query);
    return answerJson(200, { items: items.map((run) => toPublicRun(of, run)), next: toCursor(next) });
  };

  const run = async (event: Event): Promise<Answer> => {
    const { of, run: number } = runIn(event);
    return answerJson(200, toPublicRun(of, await getRun(parts, of, number)));
  };

  const results = async (event: Event): Promise<Answer> => {
    const of = runIn(event);
    const query = parseOrRefuse(resultsQuerySchema, readQuery(event), { language: languageOf(event) });
    await getRun(parts, of.of, of.run);
    const { items, next } = await listResults(store, of, query);
    return answerJson(200, { items, next: toCursor(next) });
  };

  const events = async (event: Event): Promise<Answer> => {
    const of = bankDayIn(event);
    const query = parseOrRefuse(eventQuerySchema, readQuery(event), { language: languageOf(event) });
    await getBankDay(store, of);
    const { items, next } = await listBankDayEvents(store, of, query);
    return answerJson(200, { items: items.map(toDeskEvent), next: toCursor(next) });
  };

  const quarantined = async (event: Event): Promise<Answer> => {
    const of = bankDayIn(event);
    const query = parseOrRefuse(quarantinedQuerySchema, readQuery(event), { language: languageOf(event) });
    const { items, next } = await listQuarantined(store, of, query);
    return answerJson(200, { items: items.map(toPublicQuarantined), next: toCursor(next) });
  };

  return [
    { method: 'GET', path: '/v1/reconciliation/days', handler: asOfficer(may.read, days) },
    { method: 'GET', path: day, handler: asOfficer(may.read, bankDay) },
    { method: 'GET', path: `${day}/runs`, handler: asOfficer(may.read, runs) },
    { method: 'GET', path: `${day}/runs/{run}`, handler: asOfficer(may.read, run) },
    { method: 'GET', path: `${day}/runs/{run}/results`, handler: asOfficer(may.read, results) },
    { method: 'GET', path: `${day}/events`, handler: asOfficer(may.read, events) },
    { method: 'GET', path: `${day}/quarantined`, handler: asOfficer(may.read, quarantined) },
  ];
};
