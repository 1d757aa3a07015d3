import { expect, test } from 'vitest';
import { reportExamples } from '../../../lib/http/openapi-report-examples.ts';
import { expectSchema } from './described-api.ts';

test.each([
  ['Overview', 'overview'],
  ['DetailPage', 'detail'],
  ['CollectionPage', 'collections'],
  ['DiscrepancyReportPage', 'discrepancies'],
] as const)('an example is as its schema says: %s', (schema, name) => {
  expectSchema(schema, JSON.parse(JSON.stringify(reportExamples[name])));
});

test('the examples tell of one payment', () => {
  expect(reportExamples.detail.items[0]).toMatchObject({ bank: { state: 'matched' }, amountVnd: 135_000 });
});
