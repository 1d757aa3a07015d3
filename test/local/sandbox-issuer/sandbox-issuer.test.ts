import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { makeCall } from '../../../lib/runtime/call.ts';
import { makeTokenReader } from '../../../lib/runtime/officer-tokens.ts';
import { signInAs } from './sign-in.ts';
import { startSandboxIssuer } from '../../../local/sandbox-issuer/sandbox-issuer.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const audience = 'urn:lephi:desk';

const startIssuer = async ({ dataFolder, port = 0 }: { dataFolder?: string; port?: number } = {}) => {
  const issuer = await startSandboxIssuer({ dataFolder: dataFolder ?? (await makeTemporaryFolder()), port, audience });
  let open = true;
  const close = async () => {
    if (open) await issuer.close();
    open = false;
  };
  onTestFinished(close);
  return { origin: issuer.origin, close };
};

const readerOf = (issuer: string) => makeTokenReader({ call: makeCall('any'), issuer, audience, nowMs: Date.now });

test.each([
  ['mai', 'Nguyễn Thị Mai', ['finance-officer']],
  ['binh', 'Trần Quốc Bình', ['finance-approver']],
  ['thanh', 'Lê Thị Thanh', ['auditor']],
])('%s signs in, and Lephi reads who that is', async (subject, name, roles) => {
  const { origin } = await startIssuer();

  expect(await readerOf(origin)(await signInAs(origin, subject))).toMatchObject({
    type: 'genuine',
    claims: { iss: origin, aud: audience, sub: subject, name, roles, exp: expect.any(Number) },
  });
});

test('nobody else signs in', async () => {
  const { origin } = await startIssuer();

  await expect(signInAs(origin, 'admin')).rejects.toThrow(/admin/);
});

test('its keys outlive it, and so do its tokens', async () => {
  const dataFolder = await makeTemporaryFolder();
  const first = await startIssuer({ dataFolder });
  const token = await signInAs(first.origin, 'mai');
  await first.close();
  const second = await startIssuer({ dataFolder, port: Number(new URL(first.origin).port) });

  expect((await readerOf(second.origin)(token)).type).toBe('genuine');
  expect((await stat(join(dataFolder, 'sandbox-issuer.json'))).mode & 0o777).toBe(0o600);
});

test('a token of another issuer is not taken', async () => {
  const [one, other] = [await startIssuer(), await startIssuer()];
  const token = await signInAs(one.origin, 'mai');

  expect(decodeJwt(token).iss).toBe(one.origin);
  expect(await readerOf(other.origin)(token)).toEqual({ type: 'refused', why: 'not-genuine' });
});

test('its first page says who there is', async () => {
  const { origin } = await startIssuer();
  const page = await fetch(origin);

  expect(page.headers.get('content-type')).toContain('text/html');
  expect(await page.text()).toContain('Nguyễn Thị Mai');
});
