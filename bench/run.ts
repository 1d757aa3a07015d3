/**
 * `npm run bench` measures everything, `npm run bench -- cost throughput` only these. Each bench has a process of its
 * own, so that none warms another's code up. It prints what it found and keeps it under `bench/results/`.
 */
import { spawnSync } from 'node:child_process';
import { measureColdStart } from './cold-start.ts';
import { measureCost } from './cost.ts';
import { measureDecisions } from './decisions.ts';
import { printResult, type Result, saveResult } from './result.ts';
import { measureReconciliation } from './reconciliation.ts';
import { measureRunner } from './runner.ts';
import { measureScale } from './scale.ts';
import { measureSimulation } from './simulation.ts';
import { measureStatements } from './statements.ts';
import { measureThroughput } from './throughput.ts';

const benches: Record<string, () => Promise<Result>> = {
  cost: measureCost,
  decisions: measureDecisions,
  scale: measureScale,
  simulation: measureSimulation,
  throughput: measureThroughput,
  'cold-start': measureColdStart,
  runner: measureRunner,
  statements: measureStatements,
  reconciliation: measureReconciliation,
};

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => benches[name] === undefined);
  if (unknown !== undefined) {
    console.error(`There is no bench ${unknown}: choose from ${Object.keys(benches).join(', ')}.`);
    process.exitCode = 1;
    return;
  }
  const [name] = names;
  if (name !== undefined && names.length === 1) await runHere(name);
  else for (const one of names.length === 0 ? Object.keys(benches) : names) runApart(one);
}

async function runHere(name: string): Promise<void> {
  const result = await benches[name]!();
  saveResult(name, result);
  printResult(result);
}

function runApart(name: string): void {
  const { status } = spawnSync(process.execPath, [import.meta.filename, name], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}

await main(process.argv.slice(2));
