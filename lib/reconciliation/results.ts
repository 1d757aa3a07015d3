import type { Candidate } from '../domain/result.ts';
import { field } from './arena.ts';
import { judgeCredit, judgeEntry, judgeLine, type Verdict } from './classify.ts';
import type { EntryTable } from './entry-table.ts';
import type { Matching } from './matching.ts';
import { findRefused, type Refused } from './refused.ts';
import { lineText, nameOfText } from './shown-line.ts';
import { findStrangers, type Stranger } from './strangers.ts';

/** The result of a line that no entry is joined with. */
type LineResult = { readonly name: string; readonly verdict: Verdict; readonly text: string };

/** Everything that a report says of lines without entry and of what is open; the rest is written as it is read. */
export type Report = {
  /** In order of name. */
  readonly ofLines: readonly LineResult[];
  readonly refused: Refused;
  readonly strangers: readonly Stranger[];
};

/** Names the lines that no entry is joined with, and judges them. */
export function makeReport(matching: Matching): Report {
  const strangers = findStrangers(matching);
  const refused = findRefused(matching, strangers);
  const ofLines = [
    ...strangers.map(({ line, text, nth, isRepeat }) =>
      lineResult(matching, {
        name: `${nameOfText(text)}#${nth}`,
        verdict: judgeLine(matching, line, isRepeat),
        refused,
      }),
    ),
    ...creditResults(matching, refused),
  ].toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return { ofLines, refused, strangers };
}

/** Lines of credits that are not the sum of what was due. Of several that say the same none is joined with anything else. */
function creditResults(matching: Matching, refused: Refused): LineResult[] {
  const seen = new Map<string, number>();
  return matching.batches
    .filter(({ differenceVnd }) => differenceVnd !== 0)
    .map((batch) => {
      const base = nameOfText(lineText(matching.lines, batch.line));
      const nth = (seen.get(base) ?? 0) + 1;
      seen.set(base, nth);
      return lineResult(matching, { name: `${base}#${nth}`, verdict: judgeCredit(batch), refused, rule: batch.rule });
    });
}

type Told = {
  readonly name: string;
  readonly verdict: Verdict;
  readonly refused: Refused;
  readonly rule?: string;
};

function lineResult(matching: Matching, { name, verdict, refused, rule }: Told): LineResult {
  const { class: found, line = 0, open } = verdict;
  const certainKey = found === 'missing-at-lephi' ? matching.lines.key(line) : undefined;
  const text = writeResult(verdict, {
    certainKey: certainKey === undefined ? '' : `"certainKey":${JSON.stringify(certainKey)},`,
    entry: '',
    line: `,"line":${lineText(matching.lines, line)}`,
    name: JSON.stringify(name),
    refused: open ? writeRefused(refused.ofLines.get(line)) : '',
    rule,
  });
  return { name, verdict, text };
}

/** The parts of a result that are written already. */
type Parts = Readonly<Record<'certainKey' | 'entry' | 'line' | 'name' | 'refused', string>> & {
  readonly rule: string | undefined;
};

/** Canonical JSON as it stands: a million results are not sorted by name again. */
const writeResult = (
  { class: found, correction, feeVnd, lephiVnd, open, statementVnd }: Verdict,
  { certainKey, entry, line, name, refused, rule }: Parts,
): string =>
  `{${certainKey}"class":"${found}"${field('correction', correction)}${entry}` +
  `${feeVnd === undefined ? '' : `,"feeVnd":${feeVnd}`},"lephiVnd":${lephiVnd}${line},"name":${name},"open":${open}` +
  `${refused}${field('rule', rule)},"statementVnd":${statementVnd}}`;

const writeRefused = (some: readonly Candidate[] | undefined): string =>
  some === undefined || some.length === 0 ? '' : `,"refused":${JSON.stringify(some)}`;

/** The result of an entry, and of the line that is joined with it. */
function writeEntryResult(matching: Matching, { refused }: Report, entry: number): string {
  const { entries, lines, batchOf, ruleOf } = matching;
  const verdict = judgeEntry(matching, entry);
  const texts = entries.texts(entry);
  return writeResult(verdict, {
    certainKey: '',
    entry: `,"entry":${writeEntry(entries, entry, texts)}`,
    line: verdict.line === undefined ? '' : `,"line":${lineText(lines, verdict.line)}`,
    name: `"${texts[0] ?? ''}"`,
    refused: verdict.open ? writeRefused(refused.ofEntries.get(entry)) : '',
    rule: batchOf.get(entry)?.rule ?? ruleOf(entry),
  });
}

const writeEntry = (entries: EntryTable, entry: number, texts: readonly string[]): string => {
  const [key = '', orderId, paidAt, paidOn, reference, refundId, transactionId] = texts;
  return (
    `{"amountVnd":${entries.amountVnd(entry)},"direction":"${entries.isOut(entry) ? 'out' : 'in'}","key":"${key}"` +
    `${field('orderId', orderId)},"origin":"${entries.origin(entry)}"${field('paidAt', paidAt)}${field('paidOn', paidOn)}` +
    `${field('reference', reference)}${field('refundId', refundId)},"state":"${entries.isReversed(entry) ? 'reversed' : 'paid'}"` +
    `${field('transactionId', transactionId)}}`
  );
};

/** What is said of every entry, and of every line without one. */
export function* listVerdicts(matching: Matching, { ofLines }: Report): Generator<Verdict> {
  for (const { verdict } of ofLines) yield verdict;
  for (let entry = 0; entry < matching.entries.count; entry += 1) yield judgeEntry(matching, entry);
}

/** All results as canonical JSON, in order of name. */
export function* writeResults(matching: Matching, report: Report): Generator<string> {
  let next = 0;
  const { ofLines } = report;
  for (let entry = 0; entry < matching.entries.count; entry += 1) {
    let first = ofLines[next];
    if (first !== undefined) {
      const key = matching.entries.key(entry);
      for (; first !== undefined && first.name < key; first = ofLines[next]) {
        yield first.text;
        next += 1;
      }
    }
    yield writeEntryResult(matching, report, entry);
  }
  for (const { text } of ofLines.slice(next)) yield text;
}
