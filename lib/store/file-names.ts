import * as z from 'zod/mini';
import { type BankDayName, type Period, periodSchema } from '../domain/run.ts';
import { type Side, sideSchema } from '../domain/statement-source.ts';
import { padded } from './key-table.ts';

/** Which file of a run. */
export type RunFile = 'snapshot' | 'terms' | 'body' | 'carry' | 'sidecar';

/** Where statements wait that were dropped in the bucket. */
export const incomingFolder = 'incoming/';

/** Days written as `2026-11-23`, or as `2026-11-20..2026-11-22`. */
const readPeriodText = (text: string): Period | undefined => {
  const [from, to = from, ...more] = text.split('..');
  return more.length === 0 ? periodSchema.safeParse({ from, to }).data : undefined;
};

/** A file that was dropped: whose, of which days, and what it is called; that decides nothing. */
type IncomingFile = {
  readonly accountId: string;
  readonly side: Side;
  readonly period: Period;
  readonly name: string;
};

const incomingSchema = z.object({
  accountId: z.string().check(z.minLength(1)),
  side: sideSchema,
  period: periodSchema,
});

/** What `incoming/<account>/<side>/<days>/<name>` says of a dropped file; nothing of any other name. */
export const readIncomingName = (path: string): IncomingFile | undefined => {
  if (!path.startsWith(incomingFolder)) return undefined;
  const [accountId, side, period, name, ...more] = path.slice(incomingFolder.length).split('/');
  if (name === undefined || name === '' || more.length > 0) return undefined;
  const read = incomingSchema.safeParse({ accountId, side, period: readPeriodText(period ?? '') });
  return read.success ? { ...read.data, name } : undefined;
};

/** Where the bytes of a file lie while it is not known what they are; nobody else has the id. */
export const receivingName = (id: string): string => `receiving/${id}`;

/** Where the bytes of a statement lie that passed the gate. */
export const statementName = (sha256: string): string => `statements/${sha256}`;

/** Where the bytes of a file lie that the gate refused. */
export const quarantineName = (sha256: string): string => `quarantine/${sha256}`;

const folderOf = ({ accountId, side, on }: BankDayName, run: number): string =>
  `runs/${accountId}/${side}/${on}/${padded(run)}/`;

/** The names of a run's files; what is named by its hash, by that. */
type RunFileNames = {
  readonly snapshot: (sha256: string) => string;
  readonly terms: (sha256: string) => string;
  readonly body: string;
  readonly carry: string;
  readonly sidecar: string;
};

/**
 * Where the files of a run lie. Whoever writes down our side names it by its hash, so that two who are at it at once
 * cannot take each other's for their own; everything else follows from that, and is the same whoever writes it.
 */
export const runFileNames = (of: BankDayName, run: number): RunFileNames => ({
  snapshot: (sha256) => `${folderOf(of, run)}snapshot-${sha256}`,
  terms: (sha256) => `${folderOf(of, run)}terms-${sha256}.json`,
  body: `${folderOf(of, run)}body`,
  carry: `${folderOf(of, run)}carry`,
  sidecar: `${folderOf(of, run)}sidecar.json`,
});
