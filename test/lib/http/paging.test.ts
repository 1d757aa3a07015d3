import { expect, test } from 'vitest';
import { cursorSchema, eventQuerySchema, toCursor } from '../../../lib/http/paging.ts';

test('a cursor comes back as it was given', () => {
  const schema = cursorSchema(/^EVENT#\d{6}$/);

  expect(schema.parse(toCursor('EVENT#000007'))).toBe('EVENT#000007');
  expect(schema.parse(undefined)).toBeUndefined();
  expect(toCursor(undefined)).toBeUndefined();
  for (const given of ['EVENT#000007', toCursor('TRY#000007'), 'x'.repeat(201)])
    expect(schema.safeParse(given).success).toBe(false);
});

test('a page has 1 to 100 items, 50 when nobody says', () => {
  const limitOf = (limit?: string) => eventQuerySchema.safeParse({ ...(limit !== undefined && { limit }) }).data?.limit;

  expect([limitOf(), limitOf('1'), limitOf('100')]).toEqual([50, 1, 100]);
  expect(['0', '101', '1.5', 'x', '-1'].map(limitOf)).toEqual([undefined, undefined, undefined, undefined, undefined]);
});
