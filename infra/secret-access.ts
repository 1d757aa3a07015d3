import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { merchantSecretPrefixOf } from '../lib/runtime/stage-names.ts';
import { acknowledgeWildcard } from './acknowledge.ts';
import type { Stage } from './stages.ts';

const readSecret = 'secretsmanager:GetSecretValue';

/** The names of merchant accounts' secrets begin with this; the rest is the account's id. */
export const merchantSecretPrefix = (stage: Stage): string => merchantSecretPrefixOf(stage.name);

/** Allows a role to read the keys of any merchant account. Accounts come and go at a terminal, without a deploy. */
export function allowMerchantSecrets(role: Role, stage: Stage): void {
  const { account, region } = Stack.of(role);
  const resource = `arn:aws:secretsmanager:${region}:${account}:secret:${merchantSecretPrefix(stage)}*`;
  role.addToPolicy(new PolicyStatement({ sid: 'ReadMerchantSecrets', actions: [readSecret], resources: [resource] }));
  const reason = 'Merchant accounts are added at a terminal: their secrets share a prefix that holds nothing else.';
  acknowledgeWildcard(role, resource, reason);
}

/** Allows a role to read the secret that webhook signing keys are derived from. */
export function allowWebhookKey(role: Role, secret: Secret): void {
  role.addToPolicy(
    new PolicyStatement({ sid: 'ReadWebhookKey', actions: [readSecret], resources: [secret.secretArn] }),
  );
}
