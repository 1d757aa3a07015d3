import { type Field, readFields } from './mt940-fields.ts';
import { joinLines, type Mt940Profile, readBalance, readEntry } from './mt940-values.ts';
import { type ReadLine, readText, type Sink } from './sink.ts';

/** The pages of one statement, and whether the present one was closed. */
function makePages(sink: Sink) {
  const { problems } = sink;
  let page = 0;
  let state: 'outside' | 'open' | 'closed-between' | 'closed' = 'outside';
  let carriedVnd: number | undefined;
  return {
    isOpen: () => state === 'open',
    isWhole: () => state === 'closed',
    begin: ({ line }: Field): void => {
      if (state === 'open') problems.stop({ code: 'truncated', line, field: 'closingVnd' });
      if (state === 'closed') problems.stop({ code: 'second-statement', line });
      page += 1;
      state = 'open';
    },
    number: ({ lines, line }: Field): void => {
      const [, number, found] = /^(\d{1,5})(?:\/(\d{1,5}))?/.exec(lines[0] ?? '') ?? [];
      if (number === undefined) problems.add({ code: 'malformed', line, field: 'number' });
      else sink.header({ number }, line);
      if (found !== undefined && Number(found) !== page)
        problems.stop({ code: 'missing-page', line, found, wanted: String(page) });
    },
    open: (field: Field): void => {
      const balance = readBalance(field, 'openingVnd', sink);
      const { tag, line } = field;
      if ((tag === '60F') !== (page === 1)) problems.stop({ code: 'missing-page', line });
      if (balance === undefined) return;
      if (page === 1) sink.header({ openingVnd: balance.amountVnd }, line);
      else if (balance.amountVnd !== carriedVnd)
        problems.add({ code: 'balance-differs', line, found: String(balance.amountVnd), wanted: String(carriedVnd) });
    },
    close: (field: Field): void => {
      const balance = readBalance(field, 'closingVnd', sink);
      carriedVnd = balance?.amountVnd;
      state = field.tag === '62F' ? 'closed' : 'closed-between';
      if (state === 'closed') sink.header({ closingVnd: balance?.amountVnd, to: balance?.on }, field.line);
    },
  };
}

/** What stands between field 20 and the closing balance; others, such as 64 and 86, may stand behind it. */
const isInside = (tag: string): boolean => /^(25P?|28C?|60[FM]|61|62[FM])$/.test(tag);

/**
 * Reads an MT940 with one statement, which may go over several messages: each page but the last closes with a balance
 * between (62M), with which the next one opens (60M).
 */
export async function readMt940(texts: AsyncIterable<string>, profile: Mt940Profile, sink: Sink): Promise<void> {
  const { problems } = sink;
  const pages = makePages(sink);
  let entry: ReadLine | undefined;
  const flush = (lines: readonly string[] = []): void => {
    if (entry !== undefined)
      sink.line({ ...entry, text: readText(problems, 'text', { text: joinLines(lines), line: entry.rawLine }) });
    entry = undefined;
  };
  const tellAccount = ({ lines, line }: Field): void => {
    sink.header({ account: (lines[0] ?? '').trim() }, line);
  };
  const close = (field: Field): void => {
    flush();
    pages.close(field);
  };
  const handlers = new Map<string, (field: Field) => void>([
    ['20', pages.begin],
    ['25', tellAccount],
    ['25P', tellAccount],
    ['28', pages.number],
    ['28C', pages.number],
    ['60F', pages.open],
    ['60M', pages.open],
    [
      '61',
      (field) => {
        flush();
        entry = readEntry(field, profile, sink);
      },
    ],
    [
      '86',
      ({ lines }) => {
        flush(lines);
      },
    ],
    ['62F', close],
    ['62M', close],
  ]);
  await readFields(texts, problems, (field) => {
    if (isInside(field.tag) && !pages.isOpen()) problems.stop({ code: 'malformed', line: field.line, wanted: ':20:' });
    else handlers.get(field.tag)?.(field);
  });
  if (!problems.isStopped() && !pages.isWhole())
    problems.stop({ code: 'truncated', field: 'closingVnd', wanted: ':62F:' });
}
