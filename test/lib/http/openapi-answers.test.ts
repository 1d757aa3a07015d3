import * as z from 'zod/mini';
import { expect, test } from 'vitest';
import { answering, byOfficers, jsonBody, refusing, refusingOfficers } from '../../../lib/http/openapi-answers.ts';

test('problems are told by status, each with an example; any can meet a wrong key and our own fault', () => {
  const responses = refusing('order-not-found', 'order-exists', 'order-not-cancellable');

  expect(Object.keys(responses)).toEqual(['401', '404', '409', '500']);
  expect(responses['409']).toMatchObject({
    description: expect.stringContaining('`order-exists`: '),
    content: { 'application/problem+json': { examples: { 'order-exists': {}, 'order-not-cancellable': {} } } },
  });
});

test('any officer can lack a role, or meet an issuer that is away', () => {
  expect(Object.keys(refusingOfficers())).toEqual(['401', '403', '500', '503']);
});

test('what officers call needs their token', () => {
  const operation = byOfficers({ responses: {} });

  expect(operation).toMatchObject({ tags: ['Desk'], security: [{ officerToken: [] }] });
});

test('bodies are JSON, with an example', () => {
  const schema = z.string();

  for (const { content } of [answering('It is there', schema, 'x'), jsonBody(schema, 'x')])
    expect(content).toMatchObject({ 'application/json': { schema, examples: { example: { value: 'x' } } } });
});
