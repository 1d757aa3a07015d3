import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import * as z from 'zod';
import type { Failure } from './runtime-api.ts';

export type FunctionLog = {
  /** Writes down what a child process says, and tells the terminal of its errors. */
  follow: (output: Readable) => void;
  noteFailure: (failure: Failure) => void;
};

/** Levels that somebody should look at; a structured log line names its level. */
const alarming = z.object({ level: z.enum(['ERROR', 'FATAL', 'CRITICAL']), message: z.unknown() });

/** One log file for all processes of a function; `tell` gets one line for each error, the rest is in the file. */
export function openFunctionLog(folder: string, functionName: string, tell: (line: string) => void): FunctionLog {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${functionName}.log`);
  const file = createWriteStream(path, { flags: 'a' });
  const tellOf = (what: string): void => {
    tell(`${functionName}: ${what.slice(0, 300)} (${path})`);
  };
  const follow = (output: Readable): void => {
    createInterface(output).on('line', (line) => {
      file.write(`${line}\n`);
      const error = findError(line);
      if (error !== undefined) tellOf(error);
    });
  };
  const noteFailure = (failure: Failure): void => {
    file.write(`${JSON.stringify({ level: 'ERROR', ...failure })}\n`);
    tellOf(`${failure.errorType}: ${failure.errorMessage}`);
  };
  return { follow, noteFailure };
}

function findError(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { success, data } = alarming.safeParse(JSON.parse(line));
    if (!success) return undefined;
    return typeof data.message === 'string' ? data.message : JSON.stringify(data.message);
  } catch {
    return undefined;
  }
}
