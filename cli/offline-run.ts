import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { canonicalJson } from '../lib/domain/canonical-json.ts';
import { parseOrRefuse } from '../lib/domain/field-errors.ts';
import { type Reconciliation, reconcile } from '../lib/reconciliation/reconcile.ts';
import { type Terms, termsSchema } from '../lib/reconciliation/terms.ts';
import { hashedOnTheWay, hashOf, writeCarry } from '../lib/use-cases/read-run-files.ts';
import { CannotGoOn } from './cannot-go-on.ts';
import { clearBar, showBar } from './progress-bar.ts';
import { findSize, readPieces } from './read-pieces.ts';
import type { Terminal } from './terminal.ts';

/** Where the files lie that a report is made from. */
type RunPaths = { readonly statement: string; readonly snapshot: string; readonly terms: string };

/** What comes of files, and the SHA-256 of each of them. */
type OfflineRun = {
  readonly terms: Terms;
  readonly outcome: Extract<Reconciliation, { type: 'reconciled' }>;
  readonly hashes: { readonly statement: string; readonly snapshot: string; readonly terms: string };
};

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
  const sha256 = hashOf([termsBytes]);
  return { terms, outcome, hashes: { statement: outcome.fingerprint, snapshot: hash.digest('hex'), terms: sha256 } };
}

/** Writes a report into a folder as a run does: body, carry, and a sidecar with the hashes. Gives the body's. */
export async function writeReport(folder: string, { terms, outcome, hashes }: OfflineRun): Promise<string> {
  await mkdir(folder, { recursive: true });
  const hashed = hashedOnTheWay(outcome.body());
  await pipeline(hashed.pieces, createWriteStream(join(folder, 'body')));
  const body = hashed.digest();
  await pipeline(writeCarry(outcome.carry), createWriteStream(join(folder, 'carry')));
  const { accountId, side, on, period } = terms;
  const sidecar = { format: 'lephi-sidecar/1', accountId, side, on, period, hashes: { ...hashes, body } };
  await writeFile(join(folder, 'sidecar.json'), `${canonicalJson(sidecar)}\n`);
  return body;
}
