import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { startSecretsServer } from '../../../local/secrets/server.ts';
import { ensureSecrets, openSecretStore } from '../../../local/secrets/store.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const region = 'ap-southeast-1';
let path = '';
let client: SecretsManagerClient;

/** A server on the same file, as after a restart of Lephi. */
async function connect(): Promise<SecretsManagerClient> {
  const server = await startSecretsServer(openSecretStore(path), region);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const connected = new SecretsManagerClient({ endpoint: server.endpoint, region, credentials });
  onTestFinished(() => {
    connected.destroy();
    server.stop();
  });
  return connected;
}

beforeEach(async () => {
  path = join(await makeTemporaryFolder(), 'secrets.json');
  client = await connect();
});

const get = async (SecretId: string, more: object = {}) =>
  (await client.send(new GetSecretValueCommand({ SecretId, ...more }))).SecretString;

describe('a secret', () => {
  test('is found by its name and by its ARN, also after a restart', async () => {
    const { ARN = '' } = await client.send(new CreateSecretCommand({ Name: 'a/b', SecretString: 'one' }));
    expect(ARN).toMatch(/^arn:aws:secretsmanager:ap-southeast-1:000000000000:secret:a\/b-\w{6}$/);

    client = await connect();

    expect(await get('a/b')).toBe('one');
    expect(await get(ARN)).toBe('one');
  });

  test('has a current and a previous version, and no more', async () => {
    await client.send(new CreateSecretCommand({ Name: 'a', SecretString: 'one' }));
    await client.send(new PutSecretValueCommand({ SecretId: 'a', SecretString: 'two' }));
    const last = await client.send(new PutSecretValueCommand({ SecretId: 'a', SecretString: 'three' }));

    expect(await get('a')).toBe('three');
    expect(await get('a', { VersionStage: 'AWSPREVIOUS' })).toBe('two');
    expect(await get('a', { VersionId: last.VersionId })).toBe('three');
    const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId: 'a' }));
    expect(Object.values(VersionIdsToStages)).toEqual([['AWSPREVIOUS'], ['AWSCURRENT']]);
  });

  test('that was put twice with the same token has changed once', async () => {
    await client.send(new CreateSecretCommand({ Name: 'a', SecretString: 'one' }));
    const put = new PutSecretValueCommand({ SecretId: 'a', SecretString: 'two', ClientRequestToken: 'x'.repeat(32) });
    await client.send(put);
    await client.send(put);

    expect(await get('a', { VersionStage: 'AWSPREVIOUS' })).toBe('one');
  });

  test('is listed by the beginning of its name', async () => {
    for (const Name of ['m/two', 'm/one', 'other'])
      await client.send(new CreateSecretCommand({ Name, SecretString: 'x' }));
    const list = async (...Values: string[]) => {
      const Filters = Values.length === 0 ? undefined : [{ Key: 'name' as const, Values }];
      const { SecretList = [] } = await client.send(new ListSecretsCommand({ Filters }));
      return SecretList.map(({ Name }) => Name);
    };

    expect(await list('m/')).toEqual(['m/one', 'm/two']);
    expect(await list()).toEqual(['m/one', 'm/two', 'other']);
  });

  test('that does not exist is refused as AWS refuses it', async () => {
    await expect(get('none')).rejects.toThrow(ResourceNotFoundException);
    await expect(client.send(new PutSecretValueCommand({ SecretId: 'none', SecretString: 'x' }))).rejects.toThrow(
      ResourceNotFoundException,
    );
  });

  test('cannot be made twice', async () => {
    await client.send(new CreateSecretCommand({ Name: 'a', SecretString: 'one' }));

    await expect(client.send(new CreateSecretCommand({ Name: 'a', SecretString: 'two' }))).rejects.toThrow(
      ResourceExistsException,
    );
    expect(await get('a')).toBe('one');
  });
});

describe('secrets that the template declares', () => {
  const declared = [{ name: 'key', arn: 'arn:key', length: 64, withPunctuation: false }];

  test('are made on the first start and stay', async () => {
    ensureSecrets(openSecretStore(path), declared);
    client = await connect();
    const first = await get('key');
    ensureSecrets(openSecretStore(path), declared);
    client = await connect();

    expect(first).toMatch(/^[A-Za-z0-9]{64}$/);
    expect(await get('arn:key')).toBe(first);
  });

  test('can be read by the owner of the file alone', async () => {
    ensureSecrets(openSecretStore(path), declared);

    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });
});
