import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { CannotStart } from './cannot-start.ts';
import { findFreePort } from './free-port.ts';
import { spawnTiedChild, type TiedChild } from './tied-child.ts';

const binaryPath = fileURLToPath(new URL('../node_modules/@dynoxide/linux-x64/dynoxide', import.meta.url));

/** Without it every write reads all stream records kept so far: 59 puts a second at 40,000 of them instead of 1,400. */
const streamIndex =
  'CREATE INDEX IF NOT EXISTS sr_seq ON _stream_records(table_name, CAST(sequence_number AS INTEGER))';

type EmbeddedDynamodb = {
  endpoint: string;
  pid: number;
  /** Settles when the engine has ended, whoever ended it. */
  ended: Promise<unknown>;
  stop: () => Promise<void>;
};

export function isEmbeddedDynamodbAvailable(): boolean {
  return existsSync(binaryPath);
}

/**
 * Starts a DynamoDB of our own. What it acknowledged is on disk in `dataFolder` and survives any kind of end; without a
 * folder it uses a temporary one that goes when it stops.
 */
export async function startEmbeddedDynamodb(
  options: { dataFolder?: string; port?: number } = {},
): Promise<EmbeddedDynamodb> {
  const temporaryFolder =
    options.dataFolder === undefined ? await mkdtemp(join(tmpdir(), 'lephi-dynamodb-')) : undefined;
  const databasePath = join(options.dataFolder ?? temporaryFolder ?? '', 'dynamodb.sqlite');
  const port = await findFreePort(options.port);
  const engine = spawnTiedChild(binaryPath, ['--port', String(port), '--db-path', databasePath]);
  await waitUntilListening(engine, databasePath);
  addStreamIndex(databasePath);
  const stop = async (): Promise<void> => {
    await engine.stop();
    if (temporaryFolder !== undefined) await rm(temporaryFolder, { recursive: true });
  };
  return { endpoint: `http://127.0.0.1:${port}`, pid: engine.pid, ended: engine.ended, stop };
}

/** The engine says on its error output that it listens, or why it does not. */
async function waitUntilListening(engine: TiedChild, databasePath: string): Promise<void> {
  let said = '';
  const listening = new Promise<void>((resolve) => {
    engine.stderr.on('data', (bytes) => {
      said += String(bytes);
      if (said.includes('listening on')) resolve();
    });
  });
  const failed = engine.ended.then(() => `The embedded DynamoDB does not start with ${databasePath}: ${said.trim()}`);
  const complaint = await Promise.race([listening, failed]);
  if (complaint !== undefined) throw new CannotStart(complaint);
}

function addStreamIndex(databasePath: string): void {
  const database = new DatabaseSync(databasePath, { timeout: 5_000 });
  database.exec(streamIndex);
  database.close();
}
