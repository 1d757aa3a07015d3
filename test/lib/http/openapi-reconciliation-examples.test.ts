import { expect, test } from 'vitest';
import { reconciliationExamples } from '../../../lib/http/openapi-reconciliation-examples.ts';
import { expectSchema } from './described-api.ts';

test.each<[string, keyof typeof reconciliationExamples]>([
  ['BankDayList', 'days'],
  ['BankDay', 'day'],
  ['BankDay', 'closed'],
  ['CloseRequest', 'closeBody'],
  ['RunPage', 'runs'],
  ['Run', 'run'],
  ['Arrival', 'arrival'],
  ['ResultPage', 'results'],
  ['DeskEventPage', 'events'],
  ['QuarantinedPage', 'quarantined'],
  ['DiscrepancyPage', 'discrepancies'],
  ['Discrepancy', 'discrepancy'],
  ['Discrepancy', 'accepted'],
  ['ReasonRequest', 'reasonBody'],
  ['DeskEventPage', 'discrepancyEvents'],
  ['ThreeWays', 'threeWays'],
])('an example is as its schema says: %s %s', (schema, name) => {
  expectSchema(schema, JSON.parse(JSON.stringify(reconciliationExamples[name])));
});

test('the examples tell one day, whose classes add up', () => {
  const { day, closed, closeBody, results, discrepancies } = reconciliationExamples;
  const sums = Object.values(day.counted?.summary.classes ?? {});

  expect(sums.reduce((sum, { statementVnd }) => sum + statementVnd, 0)).toBe(day.counted?.summary.linesVnd);
  expect(sums.reduce((sum, { lephiVnd }) => sum + lephiVnd, 0)).toBe(day.counted?.summary.entries['of-day'].vnd);
  expect(closed.closed?.bodySha256).toBe(closeBody.bodySha256);
  expect(discrepancies.items).toMatchObject([{ orderId: results.items[1]?.entry?.orderId }]);
});
