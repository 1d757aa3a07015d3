import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { securityHeaders } from '../lib/http/security-headers.ts';

/** A file that lies beside the bundle. */
const fileOf = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');

/** Both change only with a deploy, and the old ones harm nobody for five minutes. */
const kept = { 'cache-control': 'public, max-age=300' };

const answers = new Map([
  [
    '/v1/openapi.json',
    { headers: { ...kept, 'content-type': 'application/json; charset=utf-8' }, body: fileOf('openapi.json') },
  ],
  [
    '/v1/docs',
    {
      headers: {
        ...kept,
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': fileOf('docs-policy.txt'),
      },
      body: fileOf('docs.html'),
    },
  ],
]);

/** What was served packed before: both are the same until the next deploy. */
const packed = new Map<string, string>();

/** The document describes all of the API: packed it is an eighth of its size. */
const pack = (body: string): string => {
  const known = packed.get(body) ?? gzipSync(body).toString('base64');
  packed.set(body, known);
  return known;
};

const answer = ({ rawPath, headers: asked }: APIGatewayProxyEventV2): APIGatewayProxyStructuredResultV2 => {
  const { headers, body } = answers.get(rawPath) ?? {};
  if (body === undefined) return { statusCode: 404 };
  if (!/\bgzip\b/.test(asked['accept-encoding'] ?? '')) return { statusCode: 200, headers: { ...headers }, body };
  return {
    statusCode: 200,
    headers: { ...headers, 'content-encoding': 'gzip', vary: 'accept-encoding' },
    body: pack(body),
    isBase64Encoded: true,
  };
};

/** A developer calls: `GET /v1/openapi.json` and `GET /v1/docs`. */
export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>(answer);
handler.use(securityHeaders);
