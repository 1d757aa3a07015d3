import { fstatSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { CannotStart } from '../cannot-start.ts';
import { findJson } from '../json-file.ts';

/** What the runner tells each sandbox it starts. */
const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535),
  LEPHI_ORIGIN: z.url(),
  BANK_ORIGIN: z.url(),
  PORTAL_ORIGIN: z.url(),
  DATA_FOLDER: z.string().min(1),
  /** For whom officers' tokens are. */
  OFFICER_AUDIENCE: z.string(),
});

type SandboxEnvironment = z.infer<typeof environmentSchema>;

/** Reads what the seed wrote for the sandboxes. */
export function readSandboxSettings<Settings>(dataFolder: string, shape: z.ZodType<Settings>): Settings {
  const path = join(dataFolder, 'sandbox.json');
  const settings = findJson(path, shape);
  if (settings === undefined) throw new CannotStart(`${path} is missing: the seed writes it.`);
  return settings;
}

/**
 * Runs a sandbox as a process of its own: says on one line that it is ready, ends when it is told to or when its parent
 * is gone, and says in one line why it cannot start.
 */
export async function runSandbox(
  name: string,
  start: (environment: SandboxEnvironment) => Promise<{ origin: string; close: () => Promise<void> }>,
): Promise<void> {
  try {
    const sandbox = await start(readEnvironment());
    endWhenTold(sandbox.close);
    console.log(JSON.stringify({ ready: name, origin: sandbox.origin }));
  } catch (error) {
    console.error(`The ${name} does not start: ${whyNot(error)}`);
    process.exitCode = 1;
  }
}

function readEnvironment(): SandboxEnvironment {
  const environment = environmentSchema.safeParse(process.env);
  if (!environment.success) throw new CannotStart(z.prettifyError(environment.error).replaceAll(/\s+/g, ' '));
  return environment.data;
}

function endWhenTold(close: () => Promise<void>): void {
  let ending: Promise<void> | undefined;
  const end = (): void => {
    ending ??= close().finally(() => process.exit());
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  if (isPipe(0)) process.stdin.once('close', end).resume();
}

/** Only a pipe closes with the process that holds its other end; a terminal or /dev/null says nothing of a parent. */
function isPipe(descriptor: number): boolean {
  const stat = fstatSync(descriptor);
  return stat.isFIFO() || stat.isSocket();
}

function whyNot(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && error.code === 'EADDRINUSE' ? 'its port is taken.' : error.message;
}
