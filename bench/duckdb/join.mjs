/**
 * `node bench/duckdb/join.mjs <folder>` reads the statement and the snapshot of a bench, joins them in full by the number of
 * the transfer, compares amounts, and writes every row with its class. It prints how long that took.
 */
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { DuckDBInstance } from '@duckdb/node-api';

const [folder = ''] = process.argv.slice(2);
const path = (name) => `'${join(folder, name)}'`;
const texts = (...names) => names.map((name) => `${name}: 'VARCHAR'`).join(', ');

const query = `COPY (
  WITH lines AS (
    SELECT strptime(day, '%d/%m/%Y')::DATE AS bookedOn, transactionId, reference, status, text,
      CASE WHEN credit IS NULL THEN 'out' ELSE 'in' END AS direction,
      replace(coalesce(credit, debit), '.', '')::BIGINT AS amountVnd
    FROM read_csv(${path('statement.csv')}, header = false, skip = 4, auto_detect = false, delim = ',', quote = '"',
      null_padding = true,
      columns = {${texts('day', 'transactionId', 'reference', 'debit', 'credit', 'status', 'text')}})
    WHERE status IS NOT NULL
  ), entries AS (
    SELECT * FROM read_ndjson(${path('snapshot.ndjson')}, columns = {amountVnd: 'BIGINT', paidOn: 'DATE',
      ${texts('direction', 'key', 'orderId', 'origin', 'paidAt', 'reference', 'refundId', 'state', 'transactionId')}})
    WHERE key IS NOT NULL
  )
  SELECT
    CASE WHEN entries.key IS NULL THEN 'missing-at-lephi' WHEN lines.transactionId IS NULL THEN 'missing-at-provider'
      WHEN entries.amountVnd <> lines.amountVnd THEN 'amount-differs' ELSE 'matched' END AS result, lines.*, entries.*
  FROM lines FULL OUTER JOIN entries
    ON lines.transactionId = entries.transactionId AND lines.direction = entries.direction
) TO ${path('duckdb.csv')} (HEADER)`;

const startedAt = performance.now();
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
await connection.run(query);
console.log(JSON.stringify({ totalMs: performance.now() - startedAt }));
