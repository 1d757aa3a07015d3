import { type Result, resultClassSchema } from '../domain/result.ts';
import { type Summary, summarySchema } from '../domain/run.ts';
import type { StatementHeader } from '../domain/statement.ts';
import { entryVnd } from './entry-table.ts';
import { lineVnd } from './line-table.ts';
import type { Matching } from './matching.ts';

/** Adds up what results say, to be held against what lines and entries are. */
export type Adder = {
  readonly add: (result: Pick<Result, 'class' | 'open' | 'statementVnd' | 'lephiVnd' | 'feeVnd'>) => void;
  readonly end: (matching: Matching, header: StatementHeader) => Summary;
};

/** Counts exactly, beyond what a double holds too. */
const exactly = (sum: bigint): number => {
  const whole = Number(sum);
  if (!Number.isSafeInteger(whole)) throw new RangeError('The sums of this run are beyond what can be counted exactly');
  return whole;
};

/** Adds up the results of one run. */
export function makeAdder(): Adder {
  const classes = Object.fromEntries(
    resultClassSchema.options.map((name) => [name, { count: 0, statement: 0n, lephi: 0n }]),
  );
  let open = 0;
  let fee = 0n;
  return {
    add: (result) => {
      const sums = classes[result.class];
      if (!sums) throw new RangeError(result.class);
      sums.count += 1;
      sums.statement += BigInt(result.statementVnd);
      sums.lephi += BigInt(result.lephiVnd);
      if (result.open) open += 1;
      fee += BigInt(result.feeVnd ?? 0);
    },
    end: (matching, { openingVnd, closingVnd }) => {
      const { lines, entries } = addUp(matching);
      const sumOf = (side: 'statement' | 'lephi'): bigint =>
        Object.values(classes).reduce((sum, each) => sum + each[side], 0n);
      const ours = Object.values(entries).reduce((sum, { vnd }) => sum + vnd, 0n);
      const isBalanced =
        sumOf('statement') === lines &&
        sumOf('lephi') === ours &&
        (openingVnd === undefined ||
          closingVnd === undefined ||
          BigInt(openingVnd) + sumOf('statement') === BigInt(closingVnd));
      return summarySchema.parse({
        ...(openingVnd !== undefined && { openingVnd }),
        ...(closingVnd !== undefined && { closingVnd }),
        lines: matching.lines.count,
        linesVnd: exactly(lines),
        entries: Object.fromEntries(
          Object.entries(entries).map(([origin, { count, vnd }]) => [origin, { count, vnd: exactly(vnd) }]),
        ),
        classes: Object.fromEntries(
          Object.entries(classes).map(([name, { count, statement, lephi }]) => [
            name,
            { count, statementVnd: exactly(statement), lephiVnd: exactly(lephi) },
          ]),
        ),
        open,
        feeVnd: exactly(fee),
        balanced: isBalanced,
      });
    },
  };
}

function addUp({ lines, entries }: Matching) {
  let sum = 0n;
  for (let line = 0; line < lines.count; line += 1) sum += BigInt(lineVnd(lines.at(line)));
  const byOrigin = {
    'of-day': { count: 0, vnd: 0n },
    'brought-forward': { count: 0, vnd: 0n },
    'booked-late': { count: 0, vnd: 0n },
    'looked-up': { count: 0, vnd: 0n },
  };
  for (let entry = 0; entry < entries.count; entry += 1) {
    const own = entries.at(entry);
    byOrigin[own.origin].count += 1;
    byOrigin[own.origin].vnd += BigInt(entryVnd(own));
  }
  return { lines: sum, entries: byOrigin };
}
