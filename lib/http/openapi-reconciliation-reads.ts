import * as z from 'zod/mini';
import type { ZodOpenApiPathsObject, ZodOpenApiResponseObject } from 'zod-openapi';
import { answering, byReconcilers, refusingOfficers } from './openapi-answers.ts';
import { reconciliationExamples } from './openapi-reconciliation-examples.ts';
import { eventQuerySchema } from './paging.ts';
import { bankDayListSchema, publicBankDaySchema, quarantinedPageSchema } from './public-bank-day.ts';
import { deskEventPageSchema } from './public-desk-order.ts';
import { discrepancyPageSchema, publicDiscrepancySchema } from './public-discrepancy.ts';
import { resultPageSchema } from './public-result.ts';
import { publicRunSchema, runPageSchema } from './public-run.ts';
import { threeWaysSchema } from './public-three-ways.ts';
import {
  bankDayPathSchema,
  daysQuerySchema,
  discrepancyIdSchema,
  discrepancyQuerySchema,
  pieceQuerySchema,
  quarantinedQuerySchema,
  resultsQuerySchema,
  runFileSchema,
  runPathSchema,
  runsQuerySchema,
} from './reconciliation-requests.ts';
import { nextOffsetHeader } from './run-files.ts';

const day = '/v1/reconciliation/days/{account}/{side}/{on}';

const days: ZodOpenApiPathsObject = {
  '/v1/reconciliation/days': {
    get: byReconcilers({
      operationId: 'listBankDays',
      summary: 'List the bank days of an account and side',
      description:
        'At most a hundred days, the earliest first; the latest 31 when no days are named. A day that nothing came for is ' +
        'not there.',
      requestParams: { query: daysQuerySchema },
      responses: {
        '200': answering('The bank days', bankDayListSchema, reconciliationExamples.days),
        ...refusingOfficers('validation-failed'),
      },
    }),
  },
  [day]: {
    get: byReconcilers({
      operationId: 'getBankDay',
      summary: 'Get a bank day with its balance equation',
      description:
        'What the report of its latest run adds up to. On the statement’s side, the opening balance and every class give ' +
        'the closing balance; on ours, what was brought forward, of the day, booked late or looked up is what every class ' +
        'adds up to.',
      requestParams: { path: bankDayPathSchema },
      responses: {
        '200': answering('The bank day', publicBankDaySchema, reconciliationExamples.day),
        ...refusingOfficers('not-found'),
      },
    }),
  },
  [`${day}/events`]: {
    get: byReconcilers({
      operationId: 'listBankDayEvents',
      summary: 'Read the journal of a bank day',
      description:
        'Runs, refused statements, who closed and reopened it: in sequence, each with the hash of the one before.',
      requestParams: { path: bankDayPathSchema, query: eventQuerySchema },
      responses: {
        '200': answering('A page of events', deskEventPageSchema, reconciliationExamples.events),
        ...refusingOfficers('not-found', 'validation-failed'),
      },
    }),
  },
  [`${day}/quarantined`]: {
    get: byReconcilers({
      operationId: 'listQuarantined',
      summary: 'List the statements that were refused for a bank day',
      description: 'Nothing of them is used. Each with what is wrong with it, and where: the first fifty problems.',
      requestParams: { path: bankDayPathSchema, query: quarantinedQuerySchema },
      responses: {
        '200': answering('A page of refused statements', quarantinedPageSchema, reconciliationExamples.quarantined),
        ...refusingOfficers('not-found', 'validation-failed'),
      },
    }),
  },
};

const piece: ZodOpenApiResponseObject = {
  description: 'A piece of the file, at most 4 MB',
  headers: {
    [nextOffsetHeader]: {
      description: 'Where the next piece begins: give it as `offset`. The last piece has none.',
      schema: { type: 'integer' },
    },
  },
  content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
};

