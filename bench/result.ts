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

/** Thousandths are enough, and what holds nothing but numbers goes on one line: nobody reads a thousand lines of them. */
function toJson(value: unknown): string {
  const round = (_name: string, part: unknown): unknown =>
    typeof part === 'number' ? Math.round(part * 1000) / 1000 : part;
  const flat = /[[{]\s*("\w+": )?-?[\d.]+(,\s*("\w+": )?-?[\d.]+)*\s*[\]}]/g;
  return JSON.stringify(value, round, 2).replaceAll(flat, (list) => list.replaceAll(/\s+/g, ' '));
}

function readResults(): Saved[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Saved);
}

const preamble = `\`npm run bench\` measures all of this anew, \`npm run bench -- cost\` one part of it. Times are compared within one run, because
machines are noisy; every single measurement is in the JSON files beside this one.`;

function summarize(results: readonly Saved[]): string {
  const targets = renderTargets(results.flatMap((result) => result.targets));
  return `${['# Benchmarks', preamble, targets, ...results.map(renderSection)].join('\n\n')}\n`;
}

function renderSection({ machine, ...result }: Saved): string {
  const { cpu, cores, memoryGb, platform, node, measuredOn } = machine;
  const measured = `Measured on ${measuredOn} with Node ${node} on ${platform}: ${cpu}, ${cores} cores, ${memoryGb} GB.`;
  return [`## ${result.title}`, result.how, measured, ...result.tables.map(renderTable)].join('\n\n');
}

function renderTargets(targets: readonly Target[]): string {
  const rows = targets.map(({ promise, target, measured, isMet }) => [
    promise,
    target,
    measured,
    isMet ? 'met' : '**not met**',
  ]);
  return renderTable({ title: 'Targets', head: ['promise', 'target', 'measured', ''], rows });
}

/** A table that can be read with and without Markdown. */
function renderTable({ title, head, rows }: Table): string {
  const lines = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0), 3));
  const [first = '', ...rest] = lines.map(
    (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`,
  );
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [`**${title}**`, '', first, rule, ...rest].join('\n');
}

/** What somebody who waits for a bench wants to see. */
export function printResult({ title, targets, tables }: Result): void {
  console.log(['', title, ...tables.map(renderTable), renderTargets(targets)].join('\n\n'));
}
