import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import * as z from 'zod';
import { sideSchema } from '../lib/domain/statement-source.ts';
import { discrepancyClassSchema } from '../lib/domain/desk.ts';
import { statementBytesMax } from '../lib/http/reconciliation-requests.ts';
import { publicBankDaySchema } from '../lib/http/public-bank-day.ts';
import { discrepancyPageSchema } from '../lib/http/public-discrepancy.ts';
import { arrivalSchema, publicRunSchema } from '../lib/http/public-run.ts';
import { addPlainCommand } from './add-command.ts';
import type { Answer } from './answer.ts';
import { CannotGoOn } from './cannot-go-on.ts';
import { reconcileFiles, writeReport } from './offline-run.ts';
import { readDay } from './option-values.ts';
import { clearBar, showBar } from './progress-bar.ts';
import { addressOf, type NamedDay, openReconciliation, type Reconciliation } from './reconciliation-client.ts';
import {
  describeDay,
  describeDiscrepancies,
  describeEquation,
  describeRun,
  describeVerdict,
} from './reconciliation-text.ts';
import type { Terminal } from './terminal.ts';

type Run = z.infer<typeof publicRunSchema>;

/** What a terminal works with while a day is reconciled. */
type At = { readonly api: Reconciliation; readonly terminal: Terminal; readonly day: NamedDay };

/** How far a run is in each status. */
const done: Record<Run['status'], number> = { received: 0.2, frozen: 0.4, matched: 0.6, stored: 0.8, done: 1 };

const pauseMs = 1_000;

/** A run of a million lines takes minutes, and several runs may follow each other. */
const pausesMax = 1_800;

/** Waits until the latest run of a bank day is done: what a run takes from the statement begins the next. */
async function follow({ api, terminal, day }: At): Promise<Run> {
  for (let pauses = 0; pauses < pausesMax; pauses += 1) {
    const { runs } = await api.get(addressOf(day), publicBankDaySchema);
    const run = await api.get(`${addressOf(day)}/runs/${runs}`, publicRunSchema);
    if (run.status === 'done') {
      clearBar(terminal);
      return run;
    }
    showBar(terminal, done[run.status], `run ${run.number}: ${run.status}`);
    await terminal.wait(pauseMs);
  }
  throw new CannotGoOn('The run is still under way: look again later with reconcile --show.', 'run-under-way');
}

const listedMax = 20;

/** Open discrepancies that the day's latest run found, some of each class. */
async function listOpen(api: Reconciliation, { account, side, on }: NamedDay) {
  const pages = discrepancyClassSchema.options.map((name) => {
    const query = new URLSearchParams({ class: name, account, side, limit: String(listedMax) });
    return api.get(`/discrepancies?${query.toString()}`, discrepancyPageSchema);
  });
  return (await Promise.all(pages)).flatMap(({ items }) => items).filter(({ latestOn }) => latestOn === on);
}

/** A bank day as its latest run left it. */
async function show({ api, day }: At): Promise<Answer> {
  const bankDay = await api.get(addressOf(day), publicBankDaySchema);
  const { counted } = bankDay;
  if (bankDay.runs === 0) return { json: { bankDay }, text: describeDay(bankDay), note: 'No statement has come yet.' };
  const run = await api.get(`${addressOf(day)}/runs/${counted?.run ?? bankDay.runs}`, publicRunSchema);
  const discrepancies = counted && counted.summary.open > 0 ? await listOpen(api, day) : [];
  const report =
    counted === undefined
      ? ['No run counts yet.']
      : [
          describeEquation(counted.summary),
          describeVerdict(counted.summary),
          ...(discrepancies.length > 0 ? [describeDiscrepancies(discrepancies)] : []),
        ];
  return {
    json: { bankDay, run, discrepancies },
    text: [describeDay(bankDay), describeRun(run), ...report].join('\n\n'),
    ...(counted?.summary.balanced === false && {
      failure: { code: 'not-balanced', title: 'The report does not balance.' },
    }),
  };
}

/** What to do with a file that is too long to be sent. */
const toBucket = ({ account, side, on }: NamedDay, from: string | undefined, name: string): CannotGoOn => {
  const period = from === undefined || from === on ? on : `${from}..${on}`;
  return new CannotGoOn(
    `The file is over 4 MB: drop it in the bucket of statements as incoming/${account}/${side}/${period}/${name} ` +
      '(at npm start: in the folder statements-bucket of the data), then see reconcile --show.',
    'statement-too-large',
  );
};

