import { expect, test } from 'vitest';
import { makeProblems } from '../../../lib/statements/problems.ts';
import { readText, tellAmount, tellLineAmount } from '../../../lib/statements/sink.ts';

test('ids lose the spaces around them, a text keeps every one of its own', () => {
  const problems = makeProblems();

  expect(readText(problems, 'transactionId', { text: '  00123 ', line: 1 })).toBe('00123');
  expect(readText(problems, 'text', { text: '  Nộp  phí ', line: 1 })).toBe('  Nộp  phí ');
  expect(readText(problems, 'text', { text: '   ', line: 1 })).toBeUndefined();
  expect(problems.count()).toBe(0);
});

test('a text that is too long or has control characters is a problem that does not repeat it', () => {
  const problems = makeProblems();
  readText(problems, 'text', { text: 'x'.repeat(4097), line: 3 });
  readText(problems, 'reference', { text: 'a\u0007b', line: 4 });

  expect(problems.list()).toEqual([
    { code: 'too-long', line: 3, field: 'text' },
    { code: 'control-character', line: 4, field: 'reference' },
  ]);
});

test('the amount of a line is above zero; any other amount need not be', () => {
  const problems = makeProblems();
  const at = { line: 2, field: 'amount', found: '?' };

  expect(tellAmount(problems, -5, at)).toBe(-5);
  expect(tellLineAmount(problems, 5, at)).toBe(5);
  expect(problems.count()).toBe(0);
  expect([0, -5, 'fractional-amount' as const].map((read) => tellLineAmount(problems, read, at))).toEqual(
    Array.from({ length: 3 }),
  );
  expect(problems.list().map(({ code }) => code)).toEqual(['zero-amount', 'negative-amount', 'fractional-amount']);
});
