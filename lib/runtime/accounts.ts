import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Client } from '../domain/client.ts';
import { merchantAccountSchema } from '../domain/merchant-account.ts';
import { minuteMs } from '../domain/time.ts';
import { webhookSecretsOf } from '../domain/webhook-key.ts';
import { openAccount } from '../providers/registry.ts';
import { at } from '../store/key-table.ts';
import { find } from '../store/read.ts';
import type { FindAccount, OpenedAccount } from '../use-cases/parts.ts';
import { environment } from './environment.ts';
import { parts } from './parts.ts';
import { makeSecrets } from './secrets.ts';

/** A merchant account that was changed is seen as it was for so long at most. */
const keptMs = minuteMs / 2;

const secrets = makeSecrets({
  client: new SecretsManagerClient({}),
  webhookKeySecret: environment.WEBHOOK_KEY_SECRET,
  merchantSecretPrefix: environment.MERCHANT_SECRET_PREFIX,
  nowMs: Date.now,
});

/** Whoever calls back chooses the id: what no account can be named is not asked after. */
const open = async (id: string): Promise<OpenedAccount | undefined> => {
  if (!merchantAccountSchema.shape.id.safeParse(id).success) return undefined;
  const account = await find(parts.store, at.merchantAccount(id));
  const keys = account && (await secrets.findMerchantKeys(id));
  return account && keys && { account, plugIn: openAccount(account, keys) };
};

const kept = new Map<string, { readonly untilMs: number; readonly opened: OpenedAccount }>();

/** A merchant account with its keys, opened by its plug-in; kept for half a minute, so that a callback costs no read for it. */
export const findAccount: FindAccount = async (id) => {
  const known = kept.get(id);
  if (known !== undefined && Date.now() < known.untilMs) return known.opened;
  const opened = await open(id);
  if (opened) kept.set(id, { untilMs: Date.now() + keptMs, opened });
  return opened;
};

/** The keys that sign a client's webhooks now. */
export const webhookSecrets = async (client: Client): Promise<readonly string[]> =>
  webhookSecretsOf(await secrets.getWebhookMasterSecret(), client, parts.now());
