import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseOrRefuse } from '../lib/domain/field-errors.ts';
import { type Profile, profileSchema } from '../lib/statements/profile.ts';
import { CannotGoOn } from './cannot-go-on.ts';

const brought = join(import.meta.dirname, '..', 'local', 'statement-profiles');

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new CannotGoOn(`${path} is not JSON.`);
    throw error;
  }
}

/** The profiles that Lephi brings along, by name. */
export const listProfiles = (): readonly Profile[] =>
  readdirSync(brought)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => parseOrRefuse(profileSchema, readJson(join(brought, file)), { at: `/${basename(file, '.json')}` }));

/**
 * Reads a profile by its name, or from a JSON file whose path begins in a folder.
 *
 * @throws Refusal validation-failed with every name and value that no profile has
 */
export function readProfile(nameOrFile: string, folder: string): Profile {
  const isFile = nameOrFile.endsWith('.json');
  const path = isFile ? resolve(folder, nameOrFile) : join(brought, `${nameOrFile}.json`);
  if (!existsSync(path) || (!isFile && !/^[a-z0-9-]+$/.test(nameOrFile)))
    throw new CannotGoOn(
      isFile
        ? `There is no file ${path}.`
        : `There is no profile ${nameOrFile}: name a JSON file, or see statement profiles.`,
    );
  return parseOrRefuse(profileSchema, readJson(path), { at: '/profile' });
}
