import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

const answer = ({ rawPath }: APIGatewayProxyEventV2): APIGatewayProxyStructuredResultV2 => {
  const { headers, body } = answers.get(rawPath) ?? {};
  return body === undefined ? { statusCode: 404 } : { statusCode: 200, headers: { ...headers }, body };
};

/** A developer calls: `GET /v1/openapi.json` and `GET /v1/docs`. */
export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>(answer);
handler.use(securityHeaders);
