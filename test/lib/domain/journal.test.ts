import { describe, expect, test } from 'vitest';
import { type Entry, hashEntry, verifyChain } from '../../../lib/domain/journal.ts';
import { start } from '../../samples.ts';

const subject = 'LP0000000000';
const entry: Entry = { subject, sequence: 2, at: start, fact: { type: 'a', b: 1 }, previousHash: 'x' };

test('an entry has the same hash however its fact is written down', () => {
  expect(hashEntry({ ...entry, fact: { b: 1, type: 'a' } })).toBe(hashEntry(entry));
  expect(hashEntry(entry)).toMatch(/^[\w-]{43}$/);
});

test.each<[string, Partial<Entry>]>([
  ['subject', { subject: 'LP0000000011' }],
  ['place', { sequence: 3 }],
  ['time', { at: start.replace('02:', '03:') }],
  ['fact', { fact: { type: 'a', b: 2 } }],
  ['entry before', { previousHash: 'y' }],
])('an entry with another %s has another hash', (_what, change) => {
  expect(hashEntry({ ...entry, ...change })).not.toBe(hashEntry(entry));
});

describe('a journal', () => {
  const first: Entry = { subject, sequence: 1, at: start, fact: 'one' };
  const second: Entry = { subject, sequence: 2, at: start, fact: 'two', previousHash: hashEntry(first) };
  const third: Entry = { subject, sequence: 3, at: start, fact: 'three', previousHash: hashEntry(second) };
  const end = { subject, events: 3, lastHash: hashEntry(third) };

  test('holds when each entry carries the hash of the one before, and its subject that of the last', () => {
    expect(verifyChain([first, second, third], end)).toBeUndefined();
  });

  test.each<[string, readonly Entry[], string]>([
    ['its first entry lost', [second, third], 'event 1 is missing: event 2 stands in its place'],
    ['an entry lost', [first, third], 'event 2 is missing: event 3 stands in its place'],
    ['its last entry lost', [first, second], 'event 3 is missing: the head counts 3'],
    ['all lost', [], 'event 1 is missing: the head counts 3'],
    [
      'an entry too many',
      [first, second, third, { ...third, sequence: 4, previousHash: hashEntry(third) }],
      'event 4 is one too many: the head counts 3',
    ],
    ['an entry twice', [first, second, second, third], 'event 3 is missing: event 2 stands in its place'],
    [
      'an entry changed',
      [first, { ...second, fact: 'zwei' }, third],
      'event 2 is not what it was when event 3 was written',
    ],
    [
      'its last entry changed',
      [first, second, { ...third, fact: 'drei' }],
      'event 3 is not what it was when the head was written',
    ],
    ['a first entry that was not the first', [{ ...first, previousHash: 'x' }], 'event 1 names one before it'],
    ['an entry of another journal', [first, { ...second, subject: 'LP0000000011' }], 'event 2 is of LP0000000011'],
  ])('with %s is broken there', (_what, entries, says) => {
    expect(verifyChain(entries, end)).toBe(says);
  });
});
