import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('without Java, the contract on DynamoDB Local says in one line what it needs', () => {
  const script = fileURLToPath(new URL('dynamodb-local.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { env: { PATH: '' }, encoding: 'utf8' });

  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: '',
    stderr: 'DynamoDB Local needs Java 17 or newer, and there is no java that runs on the PATH.\n',
  });
});
