import { expect, test } from 'vitest';
import { bankCsv } from '../statements/write-tables.ts';
import { entryOf, run } from './sample-run.ts';

const line = (transactionId: string, amountVnd: number, changes: object = {}) => ({
  direction: 'in' as const,
  amountVnd,
  transactionId,
  reference: '',
  text: 'Chuyen tien',
  ...changes,
});

const statement = (...lines: ReturnType<typeof line>[]) =>
  bankCsv({ account: '0011004123456', on: '2026-11-20', openingVnd: 1_000_000, number: 1, lines });

test('a line and an entry of one movement are matched, and what has no partner is not', async () => {
  const { list, summary, questions, carry } = await run(statement(line('FT1', 100_000), line('FT9', 70_000)), [
    entryOf(),
    entryOf({ key: 'sepay:0011004123456:FT2:in:50000', amountVnd: 50_000, transactionId: 'FT2' }),
  ]);

  expect(list.map((result) => [result.name.slice(0, 40), result.class, result.statementVnd, result.lephiVnd])).toEqual([
    [expect.stringMatching(/^line#/), 'missing-at-lephi', 70_000, 0],
    ['sepay:0011004123456:FT1:in:100000', 'matched', 100_000, 100_000],
    ['sepay:0011004123456:FT2:in:50000', 'missing-at-provider', 0, 50_000],
  ]);
  expect(summary).toMatchObject({ balanced: true, open: 2, openingVnd: 1_000_000, closingVnd: 1_170_000 });
  expect(questions.movementKeys).toEqual(['sepay:0011004123456:FT2:in:50000', 'sepay:0011004123456:FT9:in:70000']);
  expect(carry.map(({ key, origin }) => [key, origin])).toEqual([
    ['sepay:0011004123456:FT2:in:50000', 'brought-forward'],
  ]);
});
