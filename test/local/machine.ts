import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { localStage, openLephi } from '../../cli/open-lephi.ts';
import { statementsBucketOf, tableNameOf, webhookKeySecretOf } from '../../lib/runtime/stage-names.ts';
import { tableShape } from '../../lib/store/table-shape.ts';
import { startBucketServer } from '../../local/bucket/server.ts';
import { startEmbeddedDynamodb } from '../../local/embedded-dynamodb.ts';
import { writeJson } from '../../local/json-file.ts';
import { startSecretsServer } from '../../local/secrets/server.ts';
import { openSecretStore, withNewVersion } from '../../local/secrets/store.ts';
import { ensureTable } from '../../local/tables.ts';
import { accountId } from '../../local/topology/identities.ts';

const region = 'ap-southeast-1';

const asKeys = (partitionKey: string, sortKey: string) => [
  { AttributeName: partitionKey, KeyType: 'HASH' as const },
  { AttributeName: sortKey, KeyType: 'RANGE' as const },
];

const asIndex = ({ name, partitionKey, sortKey }: (typeof tableShape)['dueIndex' | 'deskIndex' | 'dossierIndex']) => ({
  IndexName: name,
  KeySchema: asKeys(partitionKey, sortKey),
  Projection: { ProjectionType: 'KEYS_ONLY' as const },
});

const { dueIndex, deskIndex, dossierIndex, entryIndex } = tableShape;

const attributes = [tableShape, dueIndex, deskIndex, dossierIndex, entryIndex].flatMap((one) => [
  one.partitionKey,
  one.sortKey,
]);

/**
 * The table, the secrets and the bucket of a Lephi on this machine, without its functions, as `running.json` tells of them; and
 * what is in them, opened for tests.
 */
export const startMachine = async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'lephi-machine-'));
  const dynamodb = await startEmbeddedDynamodb({ dataFolder });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: dynamodb.endpoint, region, credentials });
  await ensureTable(client, {
    name: tableNameOf(localStage),
    arn: '',
    AttributeDefinitions: attributes.map((name) => ({ AttributeName: name, AttributeType: 'S' as const })),
    KeySchema: asKeys(tableShape.partitionKey, tableShape.sortKey),
    GlobalSecondaryIndexes: [
      ...[dueIndex, deskIndex, dossierIndex].map(asIndex),
      {
        IndexName: entryIndex.name,
        KeySchema: asKeys(entryIndex.partitionKey, entryIndex.sortKey),
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [entryIndex.carries] },
      },
    ],
  });
  const store = openSecretStore(join(dataFolder, 'secrets.json'));
  const masterSecret = { id: 'first', value: 'a master secret of this test alone', createdAt: new Date(0) };
  store.save(withNewVersion({ name: webhookKeySecretOf(localStage), arn: 'arn', versions: [] }, masterSecret));
  const secrets = await startSecretsServer(store, region);
  const bucket = await startBucketServer({
    buckets: { [statementsBucketOf(localStage, accountId)]: join(dataFolder, 'statements-bucket') },
    uploads: join(dataFolder, 'bucket-uploads'),
  });
  const endpoints = { dynamodb: dynamodb.endpoint, secretsManager: secrets.endpoint, s3: bucket.endpoint };
  const running = { pid: process.pid, dataFolder, region, endpoints };
  writeJson(join(dataFolder, 'running.json'), running);
  const lephi = openLephi({ stage: localStage, machine: { region, ...endpoints } }, 'test');
  return {
    ...running,
    lephi,
    stop: async () => {
      lephi.close();
      client.destroy();
      secrets.stop();
      await bucket.stop();
      await dynamodb.stop();
      await rm(dataFolder, { recursive: true });
    },
  };
};
