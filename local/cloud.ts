import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { startBucketServer } from './bucket/server.ts';
import { CannotStart } from './cannot-start.ts';
import { isEmbeddedDynamodbAvailable, startEmbeddedDynamodb } from './embedded-dynamodb.ts';
import { startSecretsServer } from './secrets/server.ts';
import { ensureSecrets, openSecretStore } from './secrets/store.ts';
import { ensureTable } from './tables.ts';
import type { Table, Topology } from './topology/read-topology.ts';

/** What functions use of AWS, as it is on this machine. */
export type Cloud = {
  endpoints: { dynamodb: string; secretsManager: string; s3: string };
  /** Where the services are, in the words that every AWS SDK understands. */
  variables: Record<string, string>;
  streams: DynamoDBStreamsClient;
  /** By the name of the table. */
  streamArns: Map<string, string>;
};

type EngineParts = {
  dataFolder: string;
  /** Gets what was started, to be stopped. */
  parts: AsyncDisposableStack;
  /** Is told when the engine has ended by itself. */
  onLoss: (line: string) => void;
};

/** Gives the endpoint of DynamoDB: the one that the environment names, else that of an engine of our own. */
export async function startDynamodb({ dataFolder, parts, onLoss }: EngineParts): Promise<string> {
  const named = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  if (named !== undefined) return named;
  if (!isEmbeddedDynamodbAvailable()) {
    throw new CannotStart(
      'The embedded DynamoDB is for Linux x64: start any server that speaks DynamoDB, and name it in AWS_ENDPOINT_URL_DYNAMODB.',
    );
  }
  const engine = await startEmbeddedDynamodb({ dataFolder });
  let stopping = false;
  void engine.ended.then(() => {
    if (!stopping) onLoss('The embedded DynamoDB has ended.');
  });
  parts.defer(() => {
    stopping = true;
    return engine.stop();
  });
  return engine.endpoint;
}

type CloudParts = Pick<EngineParts, 'dataFolder' | 'parts'> & {
  /** The endpoint of DynamoDB. */
  dynamodb: string;
};

/** Starts all but DynamoDB, and makes the tables and secrets of the template. */
export async function startCloud(topology: Topology, { dataFolder, dynamodb, parts }: CloudParts): Promise<Cloud> {
  const { region } = topology;
  const secretStore = openSecretStore(join(dataFolder, 'secrets.json'));
  ensureSecrets(secretStore, topology.secrets);
  const secrets = await startSecretsServer(secretStore, region);
  parts.defer(secrets.stop);
  const bucket = await startBucketServer(foldersOf(topology.bucketNames, dataFolder));
  parts.defer(bucket.stop);

  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: dynamodb, region, credentials });
  const streams = new DynamoDBStreamsClient({ endpoint: dynamodb, region, credentials });
  parts.defer(() => {
    client.destroy();
    streams.destroy();
  });
  return {
    endpoints: { dynamodb, secretsManager: secrets.endpoint, s3: bucket.endpoint },
    variables: {
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
      // The SDK puts a bucket into the path where the host is an address and not a name.
      AWS_ENDPOINT_URL_S3: bucket.endpoint,
    },
    streams,
    streamArns: await ensureTables(client, topology.tables, dynamodb),
  };
}

/** A bucket is a folder called by its purpose: `lephi-local-statements-000000000000` is `statements-bucket`. */
function foldersOf(bucketNames: string[], dataFolder: string): Parameters<typeof startBucketServer>[0] {
  const folderOf = (name: string): string => `${name.split('-').slice(2, -1).join('-')}-bucket`;
  const buckets = Object.fromEntries(bucketNames.map((name) => [name, join(dataFolder, folderOf(name))]));
  return { buckets, uploads: join(dataFolder, 'bucket-uploads') };
}

async function ensureTables(client: DynamoDBClient, tables: Table[], endpoint: string): Promise<Map<string, string>> {
  const streamArns = new Map<string, string>();
  for (const table of tables) {
    try {
      streamArns.set(table.name, (await ensureTable(client, table)).streamArn ?? '');
    } catch (error) {
      if (error instanceof CannotStart) throw error;
      throw new CannotStart(`DynamoDB at ${endpoint} does not give table ${table.name}: ${String(error)}`);
    }
  }
  return streamArns;
}
