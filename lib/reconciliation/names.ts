import { unescaped } from './arena.ts';
import { textPlaces } from './entry-table.ts';
import type { Matching } from './matching.ts';
import { codeOf, orderCodeOf, refundCodeOf } from './shown-line.ts';

type Kind = 'id' | 'reference' | 'code' | 'key';

/** Names of different kinds are never the same. */
const named = (kind: Kind, name: string | undefined): readonly string[] =>
  name === undefined || name === '' ? [] : [`${kind} ${name}`];

/** Under what an entry is known beside its key. */
export const namesOfEntry = ({ entries }: Matching, entry: number): readonly string[] => {
  const { orderId, reference, refundId, transactionId } = textPlaces;
  const texts = entries.texts(entry);
  const name = (kind: Kind, place: number): readonly string[] => named(kind, unescaped(texts[place]));
  return [
    ...name('id', transactionId),
    ...name('reference', reference),
    ...name('code', orderId),
    ...name('code', refundId),
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

/** Whether one of a record's texts may be one of the names, whatever its kind: to be asked a million times. */
export const mentions = (texts: readonly string[], names: ReadonlySet<string>): boolean =>
  texts.some((text) => names.has(text) || text.includes('\\'));

/** The names without their kinds. */
export const withoutKinds = (names: Iterable<string>): ReadonlySet<string> =>
  new Set([...names].map((name) => name.slice(name.indexOf(' ') + 1)));

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
export function* places(count: number, passes: (place: number) => boolean): Generator<number> {
  for (let place = 0; place < count; place += 1) if (passes(place)) yield place;
}
