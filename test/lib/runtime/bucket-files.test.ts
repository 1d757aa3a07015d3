import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openFiles } from '../../../lib/runtime/bucket-files.ts';
import { startBucketServer } from '../../../local/bucket/server.ts';

test('files go to the bucket of that name, at the endpoint of the settings', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lephi-files-'));
  const server = await startBucketServer({ buckets: { 'lephi-test': folder }, uploads: join(folder, '.uploads') });
  const { files, close } = openFiles('lephi-test', {
    endpoint: server.endpoint,
    region: 'ap-southeast-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await files.write('a/b.csv', [Buffer.from('Sao kê')]);

  expect(readFileSync(join(folder, 'a', 'b.csv'), 'utf8')).toBe('Sao kê');

  close();
  await server.stop();
  rmSync(folder, { recursive: true });
});
