/**
 * What a stage calls what outlives its deploys. The CDK app gives these names, and whoever works at a terminal finds
 * the table and the secrets by them.
 */

/** The one table. */
export const tableNameOf = (stage: string): string => `lephi-${stage}`;

/** The secret that webhook signing keys are derived from. */
export const webhookKeySecretOf = (stage: string): string => `lephi/${stage}/webhook-key`;

/** The names of merchant accounts' secrets begin with this; the rest is the account's id. */
export const merchantSecretPrefixOf = (stage: string): string => `lephi/${stage}/merchant-accounts/`;

/** The bucket of statements and reports. Buckets of all accounts share their names, so the account is in it. */
export const statementsBucketOf = (stage: string, awsAccountId: string): string =>
  `lephi-${stage}-statements-${awsAccountId}`;
