import {
  CreateSecretCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { makeSecrets } from '../lib/runtime/secrets.ts';
import type { MerchantSecrets } from '../lib/use-cases/configure-merchant-account.ts';

/**
 * The keys of merchant accounts in Secrets Manager, one secret for each account. Who changes them reads them as they
 * are, without the minute for which the functions keep what they read.
 */
export function keepMerchantSecrets(client: SecretsManagerClient, merchantSecretPrefix: string): MerchantSecrets {
  const readAnew = () => makeSecrets({ client, merchantSecretPrefix, webhookKeySecret: '', nowMs: Date.now });
  return {
    find: (accountId) => readAnew().findMerchantKeys(accountId),
    write: async (accountId, keys) => {
      const name = `${merchantSecretPrefix}${accountId}`;
      const SecretString = JSON.stringify(keys);
      try {
        await client.send(new PutSecretValueCommand({ SecretId: name, SecretString }));
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
        const Description = `Keys of Lephi's merchant account ${accountId}`;
        await client.send(new CreateSecretCommand({ Name: name, SecretString, Description }));
      }
    },
  };
}
