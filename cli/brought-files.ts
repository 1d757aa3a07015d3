import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { CannotGoOn } from './cannot-go-on.ts';

/** Folders of JSON files that Lephi brings along for operators to choose from, and what one of them is. */
const kinds = {
  'statement-profiles': 'profile',
  'reconciliation-rules': 'set of rules',
  calendar: 'calendar',
} as const;

type BroughtKind = keyof typeof kinds;

const folderOf = (kind: BroughtKind): string => join(import.meta.dirname, '..', 'local', kind);

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new CannotGoOn(`${path} is not JSON.`);
    throw error;
  }
}

/** The names of what Lephi brings of one kind, in order. */
export const listBrought = (kind: BroughtKind): readonly string[] =>
  readdirSync(folderOf(kind))
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => basename(file, '.json'));

/** Reads one that Lephi brings by its name, or a JSON file whose path begins in a folder. */
export function readBrought(kind: BroughtKind, nameOrFile: string, folder: string): unknown {
  if (listBrought(kind).includes(nameOrFile)) return readJson(join(folderOf(kind), `${nameOrFile}.json`));
  const path = resolve(folder, nameOrFile);
  if (nameOrFile.endsWith('.json') && existsSync(path)) return readJson(path);
  throw new CannotGoOn(
    nameOrFile.endsWith('.json')
      ? `There is no file ${path}.`
      : `There is no ${kinds[kind]} ${nameOrFile}: name a JSON file, or one of ${listBrought(kind).join(', ')}.`,
  );
}
