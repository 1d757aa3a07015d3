import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnsecuredJWT } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { openDesk } from '../../cli/desk-client.ts';
import { keepSession } from '../../cli/officer-session.ts';
import { serveListener } from '../../local/sandbox/web-server.ts';

const openAt = async (api: string) => {
  const data = await mkdtemp(join(tmpdir(), 'lephi-client-'));
  onTestFinished(() => rm(data, { recursive: true }));
  const accessToken = new UnsecuredJWT({ sub: 'mai' }).setExpirationTime('1h').encode();
  keepSession(data, { api, accessToken });
  return openDesk(data);
};

const answering = async (status: number, body: string) => {
  const { origin, close } = await serveListener(
    () => (_request, response) => void response.writeHead(status).end(body),
    0,
  );
  onTestFinished(close);
  return openAt(origin);
};

const get = (desk: Awaited<ReturnType<typeof openAt>>) => desk.get('', z.object({ a: z.number() }));

test.each([
  [404, '{"code":"not-found","title":"x","detail":"There is no such movement."}', { code: 'not-found' }],
  [
    500,
    '{"code":"fault","title":"Something went wrong on our side"}',
    { code: 'fault', message: /wrong on our side\.$/ },
  ],
  [429, '{"message":"Too Many Requests"}', { message: /^Lephi answers 429\.$/ }],
  [502, '<html>', { message: /^Lephi answers 502\.$/ }],
  [200, '{"a":"x"}', { message: /does not understand/ }],
  [200, '<html>', { message: /does not understand/ }],
])(
  'an answer %i %s is told in one line',
  async (status, body, { code, message }: { code?: string; message?: RegExp }) => {
    const error: unknown = await get(await answering(status, body)).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(Error);
    if (code !== undefined) expect(error).toMatchObject({ code });
    if (message !== undefined) expect(error).toMatchObject({ message: expect.stringMatching(message) });
  },
);

test('what answers is read by its schema', async () => {
  expect(await get(await answering(200, '{"a":1,"b":2}'))).toEqual({ a: 1 });
});

test('nobody is called who does not answer, and a token follows no redirect', async () => {
  await expect(get(await openAt('http://127.0.0.1:9'))).rejects.toThrow('Lephi does not answer at http://127.0.0.1:9.');
  const { origin, close } = await serveListener(
    () => (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:9' }).end(),
    0,
  );
  onTestFinished(close);
  await expect(get(await openAt(origin))).rejects.toThrow('Lephi does not answer');
});
