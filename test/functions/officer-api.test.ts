import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isEmbeddedDynamodbAvailable } from '../../local/embedded-dynamodb.ts';
import { startSandboxIssuer } from '../../local/sandbox-issuer/sandbox-issuer.ts';
import { signInAs } from '../local/sandbox-issuer/sign-in.ts';
import { openFunctionWorld, sampleEvent, type FunctionWorld, wake } from './function-world.ts';

const audience = 'urn:lephi:desk';

describe.skipIf(!isEmbeddedDynamodbAvailable())('the function officer-api', () => {
  let world: FunctionWorld;
  let dataFolder: string;
  let issuer: Awaited<ReturnType<typeof startSandboxIssuer>>;
  let officerApi: typeof import('../../functions/officer-api.ts');

  beforeAll(async () => {
    world = await openFunctionWorld();
    dataFolder = await mkdtemp(join(tmpdir(), 'lephi-issuer-'));
    issuer = await startSandboxIssuer({ dataFolder, audience });
    vi.stubEnv('OFFICER_ISSUER', issuer.origin);
    vi.stubEnv('OFFICER_AUDIENCE', audience);
    officerApi = await import('../../functions/officer-api.ts');
  });

  afterAll(async () => {
    await issuer.close();
    await rm(dataFolder, { recursive: true });
    await world.stop();
  });

  test('does not know the token of its sample event, and says so in Vietnamese', async () => {
    const { statusCode, headers, body } = await wake(officerApi.handler, 'officer-api');

    expect(statusCode).toBe(401);
    expect(headers).toMatchObject({ 'content-language': 'vi', 'X-Content-Type-Options': 'nosniff' });
    expect(JSON.parse(body!)).toMatchObject({ code: 'unauthenticated', detail: expect.stringContaining('đăng nhập') });
  });

  /** As an officer of the issuer: the sample event, at another address. */
  const ask = async (officer: string, path: string, rawQueryString = '') => {
    const { headers, requestContext }: APIGatewayProxyEventV2 = sampleEvent('officer-api');
    const authorization = `Bearer ${await signInAs(issuer.origin, officer)}`;
    return wake(officerApi.handler, 'officer-api', {
      rawPath: path,
      rawQueryString,
      headers: { ...headers, authorization },
      requestContext: { ...requestContext, http: { ...requestContext.http, path } },
    });
  };

  test('shows an officer of the issuer what waits', async () => {
    const { body } = await ask('thanh', '/v1/desk');

    expect(JSON.parse(body!).classes).toContainEqual({ class: 'unknown-reference', count: 0 });
  });

  test('lists the bank days of an account, and knows no others', async () => {
    const { body } = await ask('thanh', '/v1/reconciliation/days', 'account=sample-vnpay&side=bank');
    const { statusCode } = await ask('thanh', '/v1/reconciliation/days/sample-vnpay/bank/2026-11-23');

    expect({ body, statusCode }).toEqual({ body: '{"items":[]}', statusCode: 404 });
  });

  test('goes on in the index from a place where nothing waits any more', async () => {
    for (const place of ['ORDER#LP7K3M9Q2XWW\nORDER', `MOVEMENT#${'x'.repeat(512)}\nMOVEMENT`]) {
      const after = Buffer.from(`2026-11-21T02:30:00.000Z\n${place}`).toString('base64url');
      const { statusCode, body } = await ask('mai', '/v1/desk/items', `class=wrong-amount&after=${after}`);

      expect({ statusCode, body }).toEqual({ statusCode: 200, body: '{"items":[]}' });
    }
  });
});
