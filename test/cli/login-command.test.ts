import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeJson } from '../../local/json-file.ts';
import { startSandboxIssuer } from '../../local/sandbox-issuer/sandbox-issuer.ts';
import { approveTerminal } from '../local/sandbox-issuer/sign-in.ts';
import { makeTemporaryFolder } from '../local/temporary-folder.ts';
import { runAtTerminal } from './at-terminal.ts';

const audience = 'urn:lephi:desk';

let issuer: Awaited<ReturnType<typeof startSandboxIssuer>>;
let data: string;

beforeEach(async () => {
  data = await makeTemporaryFolder();
  issuer = await startSandboxIssuer({ dataFolder: data, audience });
  writeJson(join(data, 'running.json'), {
    pid: process.pid,
    origin: 'http://127.0.0.1:4000',
    issuerOrigin: issuer.origin,
    environment: { OFFICER_AUDIENCE: audience },
  });
});

afterEach(async () => {
  await issuer.close();
});

/** Runs the command; who sits at the terminal opens the address that it tells, and signs in there. */
const login = async (officer: string, ...args: string[]) => {
  const pages: Promise<string>[] = [];
  const onNote = (line: string): void => {
    const [address] = /http\S+user_code=\S+/.exec(line) ?? [];
    if (address !== undefined) pages.push(approveTerminal(address, officer));
  };
  const ended = await runAtTerminal(['login', '--data', data, ...args], { onNote });
  return { ...ended, pages: await Promise.all(pages) };
};

describe('an officer, at a terminal,', () => {
  test('signs in through a browser', async () => {
    const { code, out, err, pages } = await login('mai');

    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringMatching(/^You are Nguyễn Thị Mai \(finance-officer\), signed in until \d\d/),
    });
    expect(err).toMatch(/^Open http:\S+ in a browser and sign in\. The code there is [A-Z]{4}-[A-Z]{4}\.$/);
    expect(pages[0]).toContain('You are signed in: go back to your terminal.');
  });

  test('has the token kept where nobody else can read it', async () => {
    await login('mai');
    const path = join(data, 'officer.json');
    const session = JSON.parse(await readFile(path, 'utf8'));

    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(session).toEqual({ api: 'http://127.0.0.1:4000', accessToken: expect.stringMatching(/^ey[\w.-]+$/) });
  });

  test('can have the token printed instead, alone', async () => {
    const { out } = await login('binh', '--print', '--issuer', issuer.origin);

    expect(out).toMatch(/^ey[\w-]+\.ey[\w-]+\.[\w-]+$/);
    await expect(stat(join(data, 'officer.json'))).rejects.toThrow('ENOENT');
  });

  test('is told for machines who that is', async () => {
    const { out } = await login('thanh', '--json');

    expect(JSON.parse(out)).toEqual({
      api: 'http://127.0.0.1:4000',
      name: 'Lê Thị Thanh',
      roles: ['auditor'],
      expiresAt: expect.stringMatching(/Z$/),
    });
  });

  test('is not signed in as somebody whom the issuer does not know', async () => {
    expect((await login('mai', '--client', 'other')).err).toMatch(
      /^The issuer http:\S+ does not sign anybody in here: /,
    );
  });

  test.each([
    ['--issuer', 'http://127.0.0.1:9', /^Name both the issuer and the address of Lephi: --issuer and --api\.$/],
    ['--api', 'http://127.0.0.1:9', /^Name both/],
    ['--data', '/nowhere', /^No Lephi runs on this machine: start it with npm start, or name another/],
  ])('is told in one line what is wrong with %s %s', async (option, value, says) => {
    const { code, err } = await login('mai', option, value);

    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(says) });
  });

  test('is told that nobody answers there', async () => {
    const { err } = await login('mai', '--issuer', 'http://127.0.0.1:9', '--print');

    expect(err).toBe('http://127.0.0.1:9 does not answer as an OpenID Connect issuer does.');
  });
});
