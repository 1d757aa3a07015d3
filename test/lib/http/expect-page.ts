import { expect } from 'vitest';
import type { HttpAnswer } from './http-call.ts';

/** An answer is a page for citizens that nobody keeps and nobody frames, and says what it should. */
export const expectPage = (
  { status, headers, body }: HttpAnswer,
  wanted: number,
  ...says: (string | RegExp)[]
): void => {
  expect(status).toBe(wanted);
  expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  for (const said of says) expect(body).toMatch(said);
};
