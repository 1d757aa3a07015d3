import type { StatementLine } from '../../../lib/domain/statement.ts';
import { type EntryTable, readEntries } from '../../../lib/reconciliation/entry-table.ts';
import { type LineTable, makeLineTable } from '../../../lib/reconciliation/line-table.ts';
import { beginMatching, type Matching } from '../../../lib/reconciliation/matching.ts';
import { type Snapshot, type SnapshotEntry, writeSnapshot } from '../../../lib/reconciliation/snapshot.ts';
import type { Terms } from '../../../lib/reconciliation/terms.ts';
import { inPieces } from '../statements/sample-statement.ts';
import { entryOf, termsOf } from './sample-run.ts';

/** A line with changes; `key` is what its plug-in would read, `undoes` that it is of the movement that it undoes. */
export type SampleRead = Partial<Omit<StatementLine, 'amountVnd' | 'bookedOn' | 'at'>> & {
  readonly amountVnd?: number;
  readonly bookedOn?: string;
  readonly at?: string;
  readonly key?: string;
  readonly undoes?: boolean;
};

/** A table of our entries. */
export const entriesOf = (entries: readonly SnapshotEntry[], orders: Snapshot['orders'] = []): Promise<EntryTable> =>
  readEntries(inPieces(Buffer.concat([...writeSnapshot({ entries, orders })])), () => undefined);

/** A table of lines. */
export function linesOf(some: readonly SampleRead[], entries: EntryTable): LineTable {
  const reads = new Map<object, SampleRead>();
  const lines = makeLineTable({
    entries,
    readKey: (line) => {
      const { key, undoes = false } = reads.get(line)!;
      return key === undefined ? undefined : { key, isOfUndone: undoes };
    },
  });
  for (const [index, { key: _, undoes: __, ...changes }] of some.entries()) {
    const line = {
      number: index + 1,
      rawLine: index + 2,
      direction: 'in',
      amountVnd: 100_000,
      bookedOn: '2026-11-20',
      status: 'paid',
      ...changes,
    } as StatementLine;
    reads.set(line, some[index]!);
    lines.add(line);
  }
  return lines;
}

/** Lines and entries with nothing joined yet; each entry is `entryOf` with changes. */
export async function matchingOf(
  lines: readonly SampleRead[],
  entries: readonly Parameters<typeof entryOf>[0][],
  { terms = {}, orders = [] }: { terms?: Partial<Terms>; orders?: Snapshot['orders'] } = {},
): Promise<Matching> {
  const table = await entriesOf(
    entries.map((entry, index) => entryOf({ key: `entry:${index}`, ...entry })),
    orders,
  );
  return beginMatching(linesOf(lines, table), table, termsOf(terms));
}

/** Which entry each line is joined with, in order of the lines. */
export const joined = ({ lines, entries, entryOf: find }: Matching): readonly (string | undefined)[] =>
  Array.from({ length: lines.count }, (_, line) => {
    const entry = find(line);
    return entry === undefined ? undefined : entries.key(entry);
  });
