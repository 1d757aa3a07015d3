import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** An answer of an API, which nobody keeps. */
export const answerJson = (statusCode: number, body: unknown): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});
