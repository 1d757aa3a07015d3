import { expect, test } from 'vitest';
import { showPage } from '../../../lib/http/page-answer.ts';

test('a page goes out whole, under its own policy, and nobody keeps it', () => {
  const contentSecurityPolicy = "default-src 'none'";

  expect(showPage({ html: '<!doctype html>', contentSecurityPolicy })).toEqual({
    statusCode: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
      'cache-control': 'no-store',
    },
    body: '<!doctype html>',
  });
});
