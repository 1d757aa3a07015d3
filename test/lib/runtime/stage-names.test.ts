import { expect, test } from 'vitest';
import {
  merchantSecretPrefixOf,
  statementsBucketOf,
  tableNameOf,
  webhookKeySecretOf,
} from '../../../lib/runtime/stage-names.ts';

test('what a stage calls its data never changes: a table of another name would be a new, empty one', () => {
  const bucket = statementsBucketOf('prod', '123456789012');

  expect([tableNameOf('prod'), bucket, webhookKeySecretOf('prod'), merchantSecretPrefixOf('prod')]).toEqual([
    'lephi-prod',
    'lephi-prod-statements-123456789012',
    'lephi/prod/webhook-key',
    'lephi/prod/merchant-accounts/',
  ]);
});
