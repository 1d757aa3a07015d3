import { describe, expect, test } from 'vitest';
import { filterPattern, matchesPattern } from '../../../local/stream/filter-pattern.ts';

const record = {
  eventName: 'INSERT',
  dynamodb: { NewImage: { dueShard: { S: 'webhook#3' }, version: { N: '1' }, paid: { BOOL: true } } },
};

const image = (fields: object) => ({ dynamodb: { NewImage: fields } });

describe('a filter pattern', () => {
  test.each<[string, object]>([
    ['asks for nothing', {}],
    ['names the value', { eventName: ['INSERT'] }],
    ['names the value among others', { eventName: ['MODIFY', 'INSERT'] }],
    ['names a value that is no text', image({ paid: { BOOL: [true] } })],
    ['names the beginning of the value', image({ dueShard: { S: [{ prefix: 'webhook#' }] } })],
    ['asks that a value exists', image({ dueShard: { S: [{ exists: true }] } })],
    ['asks that a value does not exist', image({ gone: { S: [{ exists: false }] } })],
    ['asks that any of two hold', image({ gone: { S: ['x', { exists: false }] } })],
    ['asks of an object that it is no leaf', image({ dueShard: [{ exists: false }] })],
  ])('that %s lets the record pass', (_, pattern) => {
    expect(matchesPattern(filterPattern.parse(pattern), record)).toBe(true);
  });

  test.each<[string, object]>([
    ['names another value', { eventName: ['REMOVE'] }],
    ['names the right value in the wrong type', image({ version: { N: [1] } })],
    ['names another beginning', image({ dueShard: { S: [{ prefix: 'expiry#' }] } })],
    ['asks that a value exists that does not', image({ gone: { S: [{ exists: true }] } })],
    ['asks that a value does not exist that does', image({ dueShard: { S: [{ exists: false }] } })],
    ['asks for something inside of a text', { eventName: { inside: [{ exists: true }] } }],
    ['holds in one field only', { eventName: ['INSERT'], ...image({ version: { N: ['2'] } }) }],
  ])('that %s does not', (_, pattern) => {
    expect(matchesPattern(filterPattern.parse(pattern), record)).toBe(false);
  });

  test.each([[{ a: [{ numeric: ['>', 1] }] }], [{ a: [{ 'anything-but': ['x'] }] }], [{ a: 'x' }]])(
    'with a rule that is not known here is refused: %j',
    (pattern) => {
      expect(filterPattern.safeParse(pattern).success).toBe(false);
    },
  );
});
