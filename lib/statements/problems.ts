/** Everything for which the gate refuses a statement. A code never changes its meaning. */
const sentences = {
  'not-in-encoding': 'the bytes are not in the encoding that the profile names',
  'control-character': 'there is a control character, or half of a character',
  'too-long': 'it is longer than any statement needs',
  'too-large': 'the file is larger than can be read',
  malformed: 'the format is broken',
  truncated: 'the file ends too early',
  'xml-declaration': 'a statement declares no entities and no document type',
  'inflates-too-far': 'the file unpacks to more than a statement can be',
  'no-table': 'no row names all columns of the profile',
  'second-table': 'the row that names the columns stands there twice',
  'wrong-cells': 'the row has another number of cells than the row that names the columns',
  formula: 'the cell holds a formula, so what it shows was not written by the bank',
  'digits-lost': 'a spreadsheet keeps 15 digits of a number, and this has more: the cell must be text',
  missing: 'it is missing',
  'not-an-amount': 'it is not an amount',
  'fractional-amount': 'the đồng has no fractions',
  'negative-amount': 'an amount of this column is above zero',
  'zero-amount': 'a line moves more than nothing',
  'amount-too-large': 'the amount is beyond what can be counted exactly',
  'two-directions': 'a line takes in or pays out, and not both',
  'wrong-currency': 'only VND is counted',
  'not-a-day': 'it is not a day',
  'unknown-value': 'the profile does not know this value',
  'not-booked': 'the entry is not booked yet',
  'parts-differ': 'the parts of the entry do not add up to it',
  contradiction: 'the file says two things',
  'second-statement': 'there is another statement in the file',
  'missing-page': 'a page of the statement is missing',
  'other-account': 'the statement is of another account',
  'other-day': 'the statement is of another day',
  'outside-period': 'the line is not of the days that the statement names',
  'count-differs': 'the file names another number of lines than it has',
  'sum-differs': 'the file names another sum than its lines give',
  'balance-differs': 'opening balance, credits and debits do not give the closing balance',
  'number-gap': 'statements between the previous one and this are missing',
  'number-not-after': 'the number does not come after that of the previous statement',
} as const;

/** A code of the closed list of what the gate refuses. */
export type ProblemCode = keyof typeof sentences;

/** One thing that is wrong with a statement. */
export type Problem = {
  readonly code: ProblemCode;
  /** As in {@link StatementLine.rawLine}; without it, the problem is the whole file's. */
  readonly line?: number;
  /** The field of a line or of the header, by its name in our words. */
  readonly field?: string;
  /** At most 60 characters of what stands there; never of a payer's text. */
  readonly found?: string;
  readonly wanted?: string;
};

/** What is written down of a problem, by whichever version of Lephi. */
type WrittenProblem = {
  readonly code: string;
  readonly found?: string | undefined;
  readonly wanted?: string | undefined;
};

const isKnown = (code: string): code is ProblemCode => Object.hasOwn(sentences, code);

/** Says a problem in one English sentence, without the place. */
export const toSentence = ({ code, found, wanted }: WrittenProblem): string =>
  [
    isKnown(code) ? sentences[code] : code,
    ...(found === undefined ? [] : [`found ${JSON.stringify(found)}`]),
    ...(wanted === undefined ? [] : [`wanted ${wanted}`]),
  ].join('; ');

/** Nobody reads more of a file that is refused. */
const problemsMax = 50;

const foundCharactersMax = 60;

/** What readers and the gate find wrong with one file. */
export type Problems = {
  readonly add: (problem: Problem) => void;
  /** Adds a problem after which nothing in the file can be believed: readers read no further. */
  readonly stop: (problem: Problem) => void;
  readonly isStopped: () => boolean;
  /** How many there are, kept or not. */
  readonly count: () => number;
  /** The first fifty. */
  readonly list: () => readonly Problem[];
};

/** Collects problems, in bounded memory. */
export function makeProblems(): Problems {
  const kept: Problem[] = [];
  let count = 0;
  let stopped = false;
  const add = (problem: Problem): void => {
    count += 1;
    if (kept.length < problemsMax)
      kept.push(
        problem.found === undefined ? problem : { ...problem, found: problem.found.slice(0, foundCharactersMax) },
      );
  };
  return {
    add,
    stop: (problem) => {
      if (!stopped) add(problem);
      stopped = true;
    },
    isStopped: () => stopped,
    count: () => count,
    list: () => kept,
  };
}
