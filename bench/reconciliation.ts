import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { median, medianRatio, rounded } from './measure.ts';
import { countReconciliation } from './reconciliation/cost.ts';
import { startPostgres } from './reconciliation/postgres.ts';
import type { Result, Table, Target } from './result.ts';

const rowCount = 1_000_000;
const fewRows = 10_000;
/** One in a hundred, of all classes alike. */
const discrepancies = 10_000;
const pairs = 5;
const memoryMaxMb = 512;

const timesSchema = z.object({
  parseMs: z.number(),
  matchMs: z.number(),
  writeMs: z.number(),
  totalMs: z.number(),
  peakMb: z.number(),
  balanced: z.literal(true),
  body: z.string(),
});

type Times = z.infer<typeof timesSchema>;

const totalSchema = z.object({ totalMs: z.number() });

const duckDb = join(import.meta.dirname, 'duckdb');

/**
 * Keeps the space for new objects small, where Node would let it grow to what is left of the machine's memory: next to
 * nothing of a run lives there for long.
 */
const youngSpace = '--max-semi-space-size=8';

/** Runs a script of the bench in a process of its own, and reads what it prints. */
function runScript<Read>(schema: z.ZodType<Read>, script: string, ...rest: readonly (string | number)[]): Read[] {
  const line = [youngSpace, join(import.meta.dirname, script), ...rest.map(String)];
  const { status, stdout, stderr } = spawnSync(process.execPath, line, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => schema.parse(JSON.parse(line)));
}

const runLephi = (folder: string, rounds = 1): Times[] =>
  runScript(timesSchema, 'reconciliation/run-lephi.ts', folder, rounds);

const onlyOne = <Value>([value]: readonly Value[]): Value => {
  if (value === undefined) throw new Error('a script printed nothing');
  return value;
};

/** What the others take, each behind a run of ours: whatever else the machine does meanwhile meets both alike. */
type Rival = { readonly name: string; readonly run: (folder: string) => number };

function findDuckDb(): Rival | undefined {
  if (existsSync(join(duckDb, 'node_modules')))
    return { name: 'DuckDB', run: (folder) => onlyOne(runScript(totalSchema, 'duckdb/join.mjs', folder)).totalMs };
  console.log('DuckDB is not measured: it comes with npm ci --prefix bench/duckdb');
  return undefined;
}

async function findPostgres(parts: AsyncDisposableStack): Promise<Rival | undefined> {
  const postgres = await startPostgres();
  if (typeof postgres === 'string') {
    console.log(postgres);
    return undefined;
  }
  parts.defer(postgres.stop);
  return { name: 'PostgreSQL', run: (folder) => postgres.join(folder).totalMs };
}

type Pairs = { readonly ours: readonly Times[]; readonly theirs: readonly number[] };

function measurePairs(folder: string, { run }: Rival): Pairs {
  const [ours, theirs]: [Times[], number[]] = [[], []];
  run(folder);
  for (let pair = 0; pair < pairs; pair += 1) {
    ours.push(onlyOne(runLephi(folder)));
    theirs.push(run(folder));
  }
  return { ours, theirs };
}

/** Milliseconds for each row, of a process that has done the same before. */
function measureWarm(folder: string, rows: number): number[] {
  return runLephi(folder, 1 + pairs)
    .slice(1)
    .map(({ totalMs }) => totalMs / rows);
}

/** How long a million lines and a million payments take to reconcile, beside databases that only join them. */
export async function measureReconciliation(): Promise<Result> {
  await using parts = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'lephi-bench-'));
  parts.defer(() => rm(folder, { recursive: true, force: true }));
  const generate = (rows: number): string => {
    const to = join(folder, String(rows));
    runScript(z.never(), 'reconciliation/generate.ts', to, rows, discrepancies);
    return to;
  };
  const [many, few] = [generate(rowCount), generate(fewRows)];
  spawnSync('chmod', ['-R', 'a+rX', folder]);
  const [besideDuckDb, besidePostgres] = [findDuckDb(), await findPostgres(parts)];
  const measured = {
    duckDb: besideDuckDb && measurePairs(many, besideDuckDb),
    postgres: besidePostgres && measurePairs(many, besidePostgres),
  };
  const perRow = { few: measureWarm(few, fewRows), many: measureWarm(many, rowCount) };
  return toResult({ ...measured, perRow, cost: await countReconciliation() });
}

