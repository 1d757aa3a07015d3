import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import * as z from 'zod';

export type ProcessLog = {
  /** Writes down what a child process says, and tells the terminal of its errors. */
  follow: (output: Readable) => void;
  noteError: (message: string) => void;
};

/** Levels that somebody should look at; a structured log line names its level. */
const alarming = z.object({ level: z.enum(['ERROR', 'FATAL', 'CRITICAL']), message: z.unknown() });

const toldCharactersMax = 300;

/** One log file for all processes of a name; `tell` gets one line for each error, the rest is in the file. */
export function openProcessLog(folder: string, name: string, tell: (line: string) => void): ProcessLog {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.log`);
  const file = createWriteStream(path, { flags: 'a' });
  const tellError = (message: string): void => {
    tell(`${name}: ${message.slice(0, toldCharactersMax)} (${path})`);
  };
  const follow = (output: Readable): void => {
    createInterface(output).on('line', (line) => {
      file.write(`${line}\n`);
      const message = findError(line);
      if (message !== undefined) tellError(message);
    });
  };
  const noteError = (message: string): void => {
    file.write(`${JSON.stringify({ level: 'ERROR', message })}\n`);
    tellError(message);
  };
  return { follow, noteError };
}

function findError(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { message } = alarming.parse(JSON.parse(line));
    return typeof message === 'string' ? message : JSON.stringify(message);
  } catch {
    return undefined;
  }
}
