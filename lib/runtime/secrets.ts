import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { type MerchantKeys, merchantKeysSchema } from '../domain/merchant-account.ts';
import { minuteMs } from '../domain/time.ts';

/** A changed secret is seen by everybody within this time. */
const keptMs = minuteMs;

const keptMax = 100;

/** What can be read of Secrets Manager. */
export type Secrets = {
  /** The keys of a merchant account; nothing when none were ever set. */
  readonly findMerchantKeys: (accountId: string) => Promise<MerchantKeys | undefined>;
  /** What the webhook signing keys of all clients are derived from. */
  readonly getWebhookMasterSecret: () => Promise<string>;
};

/** Where the secrets are, and the clock that says how long one is kept in memory. */
type SecretsSettings = {
  readonly client: SecretsManagerClient;
  /** The name or ARN of the master secret. */
  readonly webhookKeySecret: string;
  /** A merchant account's secret is named this and its id. */
  readonly merchantSecretPrefix: string;
  readonly nowMs: () => number;
};

const readSecret = async (client: SecretsManagerClient, name: string): Promise<string | undefined> => {
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId: name }))).SecretString;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};

/** What `JSON.parse` says of a text that is no JSON repeats a part of it, which no log may hold. */
const merchantSecretSchema = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.issues.push({ code: 'custom', input: undefined, message: 'is not JSON' });
        return z.NEVER;
      }
    }),
  ),
  merchantKeysSchema,
);

type Load<T> = (name: string) => Promise<T | undefined>;

/** Keeps what was found for a minute, at most a hundred of them; who asks meanwhile shares the one request. */
const keepAMinute = <T>(load: Load<T>, nowMs: () => number): Load<T> => {
  const kept = new Map<string, { readonly untilMs: number; readonly value: Promise<T | undefined> }>();

  const loadAnew: Load<T> = async (name) => {
    let found: T | undefined;
    try {
      return (found = await load(name));
    } finally {
      if (found === undefined) kept.delete(name);
    }
  };

  return (name) => {
    const known = kept.get(name);
    if (known !== undefined && nowMs() < known.untilMs) return known.value;
    const value = loadAnew(name);
    kept.delete(name);
    kept.set(name, { untilMs: nowMs() + keptMs, value });
    const [oldest] = kept.keys();
    if (oldest !== undefined && kept.size > keptMax) kept.delete(oldest);
    return value;
  };
};

/** Reads secrets, each at most once a minute. What is no longer as it must be throws a ZodError. */
export const makeSecrets = ({ client, webhookKeySecret, merchantSecretPrefix, nowMs }: SecretsSettings): Secrets => {
  const findSecret = keepAMinute((name) => readSecret(client, name), nowMs);
  const findKeys = keepAMinute(async (accountId) => {
    const text = await readSecret(client, `${merchantSecretPrefix}${accountId}`);
    return text === undefined ? undefined : merchantSecretSchema.parse(text);
  }, nowMs);

  return {
    findMerchantKeys: findKeys,
    getWebhookMasterSecret: async () => {
      const secret = await findSecret(webhookKeySecret);
      if (secret === undefined) throw new Error(`There is no secret ${webhookKeySecret} to derive webhook keys from.`);
      return secret;
    },
  };
};
