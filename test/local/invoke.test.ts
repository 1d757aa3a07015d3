import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startOwnLephi } from '../../local/demo/find-lephi.ts';
import { isEmbeddedDynamodbAvailable } from '../../local/embedded-dynamodb.ts';

/** Runs `npm run invoke` without npm. */
const invoke = async (...args: string[]) => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../local/invoke.ts', import.meta.url)), ...args]);
  const code = new Promise((resolve) => child.on('close', resolve));
  const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, output, complaint };
};

test('invoke needs a function and a Lephi that runs', async () => {
  const [nothing, nowhere] = await Promise.all([invoke(), invoke('portal-api', '--data', '/nowhere')]);

  expect(nothing).toEqual({ code: 1, output: '', complaint: expect.stringMatching(/^Usage: /) });
  expect(nowhere).toEqual({
    code: 1,
    output: '',
    complaint: expect.stringMatching(/^No Lephi is running .*npm start/),
  });
});

describe.skipIf(!isEmbeddedDynamodbAvailable())('invoke', () => {
  let own: Awaited<ReturnType<typeof startOwnLephi>>;

  beforeAll(async () => {
    own = await startOwnLephi();
  });

  afterAll(async () => {
    await own.stop();
  });

  test('gives a function its sample event and prints the answer', async () => {
    const { code, output } = await invoke('portal-api', '--data', own.lephi.dataFolder);

    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ statusCode: 201, body: expect.stringContaining('"awaiting"') });
  });

  test('names the functions that there are', async () => {
    const { code, complaint } = await invoke('portal', '--data', own.lephi.dataFolder);

    expect([code, complaint]).toEqual([1, expect.stringContaining('choose one of')]);
  });
});
