import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { getSession, keepSession } from '../../cli/officer-session.ts';
import { makeTemporaryFolder } from '../local/temporary-folder.ts';

const api = 'http://127.0.0.1:4000';

const tokenUntil = (exp: number): string =>
  ['{"alg":"none"}', JSON.stringify({ sub: 'mai', exp }), '']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');

test('a session is kept until it ends', async () => {
  const data = join(await makeTemporaryFolder(), 'not', 'there', 'yet');
  const inAnHour = { api, accessToken: tokenUntil(Date.now() / 1000 + 3600) };
  keepSession(data, inAnHour);
  expect(getSession(data)).toEqual(inAnHour);

  keepSession(data, { api, accessToken: tokenUntil(Date.now() / 1000 - 1) });
  expect(() => getSession(data)).toThrow(/^You are no longer signed in here: /);
});

test('nobody is signed in where no session is kept, or a broken one', async () => {
  const data = await makeTemporaryFolder();
  expect(() => getSession(data)).toThrow(/^Nobody is signed in here: /);

  for (const content of ['', '{}', JSON.stringify({ api, accessToken: 'opaque' })]) {
    await writeFile(join(data, 'officer.json'), content);
    expect(() => getSession(data)).toThrow(/is broken|cannot read/);
  }
});
