import { expect, test } from 'vitest';
import { addressOf, refuseOddBatch } from '../../../lib/store/batch.ts';

const addresses = (count: number) => Array.from({ length: count }, (_, index) => ({ pk: 'A', sk: `N#${index}` }));

test('a request names at most a hundred items, each once', () => {
  expect(() => {
    refuseOddBatch(addresses(100));
  }).not.toThrow();
  expect(() => {
    refuseOddBatch(addresses(101));
  }).toThrow(new RangeError('101 items are too many for one request'));
  expect(() => {
    refuseOddBatch([...addresses(2), ...addresses(1)]);
  }).toThrow(new RangeError('one request names an item twice'));
});

test('two addresses never look alike', () => {
  expect(addressOf({ pk: 'A', sk: 'BC' })).not.toBe(addressOf({ pk: 'AB', sk: 'C' }));
});
