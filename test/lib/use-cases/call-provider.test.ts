import { expect, test } from 'vitest';
import { callProvider, makeRequestId } from '../../../lib/use-cases/call-provider.ts';
import type { Called } from '../../../lib/use-cases/parts.ts';
import { makeWorld } from '../../world.ts';

const request = { method: 'POST' as const, url: 'https://bank.example.vn/', headers: { a: 'b' }, body: 'question' };

test.each<[string, Called, object]>([
  ['200', { type: 'answered', status: 200, body: 'answer' }, { body: 'answer' }],
  ['another status', { type: 'answered', status: 503, body: 'answer' }, { why: 'status 503' }],
  ['nothing', { type: 'failed', why: 'refused' }, { why: 'refused' }],
])('a provider is heard with %s', async (_what, answer, heard) => {
  const world = makeWorld({ answer: () => answer });

  expect(await callProvider(world, request)).toEqual(heard);
  expect(world.calls).toEqual([{ ...request, timeoutMs: 10_000 }]);
});

test('each question has an id of its own, of letters and digits', () => {
  const world = makeWorld();
  const [one, other] = [makeRequestId(world), makeRequestId(world)];

  expect(one).toMatch(/^[0-9a-f]{32}$/);
  expect(other).not.toBe(one);
});
