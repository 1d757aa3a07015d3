/**
 * `npm run test:dynamodb-local` holds the store to its contract on Amazon's own DynamoDB Local, where Java is present.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { CannotStart } from '../local/cannot-start.ts';
import { startDynamodbLocal } from './lib/store/dynamodb-local.ts';

const [runner, contract] = ['./run.ts', './lib/store/dynamo-store.test.ts'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

try {
  const { endpoint, stop } = await startDynamodbLocal();
  console.log(`DynamoDB Local answers at ${endpoint}.`);
  const env = { ...process.env, AWS_ENDPOINT_URL_DYNAMODB: endpoint };
  const tests = spawn(process.execPath, [runner!, contract!], { stdio: 'inherit', env });
  const [code] = await once(tests, 'exit');
  await stop();
  process.exitCode = code === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : error);
  process.exitCode = 1;
}
