import type { Files } from '../store/files.ts';
import { environment } from './environment.ts';

let opened: Promise<Files> | undefined;

/** The client of S3 is loaded with the first file: most of what officers ask needs none, and would wait for it. */
const open = (): Promise<Files> =>
  (opened ??= import('./bucket-files.ts').then(({ openFiles }) => openFiles(environment.STATEMENTS_BUCKET, {}).files));

/** The bucket of statements and reports, for the functions that are told its name: opened once for each process. */
export const files: Files = {
  list: async (prefix, page) => (await open()).list(prefix, page),
  open: async (name) => (await open()).open(name),
  write: async (name, bytes) => (await open()).write(name, bytes),
  copy: async (from, to) => (await open()).copy(from, to),
  remove: async (name) => (await open()).remove(name),
};
