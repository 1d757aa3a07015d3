import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleFunctions } from '../../infra/bundle.ts';
import { document } from '../lib/http/described-api.ts';
import { wake } from './function-world.ts';

/** It reads files that only a bundle has beside it, so the bundle is tested. */
describe('the function api-docs', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'lephi-api-docs-'));
  let handler: typeof import('../../functions/api-docs.ts').handler;
  let inputs: string[];

  beforeAll(async () => {
    const { outputs } = await bundleFunctions({ outdir });
    inputs = Object.entries(outputs).flatMap(([path, output]) =>
      path.endsWith('api-docs/index.cjs') ? Object.keys(output.inputs) : [],
    );
    ({ handler } = await import(join(outdir, 'api-docs', 'index.cjs')));
  });

  afterAll(() => {
    rmSync(outdir, { recursive: true });
  });

  const get = (rawPath: string) => wake(handler, 'api-docs', { rawPath } satisfies Partial<APIGatewayProxyEventV2>);

  test('shows the page of its sample event, under a policy of its own', async () => {
    const { statusCode, headers, body } = await wake(handler, 'api-docs');

    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'cache-control': 'public, max-age=300',
      'X-Content-Type-Options': 'nosniff',
      'Strict-Transport-Security': expect.any(String),
    });
    expect(body).toContain('id="problem-fault"');
    expect(body).toContain('id="problem-order-exists"');
  });

  test('serves the OpenAPI document', async () => {
    const { statusCode, headers, body } = await get('/v1/openapi.json');

    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8' });
    expect(JSON.parse(body!)).toEqual(document);
  });

  test('packs what it serves for who can unpack it', async () => {
    const call = { rawPath: '/v1/openapi.json', headers: { 'accept-encoding': 'br, gzip' } };
    const answer = await wake(handler, 'api-docs', call);

    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(answer.isBase64Encoded).toBe(true);
    expect(JSON.parse(gunzipSync(Buffer.from(answer.body!, 'base64')).toString())).toEqual(document);
  });

  test('has nothing else', async () => {
    expect(await get('/v1/openapi.json/..')).toMatchObject({ statusCode: 404 });
    expect(await get('constructor')).toMatchObject({ statusCode: 404 });
  });

  test('carries neither schemas nor the AWS SDK', () => {
    expect(inputs.filter((path) => /node_modules\/(zod|@aws-sdk|@smithy)/.test(path))).toEqual([]);
  });
});
