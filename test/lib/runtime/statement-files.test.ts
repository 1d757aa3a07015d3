import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test, vi } from 'vitest';
import { statementsBucketOf } from '../../../lib/runtime/stage-names.ts';
import { startBucketServer } from '../../../local/bucket/server.ts';
import { accountId } from '../../../local/topology/identities.ts';
import { environmentOf } from './function-environment.ts';

const folder = mkdtempSync(join(tmpdir(), 'lephi-files-'));
const server = await startBucketServer({
  buckets: { [statementsBucketOf('local', accountId)]: join(folder, 'bucket') },
  uploads: join(folder, 'uploads'),
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await server.stop();
  rmSync(folder, { recursive: true });
});

test('the files of a function are those of the bucket that its environment names', async () => {
  const endpoints = { dynamodb: '', secretsManager: '', s3: server.endpoint };
  for (const [name, value] of Object.entries(environmentOf({ endpoints }))) vi.stubEnv(name, value);
  const { files } = await import('../../../lib/runtime/statement-files.ts');

  await files.write('a/b', [Buffer.from('Sao kê')]);
  expect(await files.copy('a/b', 'a/c')).toBe('copied');
  await files.remove('a/b');
  const left = await files.open('a/c');
  expect(left && (await text(left))).toBe('Sao kê');
  expect(await files.list('a/', { limit: 9 })).toMatchObject({ items: [{ name: 'a/c' }] });
});
