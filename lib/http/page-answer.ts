import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Refusal } from '../domain/refusal.ts';
import type { Page } from '../web/page.ts';
import { renderProblemPage } from '../web/problem-page.ts';
import type { CitizenProblem } from '../web/words.ts';
import { headersOf } from './problem.ts';

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

/** What a citizen is told when there is no page to show. Whatever was wrong with an address is a page not found. */
const citizenProblems: Partial<Record<Refusal['code'], readonly [status: number, CitizenProblem]>> = {
  'way-to-pay-not-available': [409, 'way-to-pay-not-available'],
  'order-not-payable': [409, 'order-not-payable'],
  'too-many-attempts': [409, 'too-many-attempts'],
  busy: [503, 'busy'],
  'order-not-found': [404, 'not-found'],
  'route-not-found': [404, 'not-found'],
  'method-not-allowed': [405, 'not-found'],
};

/** Every error of a page as a page that says what to do next. */
export const answerProblemPage = (error: unknown, event: APIGatewayProxyEventV2): APIGatewayProxyStructuredResultV2 => {
  const refused = error instanceof Refusal ? citizenProblems[error.code] : undefined;
  const [status, problem] = refused ?? [500, 'fault' as const];
  const locale = event.queryStringParameters?.lang === 'en' ? 'en' : 'vi';
  const [path] = /^\/pay\/[^/]+/.exec(event.rawPath) ?? [];
  const page = renderProblemPage({
    locale,
    path: event.rawPath,
    problem,
    checkoutPath: problem === 'not-found' ? undefined : path,
    requestId: problem === 'fault' ? event.requestContext.requestId : undefined,
  });
  const { headers, ...shown } = showPage(page);
  return { ...shown, statusCode: status, headers: { ...headers, ...(error instanceof Refusal && headersOf(error)) } };
};
