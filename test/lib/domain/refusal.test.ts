import { describe, expect, test } from 'vitest';
import { Refusal, refusals } from '../../../lib/domain/refusal.ts';

describe('the closed list of refusals', () => {
  test.each(Object.entries(refusals))(
    'has %s as a status of HTTP and a title in two languages',
    (code, [status, en, vi]) => {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect([400, 401, 403, 404, 405, 409, 413, 415, 422, 503]).toContain(status);
      expect(en).toMatch(/^[A-Z].*[^.]$/);
      expect(vi).toMatch(/^\p{Lu}.*[^.]$/u);
    },
  );

  test('has no title twice', () => {
    for (const language of [1, 2] as const) {
      const titles = Object.values(refusals).map((refusal) => refusal[language]);
      expect(new Set(titles).size).toBe(titles.length);
    }
  });
});

test('a refusal tells its case where it has more to say than its title', () => {
  expect(new Refusal('busy').message).toBe('Too many at once; try again');
  expect(new Refusal('not-found', { detail: 'There is no agency G99.' }).message).toBe('There is no agency G99.');
  expect(new Refusal('order-exists', { orderId: 'LP0000000000' }).facts).toEqual({ orderId: 'LP0000000000' });
});
