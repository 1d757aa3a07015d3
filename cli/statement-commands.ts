import { basename, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import * as z from 'zod';
import { groupThousands } from '../lib/domain/money.ts';
import { vietnamDaySchema } from '../lib/domain/time.ts';
import { checkStatement, type StatementOutcome } from '../lib/statements/check-statement.ts';
import { type Problem, toSentence } from '../lib/statements/problems.ts';
import type { Profile } from '../lib/statements/profile.ts';
import type { StatementLine } from '../lib/domain/statement.ts';
import { addPlainCommand } from './add-command.ts';
import { type Answer, printable, toLines } from './answer.ts';
import { clearBar, showBar } from './progress-bar.ts';
import { findSize, readPieces } from './read-pieces.ts';
import { listProfiles, readProfile } from './statement-profiles.ts';
import type { Terminal } from './terminal.ts';

const readOn = (text: string) => {
  const on = vietnamDaySchema.safeParse(text).data;
  if (on === undefined) throw new InvalidArgumentError('It is a day, such as 2026-11-24.');
  return on;
};

const readNumber = (text: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It is a number.');
  return Number(text);
};

const options = z.object({
  profile: z.string(),
  account: z.string().optional(),
  on: z.optional(vietnamDaySchema),
  previousNumber: z.number().optional(),
});

type Options = z.infer<typeof options>;

/** Lines that are shown as they were read. */
const shownLinesMax = 5;
const shownTextCharacters = 50;

/** What one line of the file is called in its format. */
const placeNames: Record<Profile['format'], string> = {
  csv: 'line',
  xlsx: 'row',
  'daily-bank-json': 'transaction',
  'daily-treasury-json': 'transaction',
  'camt.053': 'line',
  'camt.054': 'line',
  mt940: 'line',
};

const dong = (amount: number): string => `${groupThousands(amount, ',')} VND`;

const showLine = ({ number, bookedOn, direction, amountVnd, status, kind, ...line }: StatementLine): string => {
  const marks = [...(status === 'paid' ? [] : [status]), ...(kind === undefined ? [] : [kind])];
  const text = line.text?.replaceAll(/\s+/g, ' ').slice(0, shownTextCharacters);
  const parts = [line.transactionId, line.reference, text && JSON.stringify(text), ...marks];
  return `  ${number}  ${bookedOn}  ${direction.padEnd(3)}  ${dong(amountVnd)}  ${printable(parts.filter(Boolean).join('  '))}`;
};

type Passed = Extract<StatementOutcome, { verdict: 'passed' }>;

const showHeader = ({ header: { account, from, to, number, count } }: Passed): (readonly [string, string])[] => [
  ['account', printable(account ?? 'not named')],
  ['days', [...new Set([from, to].filter((day) => day !== undefined))].join(' to ') || 'not named'],
  ['number', printable(number ?? 'not named')],
  ['own count', count === undefined ? 'not named' : String(count)],
];

function showTotals({ header, totals }: Passed): (readonly [string, string])[] {
  const { openingVnd, closingVnd } = header;
  const [opening, inside, outside, closing] = [openingVnd, totals.inVnd, totals.outVnd, closingVnd].map((amount) =>
    amount === undefined ? undefined : dong(amount),
  );
  return [
    ['lines', String(totals.lines)],
    ['in', inside ?? ''],
    ['out', outside ?? ''],
    ...(totals.failedLines === 0
      ? []
      : [['failed', `${totals.failedLines}, of ${dong(totals.failedVnd)}`] satisfies [string, string]]),
    [
      'balance',
      opening === undefined || closing === undefined
        ? 'not named'
        : `${opening} + ${inside ?? ''} - ${outside ?? ''} = ${closing}`,
    ],
  ];
}

function showProblem({ format }: Profile, problem: Problem): string {
  const { line, field } = problem;
  const place = line === undefined ? 'the file' : `${placeNames[format]} ${line}`;
  return `  ${[place, ...(field === undefined ? [] : [field])].join(', ')}: ${printable(toSentence(problem))}`;
}

type Checked = { readonly outcome: StatementOutcome; readonly lines: readonly StatementLine[]; readonly name: string };

function toAnswer({ outcome, lines, name }: Checked, profile: Profile): Answer {
  const head: (readonly [string, string])[] = [
    ['file', name],
    ['profile', `${profile.name} (${profile.format})`],
    ['SHA-256', outcome.fingerprint],
  ];
  if (outcome.verdict === 'passed') {
    const text = [toLines([...head, ...showHeader(outcome), ...showTotals(outcome)]), ...lines.map(showLine)].join(
      '\n',
    );
    return {
      json: { ...outcome, firstLines: lines },
      text,
      note: 'It passes. Nothing was stored: this was a dry run.',
    };
  }
  const { problems, problemCount } = outcome;
  const more = problemCount > problems.length ? [`  and ${problemCount - problems.length} more`] : [];
  return {
    json: outcome,
    text: [toLines(head), ...problems.map((problem) => showProblem(profile, problem)), ...more].join('\n'),
    failure: { code: 'statement-refused', title: 'The statement is refused: none of its lines would be used.' },
  };
}

/** The bytes of a statement, while a person is told how many have been read. */
function readStatement(path: string, size: number, terminal: Terminal): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  return readPieces(path, (piece) => {
    bytes += piece.length;
    showBar(terminal, bytes / Math.max(size, 1), basename(path));
  });
}

async function check(file: string, wanted: Options, terminal: Terminal): Promise<Answer> {
  const profile = readProfile(wanted.profile, terminal.folder);
  const path = resolve(terminal.folder, file);
  const lines: StatementLine[] = [];
  const outcome = await checkStatement(readStatement(path, await findSize(path), terminal), {
    profile,
    expected: wanted,
    onLine: (line) => {
      if (lines.length < shownLinesMax) lines.push(line);
    },
  });
  clearBar(terminal);
  return toAnswer({ outcome, lines, name: basename(path) }, profile);
}

/** `statement …`: what banks and the treasury list, tried before anything is made of it. */
export function addStatementCommands(program: Command, terminal: Terminal): void {
  const parent = program.command('statement').description('Statements of banks, providers and the treasury');
  addPlainCommand(
    parent,
    {
      usage: 'check <file>',
      does: 'Reads a statement and says whether it could be used, without a Lephi and without storing anything',
      options: [
        new Option(
          '--profile <name>',
          'how to read it: a profile that Lephi brings, or a JSON file',
        ).makeOptionMandatory(),
        new Option('--account <number>', 'the account that it must be of'),
        new Option('--on <day>', 'the day that it must be of').argParser(readOn),
        new Option('--previous-number <number>', 'the number of the statement before it').argParser(readNumber),
      ],
      schema: options,
      examples: [
        'statement check sao-ke.csv --profile bank-csv --account 0011004123456 --on 2026-11-24',
        'statement check sao-ke.xlsx --profile ./our-bank.json --json',
      ],
      act: ([file = ''], wanted) => check(file, wanted, terminal),
    },
    terminal,
  );
  addPlainCommand(
    parent,
    {
      usage: 'profiles',
      does: 'Lists the profiles that Lephi brings, and where each layout is known from',
      schema: z.object({}),
      examples: ['statement profiles'],
      act: async () => {
        const profiles = listProfiles();
        return {
          json: profiles,
          text: toLines(profiles.map(({ name, format, source }) => [name, `${format.padEnd(19)}  ${source}`])),
        };
      },
    },
    terminal,
  );
}
