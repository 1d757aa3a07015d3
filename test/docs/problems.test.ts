import { expect, test } from 'vitest';
import { refusals } from '../../lib/domain/refusal.ts';
import { fault } from '../../lib/http/problem.ts';
import { textOf } from '../tracked-files.ts';

const told = Object.entries({ ...refusals, fault }).map(([code, [status]]) => `### \`${code}\` (${status})`);

test('docs/problems.md says of each code what to do, and of no other', () => {
  const headings = textOf('docs/problems.md')
    .split('\n')
    .filter((line) => line.startsWith('### '));

  expect(headings.toSorted()).toEqual(told.toSorted());
});
