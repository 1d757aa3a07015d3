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
  const judged = strangers.map((stranger) => ({
    ...stranger,
    verdict: judgeLine(matching, stranger.line, stranger.isRepeat),
  }));
  const refused = findRefused(
    matching,
    judged.filter(({ verdict }) => verdict.open || verdict.class === 'failed-line'),
  );
  const ofLines = [
    ...judged.map(({ text, nth, verdict }) =>
      lineResult(matching, { name: `${nameOfText(text)}#${nth}`, verdict, refused }),
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
  const { class: found, correction, feeVnd, lephiVnd, line, open, statementVnd } = judgeEntry(matching, entry);
  const rule = batchOf.get(entry)?.rule ?? ruleOf(entry);
  sheet.put('{"class":"');
  sheet.put(found);
  if (correction !== undefined) sheet.put(`","correction":"${correction}`);
  sheet.put('","entry":{"amountVnd":');
  writeEntry(sheet, entries, entry);
  if (feeVnd !== undefined) sheet.put(`,"feeVnd":${feeVnd}`);
  sheet.put(',"lephiVnd":');
  sheet.number(lephiVnd);
  if (line !== undefined) writeLine(sheet, lines, line);
  sheet.next(',"name":"', entries.texts.seek(entry, entryTexts.key));
  sheet.put(open ? ',"open":true' : ',"open":false');
  if (open) sheet.put(writeRefused(report.refused.ofEntries.get(entry)));
  if (rule !== undefined) {
    sheet.put(',"rule":"');
    sheet.put(rule);
    sheet.put('","statementVnd":');
  } else sheet.put(',"statementVnd":');
  sheet.number(statementVnd);
  sheet.put('}\n');
}

/** Texts stand in their rows in order of name. */
function writeEntry(sheet: Sheet, entries: EntryTable, entry: number): void {
  const cursor = entries.texts.seek(entry, entryTexts.key);
  sheet.number(entries.amountVnd(entry));
  sheet.next(entries.isOut(entry) ? ',"direction":"out","key":"' : ',"direction":"in","key":"', cursor);
  sheet.next(',"orderId":"', cursor);
  sheet.put(',"origin":"');
  sheet.put(entries.origin(entry));
  sheet.next('","paidAt":"', cursor);
  sheet.next(',"paidOn":"', cursor);
  sheet.next(',"reference":"', cursor);
  sheet.next(',"refundId":"', cursor);
  sheet.put(entries.isReversed(entry) ? ',"state":"reversed"' : ',"state":"paid"');
  sheet.next(',"transactionId":"', cursor);
  sheet.put('}');
}

const statusFields = {
  paid: ',"status":"paid"',
  failed: ',"status":"failed"',
  reversed: ',"status":"reversed"',
} as const;

/** The same as {@link lineText}, behind its name. */
function writeLine(sheet: Sheet, lines: LineTable, line: number): void {
  const cursor = lines.texts.seek(line, lineTexts.at);
  const treasuryStatus = lines.treasuryStatus(line);
  sheet.put(',"line":{"amountVnd":');
  sheet.number(lines.amountVnd(line));
  sheet.next(',"at":"', cursor);
  sheet.put(',"bookedOn":"');
  sheet.put(lines.bookedOn(line));
  sheet.put(lines.isOut(line) ? '","direction":"out"' : '","direction":"in"');
  sheet.next(',"reference":"', cursor);
  sheet.put(statusFields[lines.status(line)]);
  sheet.next(',"text":"', cursor);
  sheet.next(',"transactionId":"', cursor);
  if (treasuryStatus !== undefined) sheet.put(`,"treasuryStatus":"${treasuryStatus}"`);
  sheet.put('}');
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
