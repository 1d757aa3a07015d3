import { expect } from 'vitest';
import type * as z from 'zod/mini';
import type { problemSchema } from '../../../lib/http/problem.ts';
import type { HttpAnswer } from './http-call.ts';

/** The JSON of an answer. */
export const read = ({ body }: HttpAnswer) => JSON.parse(body);

/** What every refusal has, whatever it is of. */
export const expectRefusal = (answer: HttpAnswer, status: number, code: string): z.infer<typeof problemSchema> => {
  const problem: z.infer<typeof problemSchema> = read(answer);
  expect({ status: answer.status, code: problem.code }).toEqual({ status, code });
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(problem).toMatchObject({ status, type: `/v1/docs#problem-${code}`, title: expect.any(String) });
  expect(problem.instance).toMatch(/^urn:lephi:request:[0-9a-f-]{36}$/);
  return problem;
};
