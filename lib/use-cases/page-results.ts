import type { Result } from '../domain/result.ts';
import type { ReadResult } from '../reconciliation/read-body.ts';

/** So many results at most are one record of the table. */
const resultsMax = 100;

/** What a record of the table may hold is 400 kB; a character of Vietnamese text is up to three bytes. */
const charactersMax = 100_000;

/** Results in pages as they are stored: the same pages of the same report, whoever makes them. */
const pageResults = async function* (read: AsyncIterable<ReadResult>): AsyncIterable<readonly Result[]> {
  let page: Result[] = [];
  let held = 0;
  for await (const { result, characters } of read) {
    if (page.length === resultsMax || (page.length > 0 && held + characters > charactersMax)) {
      yield page;
      page = [];
      held = 0;
    }
    page.push(result);
    held += characters;
  }
  if (page.length > 0) yield page;
};

/** What a result does to the discrepancy of its name; one that is gone has no result any more. */
export type Task =
  | { readonly type: 'found' | 'shown'; readonly name: string; readonly result: Result }
  | { readonly type: 'explained'; readonly name: string };

/** As much as is stored before it is noted how far a run is. */
export type Part = { readonly pages: readonly (readonly Result[])[]; readonly tasks: readonly Task[] };

/** A discrepancy is two records, and a commit takes a hundred with the run. */
const tasksMax = 45;

const pagesMax = 50;

/** Whether a result shows the line of a payment whose own day is another. */
const showsForOtherDay = ({ entry, line }: Result): boolean =>
  entry !== undefined && entry.origin !== 'of-day' && line !== undefined;

/** What a result does; nothing of almost all. @param openBefore loses the names that were come to */
const taskOf = (result: Result, openBefore: Set<string>): readonly Task[] => {
  const { name, open } = result;
  const wasOpen = openBefore.delete(name);
  if (open) return [{ type: 'found', name, result }];
  if (showsForOtherDay(result)) return [{ type: 'shown', name, result }];
  return wasOpen ? [{ type: 'explained', name }] : [];
};

const chunks = function* <T>(all: readonly T[], size: number): Iterable<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
};

/**
 * A report in parts, the same ones whoever goes on with it: its pages, and what becomes of discrepancies; in the end those
 * that the run before called open and this one does not know any more.
 *
 * @param openBefore the names that the run which counted before calls open
 */
export const partsOfReport = async function* (
  read: AsyncIterable<ReadResult>,
  openBefore: Set<string>,
): AsyncIterable<Part> {
  let pages: (readonly Result[])[] = [];
  let tasks: Task[] = [];
  for await (const page of pageResults(read)) {
    pages.push(page);
    tasks.push(...page.flatMap((result) => taskOf(result, openBefore)));
    while (tasks.length >= tasksMax || pages.length >= pagesMax) {
      yield { pages, tasks: tasks.slice(0, tasksMax) };
      pages = [];
      tasks = tasks.slice(tasksMax);
    }
  }
  if (pages.length > 0 || tasks.length > 0) yield { pages, tasks };
  const gone = [...openBefore].sort().map((name): Task => ({ type: 'explained', name }));
  for (const some of chunks(gone, tasksMax)) yield { pages: [], tasks: some };
};
