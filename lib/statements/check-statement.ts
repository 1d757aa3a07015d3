import { createHash } from 'node:crypto';
import { readCamt } from './camt.ts';
import { readCsv } from './csv.ts';
import { readDailyJson } from './daily-json.ts';
import { type Expected, makeGate } from './gate.ts';
import { readMt940 } from './mt940.ts';
import { makeProblems, type Problem } from './problems.ts';
import type { Profile } from './profile.ts';
import type { Sink } from './sink.ts';
import type { StatementHeader, StatementLine, StatementTotals } from '../domain/statement.ts';
import { makeTable } from './table.ts';
import { decodeText } from './text.ts';
import { readXlsx } from './xlsx.ts';

/** What the gate says of a file. A refused file is refused whole: none of its lines may be used. */
export type StatementOutcome =
  | {
      readonly verdict: 'passed';
      /** SHA-256 of the bytes, in hex: the same bytes under any name have the same one. */
      readonly fingerprint: string;
      readonly header: StatementHeader;
      readonly totals: StatementTotals;
    }
  | {
      readonly verdict: 'refused';
      readonly fingerprint: string;
      /** The first fifty. */
      readonly problems: readonly Problem[];
      readonly problemCount: number;
    };

type Checking = {
  readonly profile: Profile;
  readonly expected?: Expected;
  /** Is given each line as it is read. They count only when the file has passed; until then, keep them apart. */
  readonly onLine?: (line: StatementLine) => void;
};

/** Bytes on their way to a reader, fingerprinted also where the reader stops early. */
function makeMeter(bytes: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256');
  const source = bytes[Symbol.asyncIterator]();
  const next = async () => {
    const step = await source.next();
    if (step.done !== true) hash.update(step.value);
    return step;
  };
  return {
    /** Has no `return`, so that a reader that stops leaves the source as it is. */
    chunks: { [Symbol.asyncIterator]: () => ({ next }) } satisfies AsyncIterable<Uint8Array>,
    /** Takes what the reader left, and gives the fingerprint of all. */
    finish: async (): Promise<string> => {
      while ((await next()).done !== true);
      return hash.digest('hex');
    },
  };
}

async function read(bytes: AsyncIterable<Uint8Array>, profile: Profile, sink: Sink): Promise<void> {
  const { problems } = sink;
  switch (profile.format) {
    case 'csv': {
      const { encoding, delimiter } = profile;
      const table = makeTable(profile, sink);
      await readCsv(decodeText(bytes, encoding, problems), { delimiter, problems, onRow: table.row });
      if (!problems.isStopped()) table.end();
      return;
    }
    case 'xlsx': {
      const table = makeTable(profile, sink);
      await readXlsx(bytes, { sheet: profile.sheet, problems, onRow: table.row });
      if (!problems.isStopped()) table.end();
      return;
    }
    case 'daily-bank-json':
    case 'daily-treasury-json':
      return readDailyJson(decodeText(bytes, 'utf-8', problems), profile.format, sink);
    case 'camt.053':
    case 'camt.054':
      return readCamt(decodeText(bytes, 'utf-8', problems), profile, sink);
    case 'mt940':
      return readMt940(decodeText(bytes, profile.encoding, problems), profile, sink);
  }
}

/**
 * Reads a statement by its profile and holds it to everything that it says of itself and that is expected of it.
 * The outcome depends on the bytes, the profile and what is expected, and on nothing else.
 */
export async function checkStatement(
  bytes: AsyncIterable<Uint8Array>,
  { profile, expected = {}, onLine = () => undefined }: Checking,
): Promise<StatementOutcome> {
  const problems = makeProblems();
  const meter = makeMeter(bytes);
  const gate = makeGate({ profile, expected, problems }, onLine);
  await read(meter.chunks, profile, gate);
  const fingerprint = await meter.finish();
  const found = problems.isStopped() ? undefined : gate.end();
  return found === undefined || problems.count() > 0
    ? { verdict: 'refused', fingerprint, problems: problems.list(), problemCount: problems.count() }
    : { verdict: 'passed', fingerprint, ...found };
}
