import { expect, test } from 'vitest';
import { answerJson } from '../../../lib/http/json-answer.ts';

test('an answer is JSON that nobody keeps', () => {
  expect(answerJson(201, { nothing: undefined, name: 'Bình' })).toEqual({
    statusCode: 201,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: '{"name":"Bình"}',
  });
});