/** Brings a file, and follows what comes of it. */
async function bring(file: string, from: string | undefined, at: At): Promise<Answer> {
  const { api, terminal, day } = at;
  const path = resolve(terminal.folder, file);
  if (!existsSync(path) || !statSync(path).isFile()) throw new CannotGoOn(`There is no file ${path}.`);
  if (statSync(path).size > statementBytesMax) throw toBucket(day, from, basename(path));
  const query = new URLSearchParams({ name: basename(path), ...(from !== undefined && { from }) });
  showBar(terminal, 0.1, `sending ${basename(path)}`);
  const sent = Uint8Array.from(readFileSync(path));
  const { type, run } = await api.upload(`${addressOf(day)}/statements?${query.toString()}`, arrivalSchema, sent);
  await follow(at);
  const answer = await show(at);
  return type === 'known' ? { ...answer, note: `Run ${run.number} had these very bytes before.` } : answer;
}

/** The same report from files, without a Lephi. */
async function runOffline(file: string, { snapshot, terms, out }: Options, terminal: Terminal): Promise<Answer> {
  if (snapshot === undefined || terms === undefined || out === undefined)
    throw new InvalidArgumentError(
      'Name what the report is made from and where it goes: --snapshot, --terms and --out.',
    );
  const at = (path: string): string => resolve(terminal.folder, path);
  const run = await reconcileFiles({ statement: at(file), snapshot: at(snapshot), terms: at(terms) }, terminal);
  const body = await writeReport(at(out), run);
  const { summary } = run.outcome;
  return {
    json: { body, folder: at(out), hashes: run.hashes, summary },
    text: [describeEquation(summary), describeVerdict(summary), `report  ${body}  ${join(at(out), 'body')}`].join(
      '\n\n',
    ),
    ...(!summary.balanced && { failure: { code: 'not-balanced', title: 'The report does not balance.' } }),
  };
}

const optionsSchema = z.object({
  account: z.string().optional(),
  side: z.string().optional(),
  on: z.string().optional(),
  from: z.string().optional(),
  show: z.boolean().default(false),
  offline: z.boolean().default(false),
  snapshot: z.string().optional(),
  terms: z.string().optional(),
  out: z.string().optional(),
});

type Options = z.infer<typeof optionsSchema>;

function dayIn({ account, side, on }: Options): NamedDay {
  if (account === undefined || side === undefined || on === undefined)
    throw new InvalidArgumentError('Name the bank day with --account, --side and --on.');
  return { account, side, on };
}

async function act(
  file: string | undefined,
  options: Options,
  { data, terminal }: { data?: string; terminal: Terminal },
) {
  if (options.offline && file !== undefined) return runOffline(file, options, terminal);
  if (!options.show && file === undefined)
    throw new InvalidArgumentError('Name the file of the statement, or give --show.');
  const at = { api: openReconciliation(data), terminal, day: dayIn(options) };
  return file === undefined ? show(at) : bring(file, options.from, at);
}

/** `reconcile` */
export function addReconcileCommand(program: Command, terminal: Terminal): void {
  addPlainCommand(
    program,
    {
      usage: 'reconcile [statement]',
      does: 'Brings the statement of a bank day, follows its run, and prints the balance equation and what is open',
      options: [
        new Option('--account <id>', 'the merchant account'),
        new Option('--side <side>', 'whose statement it is').choices(sideSchema.options),
        new Option('--on <day>', 'the day that it is of, or the last of them').argParser(readDay),
        new Option('--from <day>', 'the first day, of a statement of several').argParser(readDay),
        new Option('--show', 'shows a bank day as it is, without a file'),
        new Option('--offline', 'makes the report from files on this machine, without a Lephi'),
        new Option('--snapshot <file>', 'offline: our side, written down'),
        new Option('--terms <file>', 'offline: the rules, the calendar and how the statement is read'),
        new Option('--out <folder>', 'offline: where the report goes'),
      ],
      schema: optionsSchema,
      examples: [
        'reconcile sao-ke.csv --account so-tu-phap-sepay --side bank --on 2026-11-23',
        'reconcile --show --account so-tu-phap-sepay --side bank --on 2026-11-23 --json',
        'reconcile sao-ke.csv --offline --snapshot ./run-1/snapshot --terms ./run-1/terms.json --out ./report',
      ],
      act: ([file], options, { data }) => act(file, options, { terminal, ...(data !== undefined && { data }) }),
    },
    terminal,
  );
}
