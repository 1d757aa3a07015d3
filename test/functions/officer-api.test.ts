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

  test('shows an officer of the issuer what waits', async () => {
    const { headers }: APIGatewayProxyEventV2 = sampleEvent('officer-api');
    const authorization = `Bearer ${await signInAs(issuer.origin, 'thanh')}`;
    const answer = await wake(officerApi.handler, 'officer-api', { headers: { ...headers, authorization } });

    expect(JSON.parse(answer.body!)).toMatchObject({
      classes: expect.arrayContaining([{ class: 'unknown-reference', count: 0 }]),
    });
  });
});
