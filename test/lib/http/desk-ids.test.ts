import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noticeSchema } from '../../../lib/domain/notice.ts';
import { makeProposalId } from '../../../lib/domain/proposal-id.ts';
import {
  attemptIn,
  movementIdSchema,
  readMovementId,
  readProposalId,
  toMovementId,
} from '../../../lib/http/desk-ids.ts';
import { toHttpEvent } from './http-call.ts';

describe('the id of a movement', () => {
  test('stands for one key, whatever the key is made of', () => {
    const keys = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 512 })
      .filter((key) => key.isWellFormed() && noticeSchema.shape.movementKey.safeParse(key).success);
    fc.assert(
      fc.property(keys, (key) => {
        const id = toMovementId(key);
        expect(movementIdSchema.safeParse(id).success).toBe(true);
        expect(readMovementId(id)).toBe(key);
      }),
    );
  });

  test.each(['', 'e', 'eB', 'eA==', 'e A', toMovementId('x'.repeat(513)), '/w'])('is not %j', (id) => {
    expect(() => readMovementId(id)).toThrow('There is no such movement.');
  });
});

test('the id of a proposal may be typed by a person', () => {
  const id = makeProposalId(new Uint8Array(9).fill(7));

  expect(readProposalId(` ${id.slice(0, 4)}-${id.slice(4)}`.toLowerCase())).toBe(id);
  expect(() => readProposalId(id.slice(1))).toThrow('There is no such proposal.');
});

test('an attempt is named by its number', () => {
  const event = (number: string) => ({ ...toHttpEvent({ target: '/v1/desk' }), pathParameters: { number } });

  expect([attemptIn(event('1')), attemptIn(event('12'))]).toEqual([1, 12]);
  for (const number of ['', '0', '01', '1e1', '123', '１'])
    expect(() => attemptIn(event(number))).toThrow('It does not wait');
});
