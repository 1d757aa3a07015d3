import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type * as z from 'zod';
import { CannotStart } from './cannot-start.ts';

/** Undefined when there is no such file yet. Refuses a file that somebody else has written or damaged. */
export function findJson<T>(path: string, shape: z.ZodType<T>): T | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return shape.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new CannotStart(`${path} is broken: mend it, or begin anew with --fresh.`);
  }
}

/** Replaces the file as a whole, so that a crash leaves the old content or the new. Only its owner can read it. */
export function writeJson(path: string, content: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
