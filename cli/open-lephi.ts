import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { instantFromMs } from '../lib/domain/time.ts';
import { makeSecrets, type Secrets } from '../lib/runtime/secrets.ts';
import { merchantSecretPrefixOf, tableNameOf, webhookKeySecretOf } from '../lib/runtime/stage-names.ts';
import { openTableStore } from '../lib/runtime/table-store.ts';
import type { ConfiguringClients } from '../lib/use-cases/configure-client.ts';
import type { MerchantSecrets } from '../lib/use-cases/configure-merchant-account.ts';
import type { Parts } from '../lib/use-cases/parts.ts';
import { keepMerchantSecrets } from './merchant-secrets.ts';

/** Where the table and the secrets of a Lephi on one machine are served. */
type Machine = { readonly region: string; readonly dynamodb: string; readonly secretsManager: string };

/** Which Lephi to open. Without a machine it is the stage of that name in AWS, as the usual AWS environment finds it. */
export type Place = { readonly stage: string; readonly machine?: Machine };

export const localStage = 'local';

/** A Lephi that can be configured. */
export type Lephi = {
  readonly stage: string;
  readonly parts: ConfiguringClients & Pick<Parts, 'randomBytes'> & { readonly merchantSecrets: MerchantSecrets };
  readonly secrets: Secrets;
  readonly close: () => void;
};

/** What a client is told of a server on this machine, which looks at no signature. */
const locally = (region: string, endpoint: string) => ({
  region,
  endpoint,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

/** Opens a Lephi for somebody whose name the journals will tell. */
export function openLephi({ stage, machine }: Place, by: string): Lephi {
  const table = openTableStore(tableNameOf(stage), machine ? locally(machine.region, machine.dynamodb) : {});
  const client = new SecretsManagerClient(machine ? locally(machine.region, machine.secretsManager) : {});
  const merchantSecretPrefix = merchantSecretPrefixOf(stage);
  const secrets = makeSecrets({
    client,
    webhookKeySecret: webhookKeySecretOf(stage),
    merchantSecretPrefix,
    nowMs: Date.now,
  });
  return {
    stage,
    parts: {
      store: table.store,
      now: () => instantFromMs(Date.now()),
      sleep: (ms) => setTimeout(ms),
      random: Math.random,
      randomBytes,
      by,
      webhookReceivers: stage === localStage ? 'any' : 'https-only',
      merchantSecrets: keepMerchantSecrets(client, merchantSecretPrefix),
    },
    secrets,
    close: () => {
      table.close();
      client.destroy();
    },
  };
}
