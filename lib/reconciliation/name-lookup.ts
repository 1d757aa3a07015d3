import { hashOf } from './json-text.ts';
import type { TextRows } from './text-rows.ts';

/** Finds the places of a name. Places of one name are in order. */
type NameIndex = {
  /** The first place of a name; nothing when there is none. */
  readonly first: (name: string) => number | undefined;
  /** The next place of the name that this place has. */
  readonly after: (place: number) => number | undefined;
};

/** The names of places, of which an index keeps none. */
type Names = {
  /** {@link hashOf} the name; nothing when a place has none. */
  readonly hash: (place: number) => number | undefined;
  readonly is: (place: number, name: string) => boolean;
  readonly name: (place: number) => string | undefined;
};

/**
 * Makes an index of the places 0 to `count` − 1 that have a name. It holds no names, which for a million would be more than
 * all the rest: whatever it finds is asked for its name.
 */
export function makeNameIndex(count: number, names: Names): NameIndex {
  const size = 2 ** Math.ceil(Math.log2(2 * count + 2));
  // A place and its hash side by side: what is looked for anywhere is far from everything else in memory.
  const slots = new Int32Array(2 * size).fill(-1);
  const next = new Int32Array(count).fill(-1);
  const slotOf = (wanted: number): number => {
    let slot = 2 * ((wanted ^ (wanted >>> 15)) & (size - 1));
    while ((slots[slot] ?? -1) >= 0 && slots[slot + 1] !== wanted) slot = (slot + 2) & (2 * size - 1);
    return slot;
  };
  // The last first, so that each list of places is in order.
  for (let place = count - 1; place >= 0; place -= 1) {
    const wanted = names.hash(place);
    if (wanted === undefined) continue;
    const slot = slotOf(wanted);
    next[place] = slots[slot] ?? -1;
    slots[slot] = place;
    slots[slot + 1] = wanted;
  }
  const seek = (from: number, name: string): number | undefined => {
    for (let place = from; place >= 0; place = next[place] ?? -1) if (names.is(place, name)) return place;
    return undefined;
  };
  return {
    first: (name) => seek(slots[slotOf(hashOf(name))] ?? -1, name),
    after: (place) => {
      const following = next[place] ?? -1;
      return following < 0 ? undefined : seek(following, names.name(place) ?? '');
    },
  };
}

/** Names that are one text of each row; `fieldOf` says which, or nothing for a row that is left out. */
export const namesIn = (texts: TextRows, fieldOf: (row: number) => number | undefined): Names => {
  return {
    hash: (row) => {
      const field = fieldOf(row);
      return field === undefined || texts.is(row, field, '') ? undefined : texts.hash(row, field);
    },
    is: (row, name) => {
      const field = fieldOf(row);
      return field !== undefined && texts.is(row, field, name);
    },
    name: (row) => {
      const field = fieldOf(row);
      return field === undefined ? undefined : texts.text(row, field);
    },
  };
};