type Measured = {
  readonly duckDb: Pairs | undefined;
  readonly postgres: Pairs | undefined;
  readonly perRow: { readonly few: readonly number[]; readonly many: readonly number[] };
  readonly cost: { readonly table: Table; readonly raw: unknown };
};

function ratioTarget(
  name: string,
  measured: Pairs | undefined,
  { most, aim }: { most: number; aim: number },
): Target[] {
  if (measured === undefined) return [];
  const ratio = medianRatio(
    measured.ours.map(({ totalMs }) => totalMs),
    measured.theirs,
  );
  return [
    {
      promise: `A million lines against a million payments, beside a full outer join in ${name}`,
      target: `at most ${most} times as long, aiming at ${aim}`,
      measured: `${rounded(ratio)} times`,
      isMet: ratio <= most,
    },
  ];
}

const seconds = (times: readonly number[]): string => rounded(median(times) / 1000);

function toResult({ duckDb, postgres, perRow, cost }: Measured): Result {
  const ours = [...(duckDb?.ours ?? []), ...(postgres?.ours ?? [])];
  const peakMb = Math.max(...ours.map((times) => times.peakMb));
  const growth = median(perRow.many) / median(perRow.few);
  const stepOf = (step: 'parseMs' | 'matchMs' | 'writeMs' | 'totalMs') => seconds(ours.map((times) => times[step]));
  return {
    title: 'Reconciliation',
    how: `A seeded script writes a bank's statement as CSV and a snapshot of our side, ${rowCount.toLocaleString('en')} rows each, of which one in a
hundred is of another class than matched, all classes alike. Each run is a process of its own and counts from the two files on disk to the
finished report on disk, with the gate, the hashes, what is carried on and the sidecar; the start of the process is left out. Node
keeps its space for new objects small (\`${youngSpace}\`): without that the peak is some 100 MB higher. DuckDB reads the same two files; PostgreSQL copies the same facts in from flat files, on a server without fsync and with unlogged tables. Both join lines and
entries in full by number and direction, compare amounts and write every row with its class, and do nothing else: no gate, no rules, no
candidates, no order, no canonical JSON. Pairs in turn, ${pairs} of each after one to warm up; a ratio is the median of the pairs' ratios.`,
    targets: [
      ...ratioTarget('DuckDB', duckDb, { most: 3, aim: 1.5 }),
      ...ratioTarget('PostgreSQL', postgres, { most: 0.6, aim: 0.3 }),
      {
        promise: 'A million lines against a million payments in bounded memory',
        target: `at most ${memoryMaxMb} MB`,
        measured: `${rounded(peakMb, 0)} MB`,
        isMet: peakMb <= memoryMaxMb,
      },
      {
        promise: 'A row of a million takes hardly longer than one of ten thousand',
        target: 'at most 1.3 times as long',
        measured: `${rounded(growth)} times`,
        isMet: growth <= 1.3,
      },
    ],
    tables: [
      {
        title: 'A million rows on both sides, medians in seconds',
        head: ['', 'parse', 'match', 'write', 'whole run'],
        rows: [
          ['Lephi', stepOf('parseMs'), stepOf('matchMs'), stepOf('writeMs'), stepOf('totalMs')],
          ...(duckDb ? [['DuckDB', '', '', '', seconds(duckDb.theirs)]] : []),
          ...(postgres ? [['PostgreSQL', '', '', '', seconds(postgres.theirs)]] : []),
        ],
      },
      {
        title: 'Each row, once warm, median microseconds',
        head: ['rows', 'µs'],
        rows: [
          [fewRows.toLocaleString('en'), rounded(1000 * median(perRow.few))],
          [rowCount.toLocaleString('en'), rounded(1000 * median(perRow.many))],
        ],
      },
      cost.table,
    ],
    raw: { duckDb, postgres, perRow, cost: cost.raw },
  };
}
