import { parseOrRefuse } from '../lib/domain/field-errors.ts';
import { type Profile, profileSchema } from '../lib/statements/profile.ts';
import { listBrought, readBrought } from './brought-files.ts';

/** The profiles that Lephi brings along, by name. */
export const listProfiles = (): readonly Profile[] =>
  listBrought('statement-profiles').map((name) =>
    parseOrRefuse(profileSchema, readBrought('statement-profiles', name, ''), { at: `/${name}` }),
  );

/**
 * Reads a profile by its name, or from a JSON file whose path begins in a folder.
 *
 * @throws Refusal validation-failed with every name and value that no profile has
 */
export const readProfile = (nameOrFile: string, folder: string): Profile =>
  parseOrRefuse(profileSchema, readBrought('statement-profiles', nameOrFile, folder), { at: '/profile' });
