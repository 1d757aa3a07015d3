import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';

/** A promise that a bench can show to hold, or not. */
export type Target = {
  readonly promise: string;
  readonly target: string;
  readonly measured: string;
  readonly isMet: boolean;
};

export type Table = {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
};

/** What a bench found out. */
export type Result = {
  readonly title: string;
  /** How it was measured, for somebody who only reads the summary. */
  readonly how: string;
  readonly targets: readonly Target[];
  readonly tables: readonly Table[];
  /** Every single measurement. */
  readonly raw: unknown;
};

type Saved = Result & { readonly machine: ReturnType<typeof describeMachine> };

const folder = join(import.meta.dirname, 'results');

/** What the numbers depend on. It names no host and no folder. */
function describeMachine() {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    platform: `${process.platform}-${process.arch}`,
    node: process.version,
    measuredOn: new Date().toISOString().slice(0, 10),
  };
}

/** Keeps a result as JSON, and writes the summary of all that are kept anew. */
export function saveResult(name: string, result: Result): void {
  mkdirSync(folder, { recursive: true });
  const saved: Saved = { machine: describeMachine(), ...result };
  writeFileSync(join(folder, `${name}.json`), `${toJson(saved)}\n`);
  writeFileSync(join(folder, 'README.md'), summarize(readResults()));
}

/** Lists of numbers go on one line each: a thousand of them are no text that anybody reads downwards. */
function toJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return text.replaceAll(/\[[\d\s.,e-]+\]/g, (list) => list.replaceAll(/\s+/g, ' '));
}

function readResults(): Saved[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Saved);
}

function summarize(results: readonly Saved[]): string {
  const targets = {
    title: 'Targets',
    head: ['promise', 'target', 'measured', ''],
    rows: results.flatMap((result) => result.targets).map(toRow),
  };
  const parts = [
    '# Benchmarks',
    '`npm run bench` measures all of this anew, `npm run bench -- cost` one part of it. Times are compared within one run,',
    'because machines are noisy; the raw measurements are in the JSON files beside this one.',
    '',
    renderTable(targets),
    ...results.map(renderResult),
  ];
  return `${parts.join('\n')}\n`;
}

function toRow({ promise, target, measured, isMet }: Target): readonly string[] {
  return [promise, target, measured, isMet ? 'met' : '**not met**'];
}

function renderResult({ title, how, tables, machine }: Saved): string {
  const { cpu, cores, memoryGb, platform, node, measuredOn } = machine;
  const on = `${measuredOn}, Node ${node} on ${platform}, ${cpu}, ${cores} cores, ${memoryGb} GB.`;
  return ['', `## ${title}`, '', how, '', `Measured on ${on}`, '', ...tables.map(renderTable)].join('\n');
}

function renderTable({ title, head, rows }: Table): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return ['', `**${title}**`, '', ...lines].join('\n');
}

/** What a person who waits for a bench wants to see. */
export function printResult({ title, targets, tables }: Result): void {
  console.log(`\n${title}`);
  for (const table of tables) {
    console.log(`\n${table.title}`);
    console.table(table.rows.map((row) => Object.fromEntries(table.head.map((name, column) => [name, row[column]]))));
  }
  for (const { promise, target, measured, isMet } of targets)
    console.log(`${isMet ? 'met    ' : 'NOT MET'}  ${promise}: ${measured} (target ${target})`);
}
