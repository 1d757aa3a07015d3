import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { reconcile } from '../../../lib/reconciliation/reconcile.ts';
import { writeSnapshot } from '../../../lib/reconciliation/snapshot.ts';
import { inPieces, profileNamed, type SampleLine, seededSample, tableProfile } from '../statements/sample-statement.ts';
import { camt, mt940 } from '../statements/write-messages.ts';
import { bankCsv, bankXlsx } from '../statements/write-tables.ts';
import { accountNumber, entryOf, run, termsOf } from './sample-run.ts';

const line = (transactionId: string, amountVnd: number, changes: Partial<SampleLine> = {}): SampleLine => ({
  direction: 'in',
  amountVnd,
  transactionId,
  reference: '',
  text: 'Chuyen tien',
  ...changes,
});

const statement = (...lines: readonly SampleLine[]) =>
  bankCsv({ account: accountNumber, on: '2026-11-20', openingVnd: 1_000_000, number: 1, lines });

const own = (id: string, amountVnd: number, changes = {}) =>
  entryOf({ key: `sepay:${accountNumber}:${id}:in:${amountVnd}`, amountVnd, transactionId: id, ...changes });

const brief = (results: Awaited<ReturnType<typeof run>>['list']) =>
  results.map(({ name, class: found, statementVnd, lephiVnd }) => [name.slice(0, 5), found, statementVnd, lephiVnd]);

describe('a run', () => {
  test('matches a line and an entry of one movement, and tells of what has no partner', async () => {
    const { list, summary, questions, carry } = await run(statement(line('FT1', 100_000), line('FT9', 70_000)), [
      own('FT1', 100_000),
      own('FT2', 50_000),
    ]);

    expect(brief(list)).toEqual([
      ['line#', 'missing-at-lephi', 70_000, 0],
      ['sepay', 'matched', 100_000, 100_000],
      ['sepay', 'missing-at-provider', 0, 50_000],
    ]);
    expect(summary).toMatchObject({ balanced: true, open: 2, openingVnd: 1_000_000, closingVnd: 1_170_000 });
    expect(questions.movementKeys).toEqual([
      `sepay:${accountNumber}:FT2:in:50000`,
      `sepay:${accountNumber}:FT9:in:70000`,
    ]);
    expect(carry).toEqual([own('FT2', 50_000, { origin: 'brought-forward' })]);
  });

  test('says by which rule it matched, what would close a discrepancy and which candidates were refused', async () => {
    const { list } = await run(statement(line('FT9', 50_000)), [own('FT2', 50_000)]);

    expect(list).toEqual([
      expect.objectContaining({
        certainKey: `sepay:${accountNumber}:FT9:in:50000`,
        correction: 'take-line',
        refused: [{ candidate: `sepay:${accountNumber}:FT2:in:50000`, why: 'other-reference' }],
      }),
      expect.objectContaining({ correction: 'carry-on', refused: [{ candidate: 'FT9', why: 'other-reference' }] }),
    ]);
    const [matched] = (await run(statement(line('FT2', 50_000)), [own('FT2', 50_000)])).list;
    expect(matched).toMatchObject({ class: 'matched', open: false, rule: 'key' });
  });

  test('of nothing is empty and balanced', async () => {
    const { list, summary, bytes } = await run(statement(), []);

    expect(list).toEqual([]);
    expect(summary).toMatchObject({ balanced: true, open: 0, lines: 0, linesVnd: 0, closingVnd: 1_000_000 });
    expect(bytes.toString().split('\n')).toHaveLength(2);
  });

  test('of lines without entries, and of entries without lines, loses none', async () => {
    const lines = await run(statement(line('FT1', 1), line('FT2', 2)), []);
    const entries = await run(statement(), [own('FT1', 1), own('FT2', 2)]);

    expect(lines.list.map(({ class: found }) => found)).toEqual(['missing-at-lephi', 'missing-at-lephi']);
    expect(entries.list.map(({ class: found }) => found)).toEqual(['missing-at-provider', 'missing-at-provider']);
  });

  test('refuses what the gate refuses, and says what is wrong', async () => {
    const outcome = await reconcile({
      terms: termsOf({ statementAccount: '999' }),
      statement: inPieces(Buffer.from(statement())),
      snapshot: inPieces(Buffer.concat([...writeSnapshot({ entries: [], orders: [] })])),
    });

    expect(outcome).toMatchObject({ type: 'refused', problemCount: 1, problems: [{ code: 'other-account' }] });
  });

  test('refuses a file of another day', async () => {
    const period = { from: '2026-11-19', to: '2026-11-19' } as never;

    await expect(run(statement(), [], { terms: termsOf({ period }) })).rejects.toThrow('other-day');
  });

  test('tells whoever waits how far it is', async () => {
    const steps: string[] = [];
    await reconcile(
      {
        terms: termsOf(),
        statement: inPieces(Buffer.from(statement(line('FT1', 1)))),
        snapshot: inPieces(Buffer.concat([...writeSnapshot({ entries: [], orders: [] })])),
      },
      ({ step, done }) => steps.push(`${step} ${done}`),
    );

    expect(steps).toEqual(['matched 1']);
  });
});

describe('the same facts are the same bytes', () => {
  const sample = { ...seededSample(7, 40), on: '2026-11-20' };
  const entries = sample.lines.slice(5).map(({ transactionId, direction, amountVnd, reference }, index) =>
    entryOf({
      key: `another:${transactionId}`,
      transactionId,
      direction,
      amountVnd: index % 9 === 0 ? amountVnd + 1 : amountVnd,
      reference,
    }),
  );
  const hashOf = async (bytes: Uint8Array | string, profile: object, pieceBytes = 64 * 1024): Promise<string> =>
    createHash('sha256')
      .update(
        (await run(bytes, entries, { terms: termsOf({ profile: profile as never, provider: 'another' }), pieceBytes }))
          .bytes,
      )
      .digest('hex');

  test('in another format, encoding or delimiter, and in other pieces', async () => {
    const hash = await hashOf(bankCsv(sample), profileNamed('bank-csv'));

    expect(await hashOf(`\uFEFF${bankCsv(sample)}`, profileNamed('bank-csv'))).toBe(hash);
    expect(await hashOf(bankCsv(sample, { delimiter: ';', lineBreak: '\r\n' }), tableProfile({ delimiter: ';' }))).toBe(
      hash,
    );
    expect(
      await hashOf(Buffer.from(`\uFEFF${bankCsv(sample)}`, 'utf16le'), tableProfile({ encoding: 'utf-16' }), 1000),
    ).toBe(hash);
    expect(await hashOf(await bankXlsx(sample), profileNamed('bank-xlsx'))).toBe(hash);
    expect(await hashOf(camt(sample, { kind: '053' }), profileNamed('camt053'), 333)).toBe(hash);
    expect(await hashOf(mt940(sample, 3), profileNamed('mt940'), 17)).toBe(hash);
  });

  test('on any machine, in any time zone', async () => {
    expect(await hashOf(bankCsv(sample), profileNamed('bank-csv'))).toBe(
      '0c4e21a7c862e7b82954be68cd11867e2fc05239896783faef107c34d5d15f0b',
    );
  });
});
