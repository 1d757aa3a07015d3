import type { Period } from '../domain/run.ts';
import type { VietnamDay } from '../domain/time.ts';
import type { Problem, Problems } from './problems.ts';
import type { Profile } from './profile.ts';
import type { ReadLine, Sink } from './sink.ts';
import type { StatementHeader, StatementLine, StatementTotals } from '../domain/statement.ts';
import { withoutMarks } from './without-marks.ts';

/** What is known of a statement before it is opened. */
export type Expected = {
  readonly account?: string | undefined;
  readonly on?: VietnamDay | undefined;
  /** In place of one day: the first and the last of several. */
  readonly period?: Period | undefined;
  /** The number of the statement before this one. */
  readonly previousNumber?: number | undefined;
};

/** Takes what a reader finds, checks each line, and in the end the whole. */
type Gate = Sink & {
  /** What the statement says and adds up to, once everything was read; checks that it holds. */
  readonly end: () => { readonly header: StatementHeader; readonly totals: StatementTotals };
};

function makeKinds({ lineKinds }: Profile): (line: ReadLine) => StatementLine['kind'] {
  const folded = lineKinds.map((rule) => ({ ...rule, phrases: rule.phrases.map(withoutMarks) }));
  const rulesOf = {
    in: folded.filter(({ direction }) => direction === 'in'),
    out: folded.filter(({ direction }) => direction === 'out'),
  };
  return ({ direction, text }) => {
    const rules = rulesOf[direction];
    if (text === undefined || rules.length === 0) return undefined;
    const written = withoutMarks(text);
    return rules.find(({ phrases }) => phrases.some((phrase) => written.includes(phrase)))?.kind;
  };
}

type Sums = {
  lines: number;
  entries: number;
  inVnd: number;
  outVnd: number;
  failedLines: number;
  failedVnd: number;
  /** What reversals brought in, less what they took out. */
  reversedVnd: number;
};

/** Field by field: to spread an object costs as much as to read a line. */
const numbered = (number: number, read: ReadLine, kind: StatementLine['kind']): StatementLine => ({
  number,
  direction: read.direction,
  amountVnd: read.amountVnd,
  bookedOn: read.bookedOn,
  at: read.at,
  transactionId: read.transactionId,
  reference: read.reference,
  text: read.text,
  status: read.status,
  treasuryStatus: read.treasuryStatus,
  kind,
  rawLine: read.rawLine,
});

/** Makes the gate for one file. Every line that holds goes on to `onLine`, of which nothing counts before the end. */
export function makeGate(
  { profile, expected, problems }: { profile: Profile; expected: Expected; problems: Problems },
  onLine: (line: StatementLine) => void,
): Gate {
  const kindOf = makeKinds(profile);
  const sums: Sums = { lines: 0, entries: 0, inVnd: 0, outVnd: 0, failedLines: 0, failedVnd: 0, reversedVnd: 0 };
  let header: StatementHeader = {};
  let first: StatementLine | undefined;
  let last: StatementLine | undefined;

  const add = ({ status, direction, amountVnd }: ReadLine): void => {
    if (status === 'failed') {
      sums.failedLines += 1;
      sums.failedVnd += amountVnd;
      return;
    }
    if (direction === 'in') sums.inVnd += amountVnd;
    else sums.outVnd += amountVnd;
    if (status === 'reversed') sums.reversedVnd += direction === 'in' ? amountVnd : 0 - amountVnd;
  };

  return {
    problems,
    line: (read, isPart = false) => {
      sums.lines += 1;
      if (!isPart && (profile.controlTotals === 'every-line' || read.status !== 'failed')) sums.entries += 1;
      add(read);
      const line = numbered(sums.lines, read, kindOf(read));
      if (first === undefined || line.bookedOn < first.bookedOn) first = line;
      if (last === undefined || line.bookedOn > last.bookedOn) last = line;
      onLine(line);
    },
    header: (facts, line) => {
      const told = Object.entries(facts).filter(([, value]) => value !== undefined);
      for (const contradiction of findContradictions(header, told))
        problems.add({ ...contradiction, ...(line !== undefined && { line }) });
      header = { ...header, ...Object.fromEntries(told) };
    },
    end: () => {
      const found = [
        ...checkExpected(header, expected),
        ...checkDays(header, expected, { first, last }),
        // A line that could not be read is missing from every sum: to say so again tells nothing.
        ...(problems.count() === 0
          ? [...checkTotals(header, sums, profile), ...checkBalance(header, sums, profile)]
          : []),
      ];
      for (const problem of found) problems.add(problem);
      const { lines, inVnd, outVnd, failedLines, failedVnd } = sums;
      return { header, totals: { lines, inVnd, outVnd, failedLines, failedVnd } };
    },
  };
}

type Fact = readonly [field: string, value: string | number | undefined];

