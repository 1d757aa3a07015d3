import { describe, expect, test } from 'vitest';
import { parseOrRefuse } from '../../../lib/domain/field-errors.ts';
import { type Rules, rulesSchema } from '../../../lib/domain/rules.ts';
import { mayFollow, newStatementSourceSchema } from '../../../lib/domain/statement-source-changes.ts';

const rules: Rules = rulesSchema.parse({
  version: 3,
  rules: [
    { id: 'key', by: 'movement-key' },
    { id: 'reference', by: 'reference', workingDaysMax: 2 },
  ],
  days: 'every-day',
  settlementDays: 0,
  carryWorkingDaysMax: 3,
});

describe('rules may follow others', () => {
  const cutOff: Rules = { ...rules, cutOff: '16:30' };
  const turned: Rules = { ...rules, rules: rules.rules.toReversed() };

  test.each([
    ['that are the same', rules, true],
    ['that are the same, told in another order of names', rulesSchema.parse(reversed(rules)), true],
    ['with a higher version, changed', { ...cutOff, version: 4 }, true],
    ['with a higher version, not changed', { ...rules, version: 9 }, true],
    ['with the same version, changed', cutOff, false],
    ['with the same version, in another order', turned, false],
    ['with a lower version, not changed', { ...rules, version: 2 }, false],
  ])('%s: %#', (_, after, may) => {
    expect(mayFollow(rules, after)).toBe(may);
  });
});

/** The same rules, with the names of each turned round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, reversed(inner)]),
  );
}

test('two rules of one name are refused where the second stands', () => {
  const twice = { ...rules, rules: [...rules.rules, { id: 'key', by: 'transaction-id' }] };
  const input = { accountId: 'demo-vnpay', side: 'bank', profile: {}, rules: twice };

  expect(() => parseOrRefuse(newStatementSourceSchema, input)).toThrow(
    expect.objectContaining({
      facts: { errors: [{ pointer: '/rules/rules/2/id', message: 'given-twice' }] },
    }),
  );
});
