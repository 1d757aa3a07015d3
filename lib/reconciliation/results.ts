import type { Candidate } from '../domain/result.ts';
import { judgeCredit, judgeEntry, judgeLine, type Verdict } from './classify.ts';
import { type EntryTable, entryTexts } from './entry-table.ts';
import { type LineTable, lineTexts } from './line-table.ts';
import type { Matching } from './matching.ts';
import { findRefused, type Refused } from './refused.ts';
import { makeSheet, type Sheet } from './sheet.ts';
import { field, lineText, nameOfText } from './shown-line.ts';
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

/** What a report is written of. */
type Written = { readonly matching: Matching; readonly report: Report };

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

/** Writes the result of an entry, and of the line that is joined with it: the same as {@link writeResult} would. */
function writeEntryResult(sheet: Sheet, { matching, report }: Written, entry: number): void {
  const { entries, lines, batchOf, ruleOf } = matching;
  const verdict = judgeEntry(matching, entry);
  const { class: found, correction, feeVnd, lephiVnd, line, open, statementVnd } = verdict;
  const rule = batchOf.get(entry)?.rule ?? ruleOf(entry);
  sheet.put(`{"class":"${found}"${field('correction', correction)},"entry":`);
  writeEntry(sheet, entries, entry);
  if (feeVnd !== undefined) sheet.put(`,"feeVnd":${feeVnd}`);
  sheet.put(`,"lephiVnd":${lephiVnd}`);
  if (line !== undefined) writeLine(sheet, lines, line);
  sheet.field(',"name":"', entries.texts, { row: entry, field: entryTexts.key });
  sheet.put(`,"open":${open}`);
  if (open) sheet.put(writeRefused(report.refused.ofEntries.get(entry)));
  sheet.put(`${field('rule', rule)},"statementVnd":${statementVnd}}\n`);
}

function writeEntry(sheet: Sheet, entries: EntryTable, row: number): void {
  const { texts } = entries;
  const { key, orderId, paidAt, paidOn, reference, refundId, transactionId } = entryTexts;
  sheet.put(`{"amountVnd":${entries.amountVnd(row)},"direction":"${entries.isOut(row) ? 'out' : 'in'}"`);
  sheet.field(',"key":"', texts, { row, field: key });
  sheet.field(',"orderId":"', texts, { row, field: orderId });
  sheet.put(`,"origin":"${entries.origin(row)}"`);
  sheet.field(',"paidAt":"', texts, { row, field: paidAt });
  sheet.field(',"paidOn":"', texts, { row, field: paidOn });
  sheet.field(',"reference":"', texts, { row, field: reference });
  sheet.field(',"refundId":"', texts, { row, field: refundId });
  sheet.put(entries.isReversed(row) ? ',"state":"reversed"' : ',"state":"paid"');
  sheet.field(',"transactionId":"', texts, { row, field: transactionId });
  sheet.put('}');
}

/** The same as {@link lineText} behind its name. */
function writeLine(sheet: Sheet, lines: LineTable, row: number): void {
  const { texts } = lines;
  const treasuryStatus = lines.treasuryStatus(row);
  sheet.put(`,"line":{"amountVnd":${lines.amountVnd(row)}`);
  sheet.field(',"at":"', texts, { row, field: lineTexts.at });
  sheet.put(`,"bookedOn":"${lines.bookedOn(row)}","direction":"${lines.isOut(row) ? 'out' : 'in'}"`);
  sheet.field(',"reference":"', texts, { row, field: lineTexts.reference });
  sheet.put(`,"status":"${lines.status(row)}"`);
  sheet.field(',"text":"', texts, { row, field: lineTexts.text });
  sheet.field(',"transactionId":"', texts, { row, field: lineTexts.transactionId });
  sheet.put(`${field('treasuryStatus', treasuryStatus)}}`);
}

/** What is said of every entry, and of every line without one. */
export function* listVerdicts(matching: Matching, { ofLines }: Report): Generator<Verdict> {
  for (const { verdict } of ofLines) yield verdict;
  for (let entry = 0; entry < matching.entries.count; entry += 1) yield judgeEntry(matching, entry);
}

/** All results, each as canonical JSON on a line of its own, in order of name, behind a head. */
export function* writeResults({ matching, report }: Written, head: string): Generator<Uint8Array> {
  const sheet = makeSheet();
  sheet.put(head);
  let next = 0;
  const { ofLines } = report;
  for (let entry = 0; entry < matching.entries.count; entry += 1) {
    let first = ofLines[next];
    if (first !== undefined) {
      const key = matching.entries.key(entry);
      for (; first !== undefined && first.name < key; first = ofLines[next]) {
        sheet.put(`${first.text}\n`);
        next += 1;
      }
    }
    writeEntryResult(sheet, { matching, report }, entry);
    const piece = sheet.takeFull();
    if (piece) yield piece;
  }
  for (const { text } of ofLines.slice(next)) sheet.put(`${text}\n`);
  yield sheet.takeRest();
}
