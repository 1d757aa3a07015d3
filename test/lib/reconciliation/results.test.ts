import { expect, test } from 'vitest';
import { canonicalJson } from '../../../lib/domain/canonical-json.ts';
import { resultSchema } from '../../../lib/domain/result.ts';
import { joinByKey } from '../../../lib/reconciliation/by-key.ts';
import { listVerdicts, makeReport, writeResults } from '../../../lib/reconciliation/results.ts';
import { matchingOf } from './sample-tables.ts';

const report = async (...of: Parameters<typeof matchingOf>) => {
  const matching = await matchingOf(...of);
  joinByKey(matching, 'key');
  const made = makeReport(matching);
  const written = Buffer.concat([...writeResults({ matching, report: made }, '')]).toString();
  return { texts: written.split('\n').slice(0, -1), verdicts: [...listVerdicts(matching, made)] };
};

test('results are canonical JSON in order of name, those of lines among those of entries', async () => {
  const { texts } = await report(
    [{ key: 'zebra', transactionId: '"' }, { text: 'Lệ phí' }, { text: 'Lệ phí' }],
    [{ key: 'a' }, { key: 'zebra', reference: 'Lệ phí "5"', transactionId: 'A' }],
  );
  const results = texts.map((text) => resultSchema.parse(JSON.parse(text)));

  expect(texts).toEqual(results.map(canonicalJson));
  expect(results.map(({ name }) => name.replace(/[0-9a-f]{32}/, '…'))).toEqual(['a', 'line#…#1', 'line#…#2', 'zebra']);
});

test('there is a verdict for each result', async () => {
  const { texts, verdicts } = await report([{ key: 'entry:0' }, {}], [{}, {}]);

  expect(verdicts.map(({ class: found }) => found).toSorted()).toEqual(
    texts.map((text) => resultSchema.parse(JSON.parse(text)).class).toSorted(),
  );
});
