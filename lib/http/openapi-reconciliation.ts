import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { answering, byReconcilers, jsonBody, refusingOfficers, wrongBody } from './openapi-answers.ts';
import { reconciliationExamples } from './openapi-reconciliation-examples.ts';
import { reconciliationReadPaths } from './openapi-reconciliation-reads.ts';
import { publicBankDaySchema } from './public-bank-day.ts';
import { arrivalSchema } from './public-run.ts';
import { arrivalQuerySchema, bankDayPathSchema, closeBodySchema } from './reconciliation-requests.ts';

const day = '/v1/reconciliation/days/{account}/{side}/{on}';

const acts: ZodOpenApiPathsObject = {
  [`${day}/statements`]: {
    post: byReconcilers({
      operationId: 'bringStatement',
      summary: 'Bring a statement',
      description:
        'The file as it is, at most 4 MB, sent as `application/octet-stream`: as text it could be changed on its way. Before ' +
        'a line is used, the whole file must pass; one that does not is kept apart, and all that is wrong with it is told. A ' +
        'file that passes begins a run, which may be done by the time you are answered. The same bytes give the run ' +
        'that had them first, under whatever name; another file for the day supersedes the run before it. Needs the role ' +
        '`finance-officer`.',
      requestParams: { path: bankDayPathSchema, query: arrivalQuerySchema },
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
      responses: {
        '201': answering('A run has begun', arrivalSchema, reconciliationExamples.arrival),
        '200': answering('The same bytes had come before', arrivalSchema, {
          ...reconciliationExamples.arrival,
          type: 'known',
        }),
        ...refusingOfficers(
          'not-found',
          'validation-failed',
          'statement-not-bytes',
          'statement-too-large',
          'statement-quarantined',
          'source-switched-off',
          'calendar-year-missing',
          'periods-overlap',
          'day-closed',
        ),
      },
    }),
  },
  [`${day}/close`]: {
    post: byReconcilers({
      operationId: 'closeBankDay',
      summary: 'Close a bank day',
      description:
        'On the report that you have seen, named by the SHA-256 of its body. No run begins any more, and what is found later ' +
        'is booked into the first day that is not closed. Doing it again changes nothing. To reopen it, ask for it at ' +
        '`/v1/desk/proposals`: that takes two officers. Needs the role `finance-officer`.',
      requestParams: { path: bankDayPathSchema },
      requestBody: jsonBody(closeBodySchema, reconciliationExamples.closeBody),
      responses: {
        '200': answering('The bank day, closed', publicBankDaySchema, reconciliationExamples.closed),
        ...refusingOfficers(...wrongBody, 'not-found', 'day-closed', 'run-under-way', 'report-changed', 'not-balanced'),
      },
    }),
  },
};

/** The operations of the API of reconciliation. */
export const reconciliationPaths: ZodOpenApiPathsObject = { ...reconciliationReadPaths, ...acts };
