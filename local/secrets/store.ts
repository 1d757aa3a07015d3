import { randomInt, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { findJson, writeJson } from '../json-file.ts';
import type { DeclaredSecret } from '../topology/read-topology.ts';

const version = z.object({
  id: z.string(),
  value: z.string(),
  stages: z.array(z.string()),
  createdAt: z.iso.datetime(),
});

const secret = z.object({ name: z.string(), arn: z.string(), versions: z.array(version) });

export type SecretVersion = z.infer<typeof version>;
export type StoredSecret = z.infer<typeof secret>;

export type SecretStore = {
  /** By name or ARN. */
  find: (id: string) => StoredSecret | undefined;
  list: () => StoredSecret[];
  save: (secret: StoredSecret) => void;
};

/** Secrets in one file that only its owner can read. */
export function openSecretStore(path: string): SecretStore {
  const secrets = new Map((findJson(path, z.array(secret)) ?? []).map((one) => [one.name, one]));
  return {
    find: (id) => secrets.get(id) ?? [...secrets.values()].find(({ arn }) => arn === id),
    list: () => [...secrets.values()].sort((a, b) => a.name.localeCompare(b.name)),
    save: (changed) => {
      secrets.set(changed.name, changed);
      writeJson(path, [...secrets.values()]);
    },
  };
}

/** Makes the secrets that the template declares, on the first start. */
export function ensureSecrets(store: SecretStore, declared: DeclaredSecret[]): void {
  for (const { name, arn, ...rule } of declared) {
    if (store.find(name) !== undefined) continue;
    const first = { id: randomUUID(), value: generatePassword(rule), createdAt: new Date() };
    store.save(withNewVersion({ name, arn, versions: [] }, first));
  }
}

/** The secret with one more version, which is the current one now; the one that was current is the previous. */
export function withNewVersion(
  before: StoredSecret,
  added: { id: string; value: string; createdAt: Date },
): StoredSecret {
  const relabelled = before.versions.map((one) => ({
    ...one,
    stages: one.stages.includes('AWSCURRENT') ? ['AWSPREVIOUS'] : [],
  }));
  // A version without a label is deprecated, and Secrets Manager forgets it in its own time.
  const kept = relabelled.filter(({ stages }) => stages.length > 0);
  const current = { ...added, createdAt: added.createdAt.toISOString(), stages: ['AWSCURRENT'] };
  return { ...before, versions: [...kept, current] };
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const punctuation = '!#$%&()*+,-./:;<=>?@[]^_{|}~';

function generatePassword({ length, withPunctuation }: { length: number; withPunctuation: boolean }): string {
  const alphabet = withPunctuation ? letters + punctuation : letters;
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
