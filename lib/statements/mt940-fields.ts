import { rowCharactersMax } from './csv.ts';
import type { Problems } from './problems.ts';

/** One field of a message: its tag, its lines, and the line of the file on which it begins. */
export type Field = { readonly tag: string; readonly lines: readonly string[]; readonly line: number };

/** A field has at most six lines of 65 characters; a bank may write longer ones, a broken file has no end. */
const fieldLinesMax = 100;

/** A tag begins a field, also behind the envelope of its message. */
const tagForm = /^(?:\{.*\{4:)?:(\d{2}[A-Z]?|NS):/;

/** What ends a message, and the envelope of the next. */
const betweenForm = /^(?:-|-\}.*|\{\d:.*)$/;

/** Cuts a text into the fields of its messages. Envelopes in braces and empty lines are left out. */
export async function readFields(
  texts: AsyncIterable<string>,
  problems: Problems,
  onField: (field: Field) => void,
): Promise<void> {
  let rest = '';
  let number = 0;
  let field: { tag: string; lines: string[]; line: number } | undefined;
  const flush = (): void => {
    if (field !== undefined && !problems.isStopped()) onField(field);
    field = undefined;
  };
  const take = (written: string): void => {
    number += 1;
    const line = written.endsWith('\r') ? written.slice(0, -1) : written;
    const [start, tag] = tagForm.exec(line) ?? [];
    if (start !== undefined && tag !== undefined) {
      flush();
      field = { tag, lines: [line.slice(start.length)], line: number };
    } else if (betweenForm.test(line)) flush();
    else if (line === '') return;
    else if (field === undefined || field.lines.length >= fieldLinesMax)
      problems.stop({ code: 'malformed', line: number });
    else field.lines.push(line);
  };
  for await (const text of texts) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
    if (rest.length > rowCharactersMax) problems.stop({ code: 'too-long', line: number + 1 });
    if (problems.isStopped()) return;
  }
  take(rest);
  flush();
}
