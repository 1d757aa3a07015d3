import { expect, test } from 'vitest';
import { makeProblems, toSentence } from '../../../lib/statements/problems.ts';

test('of many problems the first fifty are kept and all are counted', () => {
  const problems = makeProblems();
  for (let line = 1; line <= 1000; line += 1) problems.add({ code: 'not-a-day', line });

  expect(problems.count()).toBe(1000);
  expect(problems.list().map(({ line }) => line)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  expect(problems.isStopped()).toBe(false);
});

test('what was found is kept in short', () => {
  const problems = makeProblems();
  problems.add({ code: 'not-an-amount', found: '9'.repeat(10_000_000) });

  expect(problems.list()).toEqual([{ code: 'not-an-amount', found: '9'.repeat(60) }]);
});

test('after a problem that ends the reading, no second one is told', () => {
  const problems = makeProblems();
  problems.stop({ code: 'truncated' });
  problems.stop({ code: 'malformed' });

  expect(problems.isStopped()).toBe(true);
  expect(problems.list()).toEqual([{ code: 'truncated' }]);
});

test('a problem is one sentence', () => {
  expect(toSentence({ code: 'not-a-day', found: '31/11/2026' })).toBe('it is not a day; found "31/11/2026"');
  expect(toSentence({ code: 'other-day', found: '2026-11-23', wanted: '2026-11-24' })).toBe(
    'the statement is of another day; found "2026-11-23"; wanted 2026-11-24',
  );
});
