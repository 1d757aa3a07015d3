import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { localStage } from '../cli/open-lephi.ts';
import { merchantSecretPrefixOf, tableNameOf } from '../lib/runtime/stage-names.ts';
import { makeDynamoStore } from '../lib/store/dynamo-store.ts';
import { startCloud, startDynamodb } from '../local/cloud.ts';
import { buildTopology, bundlesIn } from '../local/topology/build.ts';
import { addBearerKey, authorized } from '../test/lib/http/portal.ts';
import { addSamples, client as portal, merchantAccount, merchantKeys, orderBody } from '../test/samples.ts';
import type { Parties } from './payment.ts';

const bearerKey = authorized.authorization.replace('Bearer ', '');

/** Who pays through whom on the test stand. */
export const parties: Parties = {
  bearerKey,
  order: orderBody,
  account: { accountId: merchantAccount.id, tmnCode: 'EAKAO001', secret: merchantKeys.current.secret },
};

export type TestStand = Awaited<ReturnType<typeof setUpTestStand>>;

/**
 * Lephi's bundles, its table in the embedded DynamoDB and its secrets, with the agency, portal and merchant account of
 * the tests; no servers or schedules, and nobody who follows the stream, so that nothing but the bench is at work. Without
 * `streams` the table keeps none: what is written costs the same, and is written sooner.
 */
export async function setUpTestStand(parts: AsyncDisposableStack, { streams = true } = {}) {
  const dataFolder = await mkdtemp(join(tmpdir(), 'lephi-bench-'));
  parts.defer(() => rm(dataFolder, { recursive: true, force: true }));
  const topology = await buildTopology(dataFolder);
  const dynamodb = await startDynamodb({ dataFolder, parts, onLoss: console.error });
  const tables = topology.tables.map((table) => (streams ? table : { ...table, StreamSpecification: undefined }));
  const { endpoints, variables } = await startCloud({ ...topology, tables }, { dataFolder, dynamodb, parts });
  const settings = { region: topology.region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const connect = (): DynamoDBClient => {
    const client = new DynamoDBClient({ ...settings, endpoint: endpoints.dynamodb });
    parts.defer(() => {
      client.destroy();
    });
    return client;
  };
  const store = makeDynamoStore(connect(), tableNameOf(localStage));
  await addSamples(store);
  await addBearerKey(store, bearerKey, portal.id);
  const secretsManager = new SecretsManagerClient({ ...settings, endpoint: endpoints.secretsManager });
  await secretsManager.send(
    new CreateSecretCommand({
      Name: `${merchantSecretPrefixOf(localStage)}${merchantAccount.id}`,
      SecretString: JSON.stringify(merchantKeys),
    }),
  );
  secretsManager.destroy();
  return {
    dataFolder,
    bundles: bundlesIn(dataFolder),
    tableName: tableNameOf(localStage),
    /** Another client of the table's engine. */
    connect,
    store,
    /** What each function finds in its environment. */
    environment: Object.assign({}, ...topology.functions.map((one) => one.environment), variables) as NodeJS.ProcessEnv,
  };
}
