import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CannotStart } from './cannot-start.ts';

/** Everything that Lephi puts into its data folder, and all that `--fresh` takes away. The lock stays. */
const contents = [
  'bucket-uploads',
  'bundles',
  'cdk.out',
  'dynamodb.sqlite',
  'logs',
  'officer.json',
  'running.json',
  'sandbox-bank.sqlite',
  'sandbox-issuer.json',
  'sandbox-portal.sqlite',
  'sandbox.json',
  'secrets.json',
  'statements-bucket',
  'streams',
];

const lockFile = 'lock.sqlite';

/** SQLite's code for a lock that somebody else holds. */
const busy = 5;

/**
 * Opens the folder for one Lephi alone, until `close` or the end of this process, however it ends.
 * Refuses a folder that cannot be written to or that another Lephi has open.
 */
export function openDataFolder(path: string, options: { fresh: boolean }): { close: () => void } {
  const lock = takeLock(path);
  if (options.fresh) {
    for (const name of contents) {
      for (const suffix of ['', '-shm', '-wal'])
        rmSync(join(path, `${name}${suffix}`), { recursive: true, force: true });
    }
  }
  return {
    close: () => {
      lock.close();
    },
  };
}

/**
 * Makes a folder and those above it. Node's own recursion never ends where a folder that exists takes no other, as /proc
 * does.
 */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (!existsSync(dirname(path))) makeFolder(dirname(path));
  mkdirSync(path);
}

/** A lock of the operating system, which no killed process can leave behind. */
function takeLock(path: string): DatabaseSync {
  try {
    makeFolder(path);
    const lock = new DatabaseSync(join(path, lockFile), { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === busy) {
      throw new CannotStart(`Another Lephi is using ${path}: stop it, or choose another folder with --data.`);
    }
    const why = error instanceof Error ? error.message : String(error);
    throw new CannotStart(`${path} cannot be used as the data folder (${why}): choose another with --data.`);
  }
}
