import {
  merchantSecretPrefixOf,
  statementsBucketOf,
  tableNameOf,
  webhookKeySecretOf,
} from '../../../lib/runtime/stage-names.ts';

const stage = 'local';

type Machine = {
  readonly region?: string;
  readonly endpoints?: { readonly dynamodb: string; readonly secretsManager: string; readonly s3?: string };
};

/** The environment of a function on this machine; without endpoints nothing answers it. */
export const environmentOf = ({ region = 'ap-southeast-1', endpoints }: Machine): Record<string, string> => ({
  TABLE_NAME: tableNameOf(stage),
  STAGE: stage,
  WEBHOOK_KEY_SECRET: webhookKeySecretOf(stage),
  MERCHANT_SECRET_PREFIX: merchantSecretPrefixOf(stage),
  WEBHOOK_RECEIVERS: 'any',
  STATEMENTS_BUCKET: statementsBucketOf(stage, '000000000000'),
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: endpoints?.dynamodb ?? 'http://127.0.0.1:1',
  AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints?.secretsManager ?? 'http://127.0.0.1:1',
  AWS_ENDPOINT_URL_S3: endpoints?.s3 ?? 'http://127.0.0.1:1',
  POWERTOOLS_METRICS_DISABLED: 'true',
  POWERTOOLS_METRICS_NAMESPACE: 'Lephi',
  POWERTOOLS_SERVICE_NAME: 'lephi-local',
});
