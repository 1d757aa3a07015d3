import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import * as z from 'zod';
import { listenOnLoopback } from '../free-port.ts';
import { accountId } from '../topology/identities.ts';
import { type SecretStore, type SecretVersion, type StoredSecret, withNewVersion } from './store.ts';

/** A refusal in the words of Secrets Manager. */
class SecretsRefusal extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

type Operation = (input: unknown, store: SecretStore, region: string) => object;

const secretId = z.object({ SecretId: z.string() });
const newVersion = z.object({ SecretString: z.string(), ClientRequestToken: z.string().optional() });

const operations: Record<string, Operation> = {
  GetSecretValue: (input, store) => {
    const wanted = z.object({ VersionId: z.string(), VersionStage: z.string() }).partial().parse(input);
    const secret = getSecret(input, store);
    const stage = wanted.VersionStage ?? (wanted.VersionId === undefined ? 'AWSCURRENT' : undefined);
    const version = secret.versions.find(
      ({ id, stages }) => (wanted.VersionId ?? id) === id && (stage === undefined || stages.includes(stage)),
    );
    if (version === undefined) throw new SecretsRefusal('ResourceNotFoundException', notFound);
    return {
      ...describeVersion(secret, version),
      SecretString: version.value,
      CreatedDate: seconds(version.createdAt),
    };
  },

  CreateSecret: (input, store, region) => {
    const { Name: name, ...added } = newVersion.extend({ Name: z.string() }).parse(input);
    if (store.find(name) !== undefined) {
      throw new SecretsRefusal(
        'ResourceExistsException',
        `The operation failed because the secret ${name} already exists.`,
      );
    }
    const arn = `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-local0`;
    return addVersion({ name, arn, versions: [] }, added, store);
  },

  PutSecretValue: (input, store) => {
    const secret = getSecret(input, store);
    const added = newVersion.parse(input);
    const same = secret.versions.find(({ id }) => id === added.ClientRequestToken);
    if (same === undefined) return addVersion(secret, added, store);
    if (same.value === added.SecretString) return describeVersion(secret, same);
    throw new SecretsRefusal('ResourceExistsException', 'A version with this token and another value already exists.');
  },

  DescribeSecret: (input, store) => describeSecret(getSecret(input, store)),

  ListSecrets: (input, store) => {
    const filters = z
      .object({ Filters: z.array(z.object({ Key: z.literal('name'), Values: z.array(z.string()) })).default([]) })
      .parse(input).Filters;
    const passes = ({ name }: StoredSecret): boolean =>
      filters.every(({ Values }) => Values.some((prefix) => name.startsWith(prefix)));
    return { SecretList: store.list().filter(passes).map(describeSecret) };
  },
};

const notFound = "Secrets Manager can't find the specified secret.";

/** Serves the part of Secrets Manager that Lephi uses, in its JSON 1.1 protocol, on loopback. */
export async function startSecretsServer(
  store: SecretStore,
  region: string,
): Promise<{ endpoint: string; stop: () => void }> {
  const server = createServer((request, response) => {
    void answer(request, store, region).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    });
  });
  const port = await listenOnLoopback(server);
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { endpoint: `http://127.0.0.1:${port}`, stop };
}

async function answer(
  request: IncomingMessage,
  store: SecretStore,
  region: string,
): Promise<{ status: number; body: object }> {
  const name = String(request.headers['x-amz-target']).replace('secretsmanager.', '');
  try {
    const operation = operations[name];
    if (operation === undefined) throw new SecretsRefusal('InvalidAction', `${name} is not known here.`);
    return { status: 200, body: operation(await json(request), store, region) };
  } catch (error) {
    const type = error instanceof SecretsRefusal ? error.type : 'InvalidParameterException';
    return { status: 400, body: { __type: type, message: error instanceof Error ? error.message : String(error) } };
  }
}

function getSecret(input: unknown, store: SecretStore): StoredSecret {
  const secret = store.find(secretId.parse(input).SecretId);
  if (secret === undefined) throw new SecretsRefusal('ResourceNotFoundException', notFound);
  return secret;
}

function addVersion(secret: StoredSecret, added: z.infer<typeof newVersion>, store: SecretStore): object {
  const id = added.ClientRequestToken ?? randomUUID();
  const changed = withNewVersion(secret, { id, value: added.SecretString, createdAt: new Date() });
  store.save(changed);
  return describeVersion(changed, { id, stages: ['AWSCURRENT'] });
}

function describeVersion({ arn, name }: StoredSecret, { id, stages }: Pick<SecretVersion, 'id' | 'stages'>): object {
  return { ARN: arn, Name: name, VersionId: id, VersionStages: stages };
}

function describeSecret({ arn, name, versions }: StoredSecret): object {
  const createdAts = versions.map(({ createdAt }) => seconds(createdAt));
  return {
    ARN: arn,
    Name: name,
    CreatedDate: Math.min(...createdAts),
    LastChangedDate: Math.max(...createdAts),
    VersionIdsToStages: Object.fromEntries(versions.map(({ id, stages }) => [id, stages])),
    SecretVersionsToStages: Object.fromEntries(versions.map(({ id, stages }) => [id, stages])),
  };
}

function seconds(instant: string): number {
  return Date.parse(instant) / 1_000;
}
