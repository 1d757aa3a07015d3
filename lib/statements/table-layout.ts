import type { TableProfile } from './profile.ts';

/** A name or label without what a bank writes in one way or another: case, width of spaces, composed letters. */
export const fold = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim().toLowerCase();

/** Where the columns of a profile stand in one file, by the name in our words. */
export type Layout = {
  readonly at: ReadonlyMap<string, number>;
  /** The folded cells of the row that names the columns. */
  readonly head: readonly string[];
};

type Column = readonly [name: string, names: readonly string[]];

function amountColumns({ direction }: TableProfile): readonly Column[] {
  if (direction.rule === 'two-columns')
    return [
      ['in', direction.in],
      ['out', direction.out],
    ];
  const amount: Column = ['amount', direction.amount];
  return direction.rule === 'flag' ? [amount, ['flag', direction.flag]] : [amount];
}

function factColumns({ facts }: TableProfile): readonly Column[] {
  return Object.entries(facts).flatMap(([name, place]): Column[] => {
    if (place === undefined) return [];
    const names = 'column' in place ? place.column : place.under;
    return names === undefined ? [] : [[factColumn(name), names]];
  });
}

/** What the column of a fact is called in a layout. */
export const factColumn = (fact: string): string => `facts.${fact}`;

/** Every column that a profile needs, with the folded names that the bank may give it. */
export function neededColumns(profile: TableProfile): readonly Column[] {
  const columns = Object.entries(profile.columns).flatMap(([name, names]): Column[] =>
    names === undefined ? [] : [[name, names]],
  );
  const status: readonly Column[] = profile.status === undefined ? [] : [['status', profile.status.column]];
  return [...columns, ...amountColumns(profile), ...status, ...factColumns(profile)].map(([name, names]) => [
    name,
    names.map(fold),
  ]);
}

/** How well a row names the columns: where each is, which are missing, and which stand there twice. */
export type Trial = { readonly layout: Layout; readonly missing: readonly Column[]; readonly twice: readonly string[] };

/** Looks in one row for the names of all columns. */
export function tryLayout(cells: readonly string[], needed: readonly Column[]): Trial {
  const head = cells.map(fold);
  const found = needed.map(([name, names]) => ({
    name,
    names,
    places: head.flatMap((cell, index) => (names.includes(cell) ? [index] : [])),
  }));
  return {
    layout: { at: new Map(found.flatMap(({ name, places: [at] }) => (at === undefined ? [] : [[name, at]]))), head },
    missing: found.filter(({ places }) => places.length === 0).map(({ name, names }) => [name, names]),
    twice: found.filter(({ places }) => places.length > 1).map(({ name }) => name),
  };
}
