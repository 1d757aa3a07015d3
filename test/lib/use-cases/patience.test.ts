import { expect, test } from 'vitest';
import { makePatience } from '../../../lib/use-cases/patience.ts';

test('who is quick never had enough', () => {
  const patience = makePatience();
  for (let count = 0; count < 1000; count += 1) patience.spend('portal', 1000);

  expect(patience.isSpent('portal')).toBe(false);
});

test('who keeps us waiting has had enough after half a minute, and nobody else has', () => {
  const patience = makePatience();
  for (let count = 0; count < 3; count += 1) {
    expect(patience.isSpent('slow')).toBe(false);
    patience.spend('slow', 10_000);
  }

  expect([patience.isSpent('slow'), patience.isSpent('other')]).toEqual([true, false]);
});
