import { expect, test } from 'vitest';
import { reportDescriptions } from '../../../lib/http/openapi-report-descriptions.ts';

test.each(['OverviewRow', 'DetailRow'])('both sides of %s are described in the same words', (row) => {
  const of = (side: string) =>
    Object.entries(reportDescriptions)
      .filter(([name]) => name.startsWith(`${row}.${side}.`))
      .map(([name, text]) => [name.replace(`.${side}.`, '.side.'), text]);

  expect(of('bank').length).toBeGreaterThan(3);
  expect(of('treasury')).toEqual(of('bank'));
});
