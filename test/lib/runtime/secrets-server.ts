import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** A Secrets Manager that holds what it is given, and counts how often each secret was asked for. */
export const startSecretsServer = async (values: ReadonlyMap<string, string>) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { SecretId: name } = JSON.parse(body) as { SecretId: string };
      asked.push(name);
      const SecretString = values.get(name);
      response.writeHead(SecretString === undefined ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(
        JSON.stringify(
          SecretString === undefined ? { __type: 'ResourceNotFoundException' } : { Name: name, SecretString },
        ),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const client = new SecretsManagerClient({
    endpoint: `http://127.0.0.1:${port ?? 0}`,
    region: 'ap-southeast-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  const stop = (): void => {
    client.destroy();
    server.close();
    server.closeAllConnections();
  };
  return { client, asked, stop };
};
