import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll } from 'vitest';
import { makeS3Files } from '../../../lib/store/s3-files.ts';
import { startBucketServer } from '../../../local/bucket/server.ts';
import { describeFiles } from './files-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'lephi-bucket-'));
const server = await startBucketServer({ buckets: { statements: join(folder, 'a') }, uploads: join(folder, 'b') });
const client = new S3Client({
  endpoint: server.endpoint,
  region: 'ap-southeast-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
afterAll(async () => {
  client.destroy();
  await server.stop();
  rmSync(folder, { recursive: true });
});

const files = makeS3Files(client, 'statements');

describeFiles('the bucket in S3', () => files);
