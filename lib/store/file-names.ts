import * as z from 'zod/mini';
import { type BankDayName, type Period, periodSchema } from '../domain/run.ts';
import { type Side, sideSchema } from '../domain/statement-source.ts';
import { padded } from './key-table.ts';

/** Which file of a run. */
export type RunFile = 'snapshot' | 'terms' | 'body' | 'carry' | 'sidecar';

/** Where statements wait that were dropped in the bucket. */
export const incomingFolder = 'incoming/';

/** `2026-11-23`, or `2026-11-20..2026-11-22`. */
export const toPeriodText = ({ from, to }: Period): string => (from === to ? to : `${from}..${to}`);

/** The days that {@link toPeriodText} writes so. */
export const readPeriodText = (text: string): Period | undefined => {
  const [from, to = from, ...more] = text.split('..');
  return more.length === 0 ? periodSchema.safeParse({ from, to }).data : undefined;
};

/** A file that was dropped: whose, of which days, and what it is called. */
export type IncomingFile = {
  readonly accountId: string;
  readonly side: Side;
  readonly period: Period;
  readonly name: string;
};

const escapeByte = (byte: number): string => `~${byte.toString(16).toUpperCase().padStart(2, '0')}`;

/** Anything but letters, digits and `-_.` as `~` and two digits for each byte. */
const escaped = (name: string): string =>
  name.replaceAll(/[^\w.-]+/g, (odd) => Array.from(new TextEncoder().encode(odd), escapeByte).join(''));

/** What {@link escaped} wrote, and as it is what somebody else did. */
const unescaped = (name: string): string => {
  const plain = name.replaceAll(/~([0-9A-F]{2})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
  const bytes = Array.from(plain, (symbol) => symbol.codePointAt(0) ?? 0);
  if (plain === name || bytes.some((byte) => byte > 255)) return name;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return name;
  }
};

/** The name under which a statement is dropped in the bucket. */
export const incomingName = ({ accountId, side, period, name }: IncomingFile): string =>
  `${incomingFolder}${accountId}/${side}/${toPeriodText(period)}/${escaped(name)}`;

const incomingSchema = z.object({
  accountId: z.string().check(z.minLength(1)),
  side: sideSchema,
  period: periodSchema,
});

/** What the name of a dropped file says; nothing when it is no such name. */
export const readIncomingName = (path: string): IncomingFile | undefined => {
  if (!path.startsWith(incomingFolder)) return undefined;
  const [accountId, side, period, name, ...more] = path.slice(incomingFolder.length).split('/');
  if (name === undefined || name === '' || more.length > 0) return undefined;
  const read = incomingSchema.safeParse({ accountId, side, period: readPeriodText(period ?? '') });
  return read.success ? { ...read.data, name: unescaped(name) } : undefined;
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
