/**
 * What `npm test` runs: every check and every test. All of them run, whichever fails, and the last line is the tally: each
 * check counts as one.
 *
 * `npm test -- <arguments of vitest>` runs only the tests that these choose; `npm test -- --checks` only the checks.
 */
import { spawn } from 'node:child_process';
import { parseCLI, startVitest, type TestModule } from 'vitest/node';

type Tally = { passed: number; failed: number };
type Check = { script: string; passed: boolean; seconds: number; output: string };

/** Scripts of package.json. The first makes the bundles and the template that tests of the whole read. */
const synth = 'synth';
/** The others only read, so they run beside the tests. */
const readingChecks = ['typecheck', 'lint', 'format:check'];

async function main(args: readonly string[]): Promise<void> {
  const only = args[0] === '--checks' ? 'checks' : args.length > 0 ? 'tests' : 'nothing';
  const tally = sum(only === 'tests' ? [await runTests(args)] : await runAll(only === 'checks'));
  if (tally.failed > 0) process.exitCode = 1;
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
}

async function runAll(onlyChecks: boolean): Promise<Tally[]> {
  const made = await runCheck(synth);
  const reading = Promise.all(readingChecks.map(runCheck));
  const tests = onlyChecks ? [] : [await runTests(['--allowOnly=false'])];
  return [...[made, ...(await reading)].map(tallyOfCheck), ...tests];
}

function tallyOfCheck({ passed }: Check): Tally {
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function runCheck(script: string): Promise<Check> {
  const startedAt = performance.now();
  const child = spawn('npm', ['run', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const collect = (text: string): void => {
    output += text;
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', collect);

  const passed = await new Promise<boolean>((resolve, reject) => {
    child.once('error', reject).once('close', (code) => {
      resolve(code === 0);
    });
  });
  const check = { script, passed, seconds: (performance.now() - startedAt) / 1000, output };
  report(check);
  return check;
}

function report({ script, passed, seconds, output }: Check): void {
  console.log(`${passed ? 'passed' : 'FAILED'}  ${script} (${seconds.toFixed(1)} s)`);
  if (!passed) console.log(output);
}

async function runTests(args: readonly string[]): Promise<Tally> {
  const { filter, options } = parseCLI(['vitest', 'run', ...args]);
  const vitest = await startVitest(filter, { reporters: ['default'], ...options });
  const modules = vitest.state.getTestModules();
  nameSkipped(modules);

  const tally = sum(modules.map(tallyOf));
  // An error outside any test, or no test at all, fails the run and has no test to count for it.
  const failedUnseen = tally.failed === 0 && (process.exitCode ?? 0) !== 0 ? 1 : 0;
  return sum([tally, { passed: 0, failed: failedUnseen }]);
}

/** A file that fails before its first test, or in a hook, has no failed test: the file counts as one. */
function tallyOf(module: TestModule): Tally {
  const states = [...module.children.allTests()].map((test) => test.result().state);
  const failed = states.filter((state) => state === 'failed').length;
  return {
    passed: states.filter((state) => state === 'passed').length,
    failed: failed === 0 && module.state() === 'failed' ? 1 : failed,
  };
}

function nameSkipped(modules: readonly TestModule[]): void {
  const names = modules.flatMap((module) => [...module.children.allTests('skipped')].map((test) => test.fullName));
  if (names.length > 0) console.log(`${names.length} skipped: ${[...new Set(names)].join('; ')}`);
}

function sum(tallies: readonly Tally[]): Tally {
  const add = (a: Tally, b: Tally): Tally => ({ passed: a.passed + b.passed, failed: a.failed + b.failed });
  return tallies.reduce(add, { passed: 0, failed: 0 });
}

await main(process.argv.slice(2));