const runs: ZodOpenApiPathsObject = {
  [`${day}/runs`]: {
    get: byReconcilers({
      operationId: 'listRuns',
      summary: 'List the runs of a bank day',
      description: 'The first first. The latest whose results are stored is the one that counts; the others are kept.',
      requestParams: { path: bankDayPathSchema, query: runsQuerySchema },
      responses: {
        '200': answering('A page of runs', runPageSchema, reconciliationExamples.runs),
        ...refusingOfficers('not-found', 'validation-failed'),
      },
    }),
  },
  [`${day}/runs/{run}`]: {
    get: byReconcilers({
      operationId: 'getRun',
      summary: 'Get a run',
      description: 'How far it is, what it was made from, and what its report adds up to.',
      requestParams: { path: runPathSchema },
      responses: {
        '200': answering('The run', publicRunSchema, reconciliationExamples.run),
        ...refusingOfficers('not-found'),
      },
    }),
  },
  [`${day}/runs/{run}/results`]: {
    get: byReconcilers({
      operationId: 'listResults',
      summary: 'Read the report of a run, row by row',
      description:
        'In the order of their names. Each says its class, the amounts of both sides, the rule that joined them, and of a ' +
        'discrepancy which candidates were refused and what would close it.',
      requestParams: { path: runPathSchema, query: resultsQuerySchema },
      responses: {
        '200': answering('A page of results', resultPageSchema, reconciliationExamples.results),
        ...refusingOfficers('not-found', 'validation-failed'),
      },
    }),
  },
  [`${day}/runs/{run}/files/{file}`]: {
    get: byReconcilers({
      operationId: 'getRunFile',
      summary: 'Fetch a file of a run',
      description:
        'The very bytes, in pieces of at most 4 MB. From `statement`, `snapshot` and `terms` anybody can make the same ' +
        '`body` again; the `sidecar` holds the hashes of all of them.',
      requestParams: { path: z.extend(runPathSchema, { file: runFileSchema }), query: pieceQuerySchema },
      responses: { '200': piece, ...refusingOfficers('not-found', 'validation-failed') },
    }),
  },
};

const discrepancyPath = z.object({ discrepancyId: discrepancyIdSchema });

const discrepancies: ZodOpenApiPathsObject = {
  '/v1/reconciliation/discrepancies': {
    get: byReconcilers({
      operationId: 'listDiscrepancies',
      summary: 'List the open discrepancies of a class',
      description:
        'The oldest first; the newest may be missing for a moment. What else is asked for leaves some out, so that a page can ' +
        'have fewer than its limit and still a next.',
      requestParams: { query: discrepancyQuerySchema },
      responses: {
        '200': answering('A page of discrepancies', discrepancyPageSchema, reconciliationExamples.discrepancies),
        ...refusingOfficers('validation-failed'),
      },
    }),
  },
  '/v1/reconciliation/discrepancies/{discrepancyId}': {
    get: byReconcilers({
      operationId: 'getDiscrepancy',
      summary: 'Get a discrepancy',
      description: 'With its line and entry, the candidates that were refused, what would close it, and what did.',
      requestParams: { path: discrepancyPath },
      responses: {
        '200': answering('The discrepancy', publicDiscrepancySchema, reconciliationExamples.discrepancy),
        ...refusingOfficers('not-found'),
      },
    }),
  },
  '/v1/reconciliation/discrepancies/{discrepancyId}/events': {
    get: byReconcilers({
      operationId: 'listDiscrepancyEvents',
      summary: 'Read the journal of a discrepancy',
      description:
        'Which runs found it, and what officers did, in sequence, each event with the hash of the one before.',
      requestParams: { path: discrepancyPath, query: eventQuerySchema },
      responses: {
        '200': answering('A page of events', deskEventPageSchema, reconciliationExamples.discrepancyEvents),
        ...refusingOfficers('not-found', 'validation-failed'),
      },
    }),
  },
  '/v1/reconciliation/payments/{payment}': {
    get: byReconcilers({
      operationId: 'getThreeWays',
      summary: 'Look at a payment three ways',
      description:
        'What was said of it when it came, and what the statements of its provider, its bank and the treasury show, each with ' +
        'the day, the run and the line.',
      requestParams: { path: z.object({ payment: z.string() }) },
      responses: {
        '200': answering('The payment', threeWaysSchema, reconciliationExamples.threeWays),
        ...refusingOfficers('not-found', 'order-not-found'),
      },
    }),
  },
};

/** What officers can read of reconciliation. */
export const reconciliationReadPaths: ZodOpenApiPathsObject = { ...days, ...runs, ...discrepancies };