/** The same fact told twice must be the same. */
const findContradictions = (header: StatementHeader, told: readonly Fact[]): readonly Problem[] => {
  const known = new Map(Object.entries(header));
  return told.flatMap(([field, found]) => differ('contradiction', field, { found, wanted: known.get(field) ?? found }));
};

const differ = (
  code: Problem['code'],
  field: string,
  { found, wanted }: { found: string | number | undefined; wanted: string | number | undefined },
): readonly Problem[] => (found === wanted ? [] : [{ code, field, found: String(found), wanted: String(wanted) }]);

function checkExpected(header: StatementHeader, { account, previousNumber }: Expected): readonly Problem[] {
  const problems =
    account === undefined
      ? []
      : checkPresent(header, 'account', (found) => differ('other-account', 'account', { found, wanted: account }));
  if (previousNumber === undefined) return problems;
  return [...problems, ...checkPresent(header, 'number', (found) => checkNumber(found, previousNumber))];
}

function checkPresent(
  header: StatementHeader,
  field: 'account' | 'number',
  check: (found: string) => readonly Problem[],
): readonly Problem[] {
  const found = header[field];
  return found === undefined ? [{ code: 'missing', field }] : check(found);
}

function checkNumber(found: string, previous: number): readonly Problem[] {
  const wanted = String(previous + 1);
  if (!/^\d{1,15}$/.test(found)) return [{ code: 'number-not-after', field: 'number', found, wanted }];
  const number = Number(found);
  if (number === previous + 1) return [];
  return [{ code: number > previous ? 'number-gap' : 'number-not-after', field: 'number', found, wanted }];
}

type Ends = { readonly first: StatementLine | undefined; readonly last: StatementLine | undefined };

/** The statement is of the days that are expected, and its lines are of the days that it names. */
function checkDays(named: StatementHeader, { on, period }: Expected, { first, last }: Ends): readonly Problem[] {
  const wanted = period ?? { from: on, to: on };
  const others = (['from', 'to'] as const).flatMap((field) => {
    const [found, day] = [named[field], wanted[field]];
    return found === undefined || day === undefined ? [] : differ('other-day', field, { found, wanted: day });
  });
  if (others.length > 0) return others;
  const [from, to] = [named.from ?? wanted.from, named.to ?? wanted.to];
  const isOutside = ({ bookedOn }: StatementLine): boolean =>
    bookedOn < (from ?? bookedOn) || bookedOn > (to ?? bookedOn);
  return [...new Set([first, last])].flatMap((line) =>
    line === undefined || !isOutside(line) ? [] : [outsidePeriod(line, [from, to])],
  );
}

const outsidePeriod = (
  { rawLine, bookedOn }: StatementLine,
  [from = 'any day', to = 'any day']: readonly (string | undefined)[],
): Problem => ({
  code: 'outside-period',
  line: rawLine,
  field: 'bookedOn',
  found: bookedOn,
  wanted: from === to ? to : `${from} to ${to}`,
});

function checkTotals(header: StatementHeader, sums: Sums, { controlTotals }: Profile): readonly Problem[] {
  const sumVnd = sums.inVnd + sums.outVnd + (controlTotals === 'every-line' ? sums.failedVnd : 0);
  if (!Number.isSafeInteger(sums.inVnd + sums.outVnd + sums.failedVnd))
    return [{ code: 'amount-too-large', field: 'sumVnd' }];
  const pairs = [
    ['count', 'count-differs', sums.entries],
    ['sumVnd', 'sum-differs', sumVnd],
    ['sumInVnd', 'sum-differs', sums.inVnd],
    ['sumOutVnd', 'sum-differs', sums.outVnd],
  ] as const;
  return pairs.flatMap(([field, code, found]) =>
    header[field] === undefined ? [] : differ(code, field, { found: header[field], wanted: found }),
  );
}

const mustBalance = ['camt.053', 'mt940'];

/** Opening balance + credits − debits = closing balance. */
function checkBalance(
  { openingVnd, closingVnd }: StatementHeader,
  sums: Sums,
  { format }: Profile,
): readonly Problem[] {
  if (openingVnd === undefined || closingVnd === undefined) {
    const missing = Object.entries({ openingVnd, closingVnd }).filter(([, value]) => value === undefined);
    return mustBalance.includes(format) ? missing.map(([field]) => ({ code: 'missing', field })) : [];
  }
  const computed = openingVnd + sums.inVnd - sums.outVnd;
  // The two ways in which banks mark reversals differ by twice their sum: then the profile is wrong, not the file.
  const isFlipped = sums.reversedVnd !== 0 && computed - 2 * sums.reversedVnd === closingVnd;
  const wanted = isFlipped ? `${computed}, or another word for "reversals" in the profile` : String(computed);
  return differ('balance-differs', 'closingVnd', { found: String(closingVnd), wanted });
}
