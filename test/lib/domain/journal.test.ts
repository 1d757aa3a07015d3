import { expect, test } from 'vitest';
import { type Entry, hashEntry } from '../../../lib/domain/journal.ts';
import { start } from '../../samples.ts';

const entry: Entry = { subject: 'LP0000000000', sequence: 2, at: start, fact: { type: 'a', b: 1 }, previousHash: 'x' };

test('an entry has the same hash however its fact is written down', () => {
  expect(hashEntry({ ...entry, fact: { b: 1, type: 'a' } })).toBe(hashEntry(entry));
  expect(hashEntry(entry)).toMatch(/^[\w-]{43}$/);
});

test.each<[string, Partial<Entry>]>([
  ['subject', { subject: 'LP0000000011' }],
  ['place', { sequence: 3 }],
  ['time', { at: start.replace('02:', '03:') as typeof start }],
  ['fact', { fact: { type: 'a', b: 2 } }],
  ['entry before', { previousHash: 'y' }],
])('an entry with another %s has another hash', (_what, change) => {
  expect(hashEntry({ ...entry, ...change })).not.toBe(hashEntry(entry));
});
