import { expect, test } from 'vitest';
import { fieldMessages, says } from '../../../lib/domain/field-messages.ts';

test.each(Object.entries(fieldMessages))('%s is said in English and in Vietnamese', (key, [english, vietnamese]) => {
  expect(key).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  expect(english).toMatch(/^[a-z].*[^.]$/);
  expect(vietnamese).toMatch(/^\p{Ll}.*[^.]$/u);
  expect(vietnamese).not.toBe(english);
});

test('a schema gives the key, which is said in the caller’s language at the border', () => {
  expect(says('not-a-fee-code')).toBe('not-a-fee-code');
});
