import fc from 'fast-check';
import { expect, test } from 'vitest';
import { field, makeArena, unescaped } from '../../../lib/reconciliation/arena.ts';

const text = fc.option(fc.string({ unit: 'binary', maxLength: 40 }), { nil: undefined });

test('any texts of any records come back, and stand in JSON as they are', () => {
  fc.assert(
    fc.property(fc.array(fc.array(text, { minLength: 1, maxLength: 5 }), { maxLength: 20 }), (records) => {
      const arena = makeArena();
      const addresses = records.map((record) => arena.add(record));

      for (const [index, record] of records.entries()) {
        const read = arena.read(addresses[index]!).slice(0, record.length);
        expect(read.map(unescaped)).toEqual(record);
        expect(unescaped(arena.first(addresses[index]!))).toBe(record[0]);
        const fields = read.map((one, place) => field(String(place), one)).join('');
        expect(JSON.parse(`{"":0${fields}}`)).toEqual(JSON.parse(JSON.stringify({ '': 0, ...record })));
      }
    }),
    { numRuns: 200 },
  );
});

test('records longer than a piece, and more than fit into one, come back too', () => {
  const arena = makeArena();
  const long = 'ệ'.repeat(800_000);
  const records = ['a', long, 'b', ...Array.from({ length: 40 }, (_, index) => `${index}`.repeat(20_000))];
  const addresses = records.map((record) => arena.add([record, 'x']));

  expect(addresses.map((address) => arena.first(address) === records[addresses.indexOf(address)])).not.toContain(false);
  expect(() => arena.read(2 ** 40)).toThrow('there is no record');
});
