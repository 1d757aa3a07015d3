import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnTiedChild } from '../../local/tied-child.ts';

/** A server of our own, which ends with the bench. */
type Postgres = {
  /** Copies both sides in, joins them in full, compares amounts, and writes every row with its class. */
  readonly join: (folder: string) => { readonly totalMs: number };
  readonly stop: () => Promise<void>;
};

const isThere = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** The server refuses to be root's: as root, it is the system's user for it that runs it. */
const runAs = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--'] : [];

/** What of its caution nobody needs for a bench is switched off, and it may have as much memory as it wants. */
const settings = {
  listen_addresses: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  shared_buffers: '256MB',
  work_mem: '256MB',
  max_wal_size: '4GB',
};

const script = (folder: string, out: string): string => `
BEGIN;
DROP TABLE IF EXISTS lines, entries;
CREATE UNLOGGED TABLE lines (booked_on date, transaction_id text, reference text, direction text, amount_vnd bigint,
  status text, line_text text);
CREATE UNLOGGED TABLE entries (key text, direction text, amount_vnd bigint, state text, paid_at text, paid_on date,
  reference text, transaction_id text, order_id text, refund_id text, origin text);
COPY lines FROM '${join(folder, 'lines.csv')}' (FORMAT csv);
COPY entries FROM '${join(folder, 'entries.csv')}' (FORMAT csv);
COPY (
  SELECT CASE WHEN entries.key IS NULL THEN 'missing-at-lephi' WHEN lines.direction IS NULL THEN 'missing-at-provider'
    WHEN entries.amount_vnd <> lines.amount_vnd THEN 'amount-differs' ELSE 'matched' END AS result, lines.*, entries.*
  FROM lines FULL OUTER JOIN entries
    ON lines.transaction_id = entries.transaction_id AND lines.direction = entries.direction
) TO '${out}' (FORMAT csv, HEADER);
COMMIT;
`;

/** Starts a server on a socket in a folder of its own; says why not where there is none. */
export async function startPostgres(): Promise<Postgres | string> {
  if (!['initdb', 'postgres', 'psql'].every(isThere))
    return 'PostgreSQL is not measured: initdb, postgres and psql are not here.';
  const folder = mkdtempSync(join(tmpdir(), 'lephi-bench-postgres-'));
  chmodSync(folder, 0o777);
  const [first, ...rest] = [...runAs, 'initdb'];
  const data = join(folder, 'data');
  mkdirSync(join(folder, 'out'), { mode: 0o777 });
  chmodSync(join(folder, 'out'), 0o777);
  execFileSync(first, [...rest, '-D', data, '--auth=trust', '--username=bench', '--locale=C', '--encoding=UTF8'], {
    stdio: 'ignore',
  });
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [server = 'postgres', ...serverArguments] = [...runAs, 'postgres', '-D', data, '-k', folder, ...options];
  const child = spawnTiedChild(server, serverArguments);
  child.stdout.resume();
  child.stderr.resume();
  const psql = (input: string) =>
    spawnSync('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-h', folder, '-U', 'bench', '-d', 'postgres', '-f', '-'], {
      input,
      encoding: 'utf8',
    });
  for (let tries = 0; psql('SELECT 1;').status !== 0; tries += 1) {
    if (tries > 100) throw new Error('PostgreSQL does not start');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    join: (from) => {
      const startedAt = performance.now();
      const { status, stderr } = psql(script(from, join(folder, 'out', 'postgres.csv')));
      if (status !== 0) throw new Error(stderr);
      return { totalMs: performance.now() - startedAt };
    },
    stop: async () => {
      await child.stop(10_000);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
