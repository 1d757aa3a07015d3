import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import * as z from 'zod';
import { hashOf } from '../lib/use-cases/read-run-files.ts';
import { publicBankDaySchema } from '../lib/http/public-bank-day.ts';
import { addPlainCommand } from './add-command.ts';
import { type Answer, toLines } from './answer.ts';
import { CannotGoOn } from './cannot-go-on.ts';
import { reconcileFiles } from './offline-run.ts';
import { readCount } from './option-values.ts';
import { clearBar } from './progress-bar.ts';
import { addressOf, openReconciliation, type Reconciliation } from './reconciliation-client.ts';
import { describeEquation, describeVerdict } from './reconciliation-text.ts';
import type { Terminal } from './terminal.ts';

/** What a run's files are called in a folder, by what the API calls them. */
const fileNames = {
  sidecar: 'sidecar.json',
  terms: 'terms.json',
  snapshot: 'snapshot',
  statement: 'statement',
} as const;

const sidecarSchema = z.object({
  format: z.literal('lephi-sidecar/1'),
  hashes: z.object({ statement: z.string(), snapshot: z.string(), terms: z.string(), body: z.string() }),
});

async function readSidecar(path: string) {
  if (!existsSync(path)) throw new CannotGoOn(`There is no file ${path}.`);
  const text = await readFile(path, 'utf8');
  try {
    return sidecarSchema.parse(JSON.parse(text));
  } catch {
    throw new CannotGoOn(`${path} is no sidecar of a run.`);
  }
}

/** Makes the report again from the files of a folder, and holds every hash against the sidecar. */
async function replayFolder(folder: string, terminal: Terminal): Promise<Answer> {
  const pathOf = (which: keyof typeof fileNames): string => join(folder, fileNames[which]);
  const { hashes: recorded } = await readSidecar(pathOf('sidecar'));
  const paths = { statement: pathOf('statement'), snapshot: pathOf('snapshot'), terms: pathOf('terms') };
  const { outcome, hashes } = await reconcileFiles(paths, terminal);
  const found = { ...hashes, body: hashOf(outcome.body()) };
  const names = ['statement', 'snapshot', 'terms', 'body'] as const;
  const differing = names.filter((name) => found[name] !== recorded[name]);
  const isSame = differing.length === 0;
  const rows = names.map((name) => [name, `${found[name]}  ${found[name] === recorded[name] ? 'same' : 'DIFFERS'}`]);
  return {
    json: { same: isSame, recorded, found, summary: outcome.summary },
    text: [
      toLines(rows.map(([name = '', value = '']) => [name, value])),
      describeEquation(outcome.summary),
      describeVerdict(outcome.summary),
    ].join('\n\n'),
    ...(isSame
      ? { note: 'The same bytes of report body came of the same files.' }
      : {
          failure: { code: 'replay-differs', title: `Another ${differing.join(', another ')} than the sidecar names.` },
        }),
  };
}

type Wanted = { readonly run: number; readonly day: string; readonly folder: string };

/** Fetches what a run's report was made from. */
async function fetchRun(api: Reconciliation, { day, run, folder }: Wanted, terminal: Terminal): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [which, name] of Object.entries(fileNames)) {
    const pieces = api.download(`${day}/runs/${run}/files/${which}`, (bytes) => {
      terminal.progress?.(`${which}: ${Math.ceil(bytes / 1024)} kB`);
    });
    await pipeline(pieces, createWriteStream(join(folder, name)));
  }
  clearBar(terminal);
}

async function findRun(api: Reconciliation, day: string): Promise<number> {
  const { counted } = await api.get(day, publicBankDaySchema);
  if (counted === undefined) throw new CannotGoOn('No run of this bank day counts yet: name one with --run.');
  return counted.run;
}

const optionsSchema = z.object({ run: z.number().optional(), out: z.string().optional() });

type Options = z.infer<typeof optionsSchema>;

async function replayRun(day: string, { run, out }: Options, at: { api: Reconciliation; terminal: Terminal }) {
  const { api, terminal } = at;
  const folder = out === undefined ? await mkdtemp(join(tmpdir(), 'lephi-replay-')) : resolve(terminal.folder, out);
  try {
    await fetchRun(api, { day, run: run ?? (await findRun(api, day)), folder }, terminal);
    return await replayFolder(folder, terminal);
  } finally {
    if (out === undefined) await rm(folder, { recursive: true, force: true });
  }
}

/** `replay` */
export function addReplayCommand(program: Command, terminal: Terminal): void {
  addPlainCommand(
    program,
    {
      usage: 'replay <account-or-folder> [side] [day]',
      does: 'Makes the report of a run again on this machine, from its files, and says whether it is the same',
      options: [
        new Option('--run <number>', 'which run; the one that counts when it is left out').argParser(readCount),
        new Option('--out <folder>', 'keeps the files, to be replayed elsewhere without a Lephi'),
      ],
      schema: optionsSchema,
      examples: [
        'replay so-tu-phap-sepay bank 2026-11-23',
        'replay so-tu-phap-sepay bank 2026-11-23 --run 1 --out ./run-1',
        'replay ./run-1',
      ],
      act: ([first = '', side, on], options, { data }) => {
        if (side === undefined) return replayFolder(resolve(terminal.folder, first), terminal);
        if (on === undefined) throw new InvalidArgumentError('Name account, side and day, or a folder.');
        return replayRun(addressOf({ account: first, side, on }), options, { api: openReconciliation(data), terminal });
      },
    },
    terminal,
  );
}
