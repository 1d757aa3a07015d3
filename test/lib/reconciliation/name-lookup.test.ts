import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeNameIndex, namesIn } from '../../../lib/reconciliation/name-lookup.ts';
import { makeTextRows } from '../../../lib/reconciliation/text-rows.ts';

const indexOf = (some: readonly (string | undefined)[]) => {
  const rows = makeTextRows(1);
  for (const name of some) {
    rows.begin();
    rows.put(name);
  }
  return makeNameIndex(
    some.length,
    namesIn(rows, (row) => (some[row] === 'left out' ? undefined : 0)),
  );
};

const names = fc.array(
  fc.option(fc.string({ minLength: 1, maxLength: 2, unit: fc.constantFrom('a', 'b', 'ệ') }), { nil: undefined }),
);

test('gives all places of a name in order, and nothing for a name that nothing has', () => {
  fc.assert(
    fc.property(names, fc.string({ minLength: 1, maxLength: 2 }), (some, other) => {
      const index = indexOf(some);

      for (const name of new Set([...some, other])) {
        if (name === undefined) continue;
        const found: number[] = [];
        for (let place = index.first(name); place !== undefined; place = index.after(place)) found.push(place);
        expect(found).toEqual(some.flatMap((one, place) => (one === name ? [place] : [])));
      }
    }),
  );
});

test('tells names apart that have the same hash', () => {
  // FNV-1a of 32 bits gives these two the same number.
  const index = indexOf(['costarring', 'liquid']);

  expect([index.first('costarring'), index.first('liquid'), index.after(0), index.after(1)]).toEqual([
    0,
    1,
    undefined,
    undefined,
  ]);
});

test('leaves out what it is told to, and whatever has an empty name', () => {
  const index = indexOf(['left out', '', 'a']);

  expect([index.first('left out'), index.first(''), index.first('a')]).toEqual([undefined, undefined, 2]);
});
