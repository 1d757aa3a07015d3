import { canonicalJson } from '../domain/canonical-json.ts';
import type { BankDayName, Run } from '../domain/run.ts';
import { afterRunStep } from '../domain/run-changes.ts';
import { reconcile } from '../reconciliation/reconcile.ts';
import { type Terms, termsSchema } from '../reconciliation/terms.ts';
import { runFileNames } from '../store/file-names.ts';
import type { Files } from '../store/files.ts';
import { commitRun } from './commit-run.ts';
import type { ReconcileParts } from './parts.ts';
import { hashedOnTheWay, hashOf, openStatement, openWritten, writeCarry } from './read-run-files.ts';

/** The terms that a run was frozen with. */
export const readTerms = async (files: Files, of: BankDayName, run: Run): Promise<Terms> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of await openWritten(files, { of, run, which: 'terms' })) pieces.push(piece);
  return termsSchema.parse(JSON.parse(Buffer.concat(pieces).toString()));
};

/** What shows from what a report was made, and when: all that its body leaves out. */
const makeSidecar = (of: BankDayName, run: Run, hashes: Run['hashes']): string => {
  const { number, why, period, statement, supersedes, startedAt, frozenAt, broughtForward } = run;
  const times = { startedAt, frozenAt };
  const { sha256, ...file } = statement;
  const told = { run: number, why, period, supersedes, broughtForward, file, ...times };
  return `${canonicalJson({ format: 'lephi-sidecar/1', ...of, ...told, hashes: { statement: sha256, ...hashes } })}\n`;
};

/** Writes the report of a frozen run: it follows from its files alone, so that whoever writes it writes the same bytes. */
export const matchRun = async (parts: ReconcileParts, of: BankDayName, run: Run): Promise<Run | 'overtaken'> => {
  const { files } = parts;
  const terms = await readTerms(files, of, run);
  const statement = await openStatement(files, run);
  const snapshot = await openWritten(files, { of, run, which: 'snapshot' });
  const outcome = await reconcile({ terms, statement, snapshot });
  if (outcome.type === 'refused')
    throw new Error(`the gate refuses a statement that it has passed, in run ${run.number}`);
  const names = runFileNames(of, run.number);
  const body = hashedOnTheWay(outcome.body());
  await files.write(names.body, body.pieces);
  const hashes = { ...run.hashes, body: body.digest(), carry: hashOf(writeCarry(outcome.carry)) };
  await files.write(names.carry, writeCarry(outcome.carry));
  await files.write(names.sidecar, [Buffer.from(makeSidecar(of, run, hashes))]);
  return commitRun(parts, of, { run: afterRunStep(run, { status: 'matched', hashes, summary: outcome.summary }) });
};
