import type { Matching } from './matching.ts';
import { codeOf, orderCodeOf, refundCodeOf } from './shown-line.ts';
import { hashOf } from './json-text.ts';
import { hashNext, type TextRows } from './text-rows.ts';

type Kind = 'id' | 'reference' | 'code' | 'key';

/** Names of different kinds are never the same. */
const named = (kind: Kind, name: string | undefined): readonly string[] =>
  name === undefined || name === '' ? [] : [`${kind} ${name}`];

/** Those names of a kind that are among some. */
export const namesOfKind = (kind: Kind, names: Iterable<string>): readonly string[] =>
  Array.from(names)
    .filter((name) => name.startsWith(`${kind} `))
    .map((name) => name.slice(kind.length + 1));

/** Under what an entry is known beside its key. */
export const namesOfEntry = ({ entries }: Matching, entry: number): readonly string[] => {
  return [
    ...named('id', entries.text(entry, 'transactionId')),
    ...named('reference', entries.text(entry, 'reference')),
    ...named('code', entries.text(entry, 'orderId')),
    ...named('code', entries.text(entry, 'refundId')),
  ];
};

/** Under what a line is known, but for codes in its texts: to look for those takes a hundred times as long. */
export const plainNamesOfLine = ({ lines }: Matching, line: number): readonly string[] => [
  ...named('id', lines.text(line, 'transactionId')),
  ...named('reference', lines.text(line, 'reference')),
];

/** Under what a line is known. */
export const namesOfLine = (matching: Matching, line: number): readonly string[] => [
  ...plainNamesOfLine(matching, line),
  ...named('code', codeOf(matching.lines, line)),
];

/** Under what the line or entry is known that a line undoes; its direction is the other one. */
export const namesOfUndone = (matching: Matching, line: number): readonly string[] => {
  const { lines } = matching;
  const written = { reference: lines.text(line, 'reference'), text: lines.text(line, 'text') };
  return [
    ...(lines.undoesKey(line) ? named('key', lines.key(line)) : []),
    ...plainNamesOfLine(matching, line),
    ...named('code', orderCodeOf(written)),
    ...named('code', refundCodeOf(written)),
  ];
};

/** The key of a line or an entry, as one of its names. */
export const keyAsName = (key: string | undefined): readonly string[] => named('key', key);

/** Places by the names that they are known under. */
export type Known = ReadonlyMap<string, readonly number[]>;

/** Some hashes, to be asked after a million times: it may have one that was not given, never not have one that was. */
export function makeMarks(hashes: readonly number[]): { readonly has: (hash: number) => boolean } {
  // At most one of eight places is marked.
  const marks = new Uint8Array(2 ** Math.ceil(Math.log2(16 * (hashes.length + 1))));
  const mask = marks.length - 1;
  // Two places for each, so that hardly any that was not given has both.
  const first = (hash: number): number => (hash ^ (hash >>> 15)) & mask;
  const second = (hash: number): number => (Math.imul(hash, 0x9e3779b1) >>> 7) & mask;
  for (const hash of hashes) {
    marks[first(hash)] = 1;
    marks[second(hash)] = 1;
  }
  return { has: (hash) => marks[first(hash)] === 1 && marks[second(hash)] === 1 };
}

/**
 * Tells whether one of the first texts of a row may be one of the names, whatever their kinds. It may take another text for
 * a name, never a name for another text.
 */
export function makeMention(names: Iterable<string>) {
  const marks = makeMarks(Array.from(names, (name) => hashOf(name.slice(name.indexOf(' ') + 1))));
  return (texts: TextRows, row: number, fields: number): boolean => {
    const cursor = texts.seek(row, 0);
    for (let left = fields; left > 0; left -= 1) {
      const hash = hashNext(cursor);
      if (hash !== undefined && marks.has(hash)) return true;
    }
    return false;
  };
}

/** Gathers places by their names, each list in order. */
export function gather(places: Iterable<number>, namesOf: (place: number) => readonly string[]): Known {
  const known = new Map<string, number[]>();
  for (const place of places)
    for (const name of namesOf(place)) {
      const some = known.get(name);
      if (some) some.push(place);
      else known.set(name, [place]);
    }
  return known;
}

/** The numbers from 0 to below `count` that pass. */
export function places(count: number, passes: (place: number) => boolean): readonly number[] {
  const found: number[] = [];
  for (let place = 0; place < count; place += 1) if (passes(place)) found.push(place);
  return found;
}
