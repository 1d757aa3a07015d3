import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { answering, byReconcilers, refusingOfficers } from './openapi-answers.ts';
import { reportExamples } from './openapi-report-examples.ts';
import {
  collectionPageSchema,
  detailPageSchema,
  discrepancyReportPageSchema,
  overviewSchema,
} from './public-report.ts';
import {
  collectionsQuerySchema,
  detailQuerySchema,
  discrepanciesQuerySchema,
  overviewQuerySchema,
} from './report-requests.ts';

const ofDays = 'Of 100 days at most. ';
const aboutSide =
  'For the bank stands the statement of the account, or the provider’s own list where there is no source of one; `side` says ' +
  'which.';

/** The operations that give the rows of reports. The command `report` writes them as CSV and XLSX. */
export const reportPaths: ZodOpenApiPathsObject = {
  '/v1/reconciliation/reports/overview': {
    get: byReconcilers({
      operationId: 'reportOverview',
      summary: 'Report on the days of an account (tổng quan đối soát)',
      description: `${ofDays}How each day stands against the bank and against the treasury, by the runs that count. ${aboutSide}`,
      requestParams: { query: overviewQuerySchema },
      responses: {
        '200': answering('The days', overviewSchema, reportExamples.overview),
        ...refusingOfficers('not-found', 'validation-failed'),
      },
    }),
  },
  '/v1/reconciliation/reports/detail': {
    get: byReconcilers({
      operationId: 'reportDetail',
      summary: 'Report on the payments of an account (chi tiết đối soát)',
      description: `${ofDays}What the runs that count made of each payment and of each line without one. ${aboutSide} Nothing in it says who paid.`,
      requestParams: { query: detailQuerySchema },
      responses: {
        '200': answering('A page of payments', detailPageSchema, reportExamples.detail),
        ...refusingOfficers('not-found', 'validation-failed'),
      },
    }),
  },
  '/v1/reconciliation/reports/collections': {
    get: byReconcilers({
      operationId: 'reportCollections',
      summary: 'Report on what an account collected',
      description:
        `${ofDays}By day, agency, procedure, kind of fee, budget code, bank and channel. Payments are split by their fee ` +
        'lines, and refunds and fees shared out to them, so that what came in, what went back and what was kept add up to the ' +
        'đồng. What came a moment ago may be missing.',
      requestParams: { query: collectionsQuerySchema },
      responses: {
        '200': answering('A page of sums', collectionPageSchema, reportExamples.collections),
        ...refusingOfficers('not-found', 'validation-failed'),
      },
    }),
  },
  '/v1/reconciliation/reports/discrepancies': {
    get: byReconcilers({
      operationId: 'reportDiscrepancies',
      summary: 'Report on the discrepancies that are open',
      description: 'Of some bank days, of one account or of all, with their ages in working days.',
      requestParams: { query: discrepanciesQuerySchema },
      responses: {
        '200': answering('A page of discrepancies', discrepancyReportPageSchema, reportExamples.discrepancies),
        ...refusingOfficers('validation-failed', 'calendar-year-missing'),
      },
    }),
  },
};
