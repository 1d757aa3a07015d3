import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { fieldErrorsOf, jsonPointer, parseOrRefuse, refuseField } from '../../../lib/domain/field-errors.ts';
import { Refusal } from '../../../lib/domain/refusal.ts';

const schema = z.strictObject({ lines: z.array(z.strictObject({ amount: z.int() })), 'a/b~c': z.string() });

const errorsOf = (act: () => unknown): Refusal['facts']['errors'] => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.facts.errors;
  }
  throw new Error('nothing was refused');
};

describe('a JSON pointer', () => {
  test('escapes what RFC 6901 escapes', () => {
    expect(jsonPointer(['a/b~c', 0, 'm~1n'])).toBe('/a~1b~0c/0/m~01n');
  });

  test('to the whole document is empty', () => {
    expect(jsonPointer([])).toBe('');
  });
});

describe('the errors of a document', () => {
  test('each have a pointer, names that nobody knows too', () => {
    const { error } = schema.safeParse({ lines: [{ amount: 'x', 'no/te': 1, more: 2 }] });

    expect(error && fieldErrorsOf(error).map(({ pointer }) => pointer)).toEqual([
      '/lines/0/amount',
      '/lines/0/no~1te',
      '/lines/0/more',
      '/a~1b~0c',
    ]);
  });

  test('make a refusal, below a pointer of our choice', () => {
    expect(() => parseOrRefuse(z.int(), 'x', { at: '/amount' })).toThrow(
      expect.objectContaining({
        code: 'validation-failed',
        facts: { errors: [expect.objectContaining({ pointer: '/amount' })] },
      }),
    );
  });

  test('are none when all is well', () => {
    expect(parseOrRefuse(z.int(), 7)).toBe(7);
  });
});

test('one wrong field is a refusal too', () => {
  expect(refuseField('/name', 'is blank')).toEqual(
    new Refusal('validation-failed', { errors: [{ pointer: '/name', message: 'is blank' }] }),
  );
});

describe('what a schema cannot read', () => {
  const schema = z.object({ amountVnd: z.int() });
  const messageIn = (language: 'en' | 'vi') => errorsOf(() => parseOrRefuse(schema, { amountVnd: '1' }, { language }));

  test('is told in the language of the caller', () => {
    expect(messageIn('en')).toEqual([{ pointer: '/amountVnd', message: 'must be a whole number' }]);
    expect(messageIn('vi')).toEqual([{ pointer: '/amountVnd', message: 'phải là số nguyên' }]);
  });

  test('is told of at most fifty times, so that a small body has no huge answer', () => {
    const many = Array.from({ length: 10_000 }, () => ({}));

    expect(errorsOf(() => parseOrRefuse(z.array(schema), many))).toHaveLength(50);
  });
});
