/**
 * `npm start`: Lephi on this machine, until Ctrl-C, or until the process that started it is gone.
 * Exit code 0 when it was told to stop, 1 when it cannot start or cannot go on.
 */
import { arch, platform } from 'node:process';
import { CannotStart } from './cannot-start.ts';
import { isEmbeddedDynamodbAvailable } from './embedded-dynamodb.ts';
import { startLephi } from './lephi.ts';
import { readOptions } from './options.ts';
import type { RunningLephi } from './running-lephi.ts';

/** Long enough for all parts to end by themselves; what is left goes down with this process. */
const stopMsMax = 5_000;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (platform === 'win32') throw new CannotStart('Lephi needs a Unix shell for its children: on Windows, use WSL.');
  const end = Promise.withResolvers<{ complaint?: string }>();
  listenForEnd(() => {
    end.resolve({});
  });
  const startup = startLephi(options, {
    tell: console.error,
    onLoss: (complaint) => {
      end.resolve({ complaint });
    },
  });
  const started = await Promise.race([startup, end.promise]);
  if (!('lephi' in started)) return;

  printWelcome(started.lephi);
  const { complaint } = await end.promise;
  setTimeout(() => process.exit(), stopMsMax).unref();
  await started.stop();
  if (complaint !== undefined) throw new CannotStart(complaint);
}

function listenForEnd(onEnd: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onEnd);
  // local/run.mjs holds the other end of this channel, so that even its being killed is noticed.
  process.on('disconnect', onEnd);
}

function printWelcome({ origin, bankOrigin, portalOrigin, issuerOrigin, dataFolder }: RunningLephi): void {
  const seconds = (performance.now() / 1_000).toFixed(1);
  console.log(`Lephi is ready after ${seconds} s. Its data is in ${dataFolder}.

  Sandbox portal   ${portalOrigin}
  Sandbox bank     ${bankOrigin}
  Sandbox issuer   ${issuerOrigin}
  Orders API       ${origin}/v1/docs
`);
  if (!isEmbeddedDynamodbAvailable()) {
    console.log(`1 part is skipped on ${platform}-${arch}: the embedded DynamoDB, for AWS_ENDPOINT_URL_DYNAMODB.\n`);
  }
  console.log('Ctrl-C stops it.');
}

try {
  await main();
  process.exit();
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : error);
  process.exit(1);
}
