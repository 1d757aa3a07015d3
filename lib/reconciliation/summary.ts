import { entryOriginSchema } from '../domain/entry.ts';
import { resultClassSchema } from '../domain/result.ts';
import { type Summary, summarySchema } from '../domain/run.ts';
import type { StatementHeader } from '../domain/statement.ts';
import type { Verdict } from './classify.ts';
import { entryVnd } from './entry-table.ts';
import type { Matching } from './matching.ts';
import { lineVnd } from './shown-line.ts';

/** Up to here two numbers can be added exactly. */
const half = 2 ** 52;

/** A sum that is exact however large it becomes. */
type Sum = { small: number; large: bigint };

const add = (sum: Sum, vnd: number): void => {
  if (Math.abs(vnd) >= half) sum.large += BigInt(vnd);
  else sum.small += vnd;
  if (Math.abs(sum.small) < half) return;
  sum.large += BigInt(sum.small);
  sum.small = 0;
};

const valueOf = ({ small, large }: Sum): bigint => large + BigInt(small);

const total = (sums: readonly Sum[]): bigint => sums.reduce((all, sum) => all + valueOf(sum), 0n);

const nothing = (): Sum => ({ small: 0, large: 0n });

/** @throws RangeError when a sum is beyond what can be written exactly */
const written = (sum: Sum): number => {
  const vnd = Number(valueOf(sum));
  if (Number.isSafeInteger(vnd)) return vnd;
  throw new RangeError('The sums of this run are beyond what can be counted exactly');
};

/** Adds up what results say, so that it can be held against what lines and entries are. */
type Tally = {
  readonly add: (verdict: Verdict) => void;
  readonly end: (matching: Matching, header: StatementHeader) => Summary;
};

/** Begins to add up the results of one run. */
export function beginTally(): Tally {
  const classes = new Map(
    resultClassSchema.options.map((name) => [name, { count: 0, statement: nothing(), lephi: nothing() }]),
  );
  let open = 0;
  const fee = nothing();
  return {
    add: (result) => {
      const sums = classes.get(result.class);
      if (!sums) throw new RangeError(`there is no class ${result.class}`);
      sums.count += 1;
      add(sums.statement, result.statementVnd);
      add(sums.lephi, result.lephiVnd);
      if (result.open) open += 1;
      if (result.feeVnd !== undefined) add(fee, result.feeVnd);
    },
    end: (matching, { openingVnd, closingVnd }) => {
      const lines = addLines(matching);
      const entries = addEntries(matching);
      const [statementVnd, lephiVnd] = [
        total([...classes.values()].map(({ statement }) => statement)),
        total([...classes.values()].map(({ lephi }) => lephi)),
      ];
      const hasBalances = openingVnd !== undefined && closingVnd !== undefined;
      return summarySchema.parse({
        ...(openingVnd !== undefined && { openingVnd }),
        ...(closingVnd !== undefined && { closingVnd }),
        lines: matching.lines.count,
        linesVnd: written(lines),
        entries: Object.fromEntries(
          [...entries].map(([origin, { count, vnd }]) => [origin, { count, vnd: written(vnd) }]),
        ),
        classes: Object.fromEntries(
          [...classes].map(([name, { count, statement, lephi }]) => [
            name,
            { count, statementVnd: written(statement), lephiVnd: written(lephi) },
          ]),
        ),
        open,
        feeVnd: written(fee),
        balanced:
          statementVnd === valueOf(lines) &&
          lephiVnd === total([...entries.values()].map(({ vnd }) => vnd)) &&
          (!hasBalances || BigInt(openingVnd) + statementVnd === BigInt(closingVnd)),
      });
    },
  };
}

function addLines({ lines }: Matching): Sum {
  const sum = nothing();
  for (let line = 0; line < lines.count; line += 1) add(sum, lineVnd(lines, line));
  return sum;
}

/** Our entries by how they came into the snapshot. */
function addEntries({ entries }: Matching) {
  const sums = new Map(entryOriginSchema.options.map((origin) => [origin, { count: 0, vnd: nothing() }]));
  for (let entry = 0; entry < entries.count; entry += 1) {
    const sum = sums.get(entries.origin(entry));
    if (!sum) throw new RangeError(`there is no entry ${entry}`);
    sum.count += 1;
    add(sum.vnd, entryVnd(entries, entry));
  }
  return sums;
}
