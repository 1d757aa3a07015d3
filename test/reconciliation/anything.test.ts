import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../lib/domain/canonical-json.ts';
import { type Result, resultSchema } from '../../lib/domain/result.ts';
import { anyEntries, anyLine, type AnyLine, orders, terms, toStatement } from '../lib/reconciliation/anything.ts';
import { run } from '../lib/reconciliation/sample-run.ts';

const lines = fc.array(anyLine, { maxLength: 16 });
const reconcile = (some: readonly AnyLine[], entries: Parameters<typeof run>[1], pieceBytes?: number) =>
  run(toStatement(some), entries, { terms, orders: orders.slice(0, 2), ...(pieceBytes && { pieceBytes }) });

const vndOf = ({ status, direction, amount }: AnyLine): number =>
  status === 'NO' ? 0 : direction === 'C' ? amount : -amount;

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

type Written = AnyLine | NonNullable<Result['line']>;

const textOf = (line: Written): string =>
  'on' in line
    ? [line.on, line.id, line.reference, line.amount, line.direction === 'C', line.text, line.status].join('|')
    : [
        line.bookedOn,
        line.transactionId,
        line.reference,
        line.amountVnd,
        line.direction === 'in',
        line.text,
        { paid: 'OK', failed: 'NO', reversed: 'BACK' }[line.status],
      ].join('|');

const countOf = (texts: readonly string[]): ReadonlyMap<string, number> =>
  new Map([...Map.groupBy(texts, (text) => text)].map(([text, some]) => [text, some.length]));

test('every đồng of both sides is in exactly one class, and each line and entry in one result', async () => {
  await fc.assert(
    fc.asyncProperty(lines, anyEntries, async (some, entries) => {
      const { list, summary } = await reconcile(some, entries);

      expect(sum(list.map(({ statementVnd }) => statementVnd))).toBe(sum(some.map(vndOf)));
      expect(sum(list.map(({ lephiVnd }) => lephiVnd))).toBe(
        sum(
          entries.map(({ state, direction, amountVnd: vnd }) =>
            state === 'reversed' ? 0 : direction === 'in' ? vnd : 0 - vnd,
          ),
        ),
      );
      expect(summary.balanced).toBe(true);
      expect(list.flatMap(({ entry }) => entry?.key ?? [])).toEqual(entries.map(({ key }) => key).sort());
      const names = list.map(({ name }) => name);
      expect(names).toEqual([...new Set(names)].sort());
      const written = countOf(some.map(textOf));
      const alone = list.filter(({ rule }) => rule !== 'batch').flatMap(({ line }) => line ?? []);
      const settled = new Set(
        list.filter(({ rule }) => rule === 'batch').flatMap(({ line }) => (line ? textOf(line) : [])),
      );
      const told = countOf(alone.map(textOf));
      for (const [text, count] of written)
        expect(settled.has(text) ? (told.get(text) ?? 0) < count : told.get(text) === count).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('the order of lines and entries, and the pieces in which bytes come, change nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      lines.chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length }))),
      anyEntries,
      fc.constantFrom(7, 100, 1000),
      async ([some, shuffled], entries, pieceBytes) => {
        const once = await reconcile(some, entries);
        const again = await reconcile(shuffled, entries.toReversed(), pieceBytes);

        expect(again.bytes.toString()).toBe(once.bytes.toString());
      },
    ),
    { numRuns: 300 },
  );
});

test('the body is canonical JSON, a head and a result on each line', async () => {
  await fc.assert(
    fc.asyncProperty(lines, anyEntries, async (some, entries) => {
      const { bytes, list } = await reconcile(some, entries);
      const [, ...rows] = bytes.toString().trimEnd().split('\n');

      expect(rows).toEqual(list.map((result) => canonicalJson(resultSchema.parse(result))));
    }),
    { numRuns: 100 },
  );
});
