/**
 * `npm run invoke -- <function> [event.json]`: gives a function of the Lephi that is running an event, by default the
 * sample in `events/`, and prints what it answers. What it logs goes to the error output. Exit code 1 when it failed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { CannotStart } from './cannot-start.ts';
import { findRunningLephi } from './demo/find-lephi.ts';
import { findJson } from './json-file.ts';
import { startExecutionEnvironment } from './lambda/execution-environment.ts';
import type { ProcessLog } from './process-log.ts';
import { cloudAssemblyIn } from './topology/build.ts';
import { type DeclaredFunction, readTopology } from './topology/read-topology.ts';

const usage = 'Usage: npm run invoke -- <function> [event.json] [--data .lephi]';

const runningSchema = z.object({ environment: z.record(z.string(), z.string()) });
const sandboxSchema = z.object({ portal: z.object({ clientKey: z.string() }) });
const officerSchema = z.object({ accessToken: z.string() });

/** Of an event only this is looked at. */
const eventSchema = z.looseObject({ headers: z.looseObject({ authorization: z.string().optional() }).optional() });

const terminal: ProcessLog = {
  follow: (output) =>
    void createInterface(output).on('line', (line) => {
      console.error(line);
    }),
  noteError: console.error,
};

function readArguments(): { name: string; eventPath: string; dataFolder: string } {
  const { values, positionals } = parseArgs({
    options: { data: { type: 'string', default: '.lephi' } },
    allowPositionals: true,
  });
  const [name, eventPath, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new CannotStart(usage);
  return {
    name,
    eventPath: eventPath ?? join(import.meta.dirname, '..', 'events', `${name}.json`),
    dataFolder: values.data,
  };
}

function findFunction(name: string, dataFolder: string): DeclaredFunction {
  const { functions } = readTopology(cloudAssemblyIn(dataFolder));
  const found = functions.find((declared) => declared.name.endsWith(`-local-${name}`));
  if (found !== undefined) return found;
  const names = functions.map((declared) => declared.name.replace(/^.*-local-/, ''));
  throw new CannotStart(`There is no function ${name}: choose one of ${names.join(', ')}.`);
}

/** A sample's bearer key is nobody's: the sandbox portal's takes its place, or the token of the officer signed in here. */
function findBearer(name: string, dataFolder: string): string | undefined {
  if (name === 'officer-api') return findJson(join(dataFolder, 'officer.json'), officerSchema)?.accessToken;
  return findJson(join(dataFolder, 'sandbox.json'), sandboxSchema)?.portal.clientKey;
}

function readEvent(path: string, bearer: string | undefined): unknown {
  if (!existsSync(path)) throw new CannotStart(`There is no event ${path}.`);
  const event = eventSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  if (event.headers?.authorization === undefined || bearer === undefined) return event;
  return { ...event, headers: { ...event.headers, authorization: `Bearer ${bearer}` } };
}

async function main(): Promise<void> {
  const { name, eventPath, dataFolder } = readArguments();
  const running = findJson(join(dataFolder, 'running.json'), runningSchema);
  if (running === undefined || (await findRunningLephi(dataFolder)) === undefined)
    throw new CannotStart(`No Lephi is running with its data in ${dataFolder}: start one with npm start.`);
  const declared = findFunction(name, dataFolder);
  const event = readEvent(eventPath, findBearer(name, dataFolder));
  const execution = await startExecutionEnvironment(declared, { variables: running.environment, log: terminal });
  const outcome = await execution.invoke(event);
  execution.stop();
  if (outcome.kind === 'answer') console.log(JSON.stringify(outcome.payload, null, 2));
  else throw new CannotStart(`${outcome.failure.errorType}: ${outcome.failure.errorMessage}`);
}

try {
  await main();
  process.exit();
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : error);
  process.exit(1);
}
