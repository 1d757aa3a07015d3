import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeNameIndex } from '../../../lib/reconciliation/name-index.ts';

const names = fc.array(
  fc.option(fc.string({ maxLength: 2, unit: fc.constantFrom('a', 'b', 'ệ') }), { nil: undefined }),
);

test('gives all places of a name in order, and nothing for a name that nothing has', () => {
  fc.assert(
    fc.property(names, fc.string({ maxLength: 2 }), (some, other) => {
      const index = makeNameIndex(some.length, (place) => some[place]);

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
  const index = makeNameIndex(2, (place) => ['costarring', 'liquid'][place]);

  expect([index.first('costarring'), index.first('liquid'), index.after(0), index.after(1)]).toEqual([
    0,
    1,
    undefined,
    undefined,
  ]);
});
