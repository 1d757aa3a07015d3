import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Page } from '../web/page.ts';

/** A page as an answer that nobody keeps, under the policy that it came with. */
export const showPage = ({ html, contentSecurityPolicy }: Page): APIGatewayProxyStructuredResultV2 => ({
  statusCode: 200,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy,
    'cache-control': 'no-store',
  },
  body: html,
});
