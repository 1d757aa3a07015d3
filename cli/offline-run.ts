import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { canonicalJson } from '../lib/domain/canonical-json.ts';
import { parseOrRefuse } from '../lib/domain/field-errors.ts';
import { type Reconciliation, reconcile } from '../lib/reconciliation/reconcile.ts';
import { writeSnapshot } from '../lib/reconciliation/snapshot.ts';
import { type Terms, termsSchema } from '../lib/reconciliation/terms.ts';
import { CannotGoOn } from './cannot-go-on.ts';
import { clearBar, showBar } from './progress-bar.ts';
import type { Terminal } from './terminal.ts';

/** Where the files lie that a report is made from. */
type RunPaths = { readonly statement: string; readonly snapshot: string; readonly terms: string };

/** What comes of files, and the SHA-256 of each of them. */
type OfflineRun = {
  readonly terms: Terms;
  readonly outcome: Extract<Reconciliation, { type: 'reconciled' }>;
  readonly hashes: { readonly statement: string; readonly snapshot: string; readonly terms: string };
};

const pieceBytes = 256 * 1024;

async function findSize(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) throw new CannotGoOn(`There is no file ${path}.`);
  return found.size;
}

async function* readPieces(path: string, onPiece: (piece: Uint8Array) => void): AsyncGenerator<Uint8Array> {
  for await (const piece of createReadStream(path, { highWaterMark: pieceBytes })) {
    if (!Buffer.isBuffer(piece)) continue;
    onPiece(piece);
    yield piece;
  }
}

/** Reads the terms of a run. */
function readTerms(path: string, bytes: Buffer): Terms {
  try {
    return parseOrRefuse(termsSchema, JSON.parse(bytes.toString()), { at: '/terms' });
  } catch (error) {
    if (error instanceof SyntaxError) throw new CannotGoOn(`${path} is not JSON.`);
    throw error;
  }
}

const refuse = ({ problems, problemCount }: Extract<Reconciliation, { type: 'refused' }>): CannotGoOn =>
  new CannotGoOn(
    `The statement is refused for ${problemCount} problems, the first of them: ${canonicalJson(problems[0])}.`,
    'statement-quarantined',
  );

/** Reconciles files without a Lephi: the same report as that of a run from the same files. */
export async function reconcileFiles(paths: RunPaths, terminal: Terminal): Promise<OfflineRun> {
  const bytesOf = { statement: await findSize(paths.statement), snapshot: await findSize(paths.snapshot) };
  await findSize(paths.terms);
  const termsBytes = await readFile(paths.terms);
  const terms = readTerms(paths.terms, termsBytes);
  const hash = createHash('sha256');
  let bytes = 0;
  const onPiece = (piece: Uint8Array): void => {
    bytes += piece.length;
    showBar(terminal, bytes / (bytesOf.statement + bytesOf.snapshot || 1), 'read');
  };
  const outcome = await reconcile({
    terms,
    statement: readPieces(paths.statement, onPiece),
    snapshot: readPieces(paths.snapshot, (piece) => {
      hash.update(piece);
      onPiece(piece);
    }),
  });
  clearBar(terminal);
  if (outcome.type === 'refused') throw refuse(outcome);
  const sha256 = createHash('sha256').update(termsBytes).digest('hex');
  return { terms, outcome, hashes: { statement: outcome.fingerprint, snapshot: hash.digest('hex'), terms: sha256 } };
}

/** The SHA-256 of pieces. */
export function hashOf(pieces: Iterable<Uint8Array>): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

/** Writes a report into a folder as a run does: body, carry, and a sidecar with the hashes. Gives the body's. */
export async function writeReport(folder: string, { terms, outcome, hashes }: OfflineRun): Promise<string> {
  await mkdir(folder, { recursive: true });
  const hash = createHash('sha256');
  const hashed = function* (): Iterable<Uint8Array> {
    for (const piece of outcome.body()) {
      hash.update(piece);
      yield piece;
    }
  };
  await pipeline(hashed(), createWriteStream(join(folder, 'body')));
  const body = hash.digest('hex');
  await pipeline(writeSnapshot({ entries: outcome.carry, orders: [] }), createWriteStream(join(folder, 'carry')));
  const { accountId, side, on, period } = terms;
  const sidecar = { format: 'lephi-sidecar/1', accountId, side, on, period, hashes: { ...hashes, body } };
  await writeFile(join(folder, 'sidecar.json'), `${canonicalJson(sidecar)}\n`);
  return body;
}
