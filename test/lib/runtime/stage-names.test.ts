import { expect, test } from 'vitest';
import { merchantSecretPrefixOf, tableNameOf, webhookKeySecretOf } from '../../../lib/runtime/stage-names.ts';

test('what a stage calls its data never changes: a table of another name would be a new, empty one', () => {
  expect([tableNameOf('prod'), webhookKeySecretOf('prod'), merchantSecretPrefixOf('prod')]).toEqual([
    'lephi-prod',
    'lephi/prod/webhook-key',
    'lephi/prod/merchant-accounts/',
  ]);
});
