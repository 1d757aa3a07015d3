import middy, { type MiddlewareObj, type MiddyfiedHandler } from '@middy/core';
import httpRouter, { type Method } from '@middy/http-router';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Refusal } from '../domain/refusal.ts';
import { log } from '../runtime/log.ts';
import { renderProblemPage } from '../web/problem-page.ts';
import type { CitizenProblem } from '../web/words.ts';
import { showPage } from './page-answer.ts';
import { headersOf, toFault, toProblem } from './problem.ts';
import { languageOf } from './request.ts';
import { securityHeaders } from './security-headers.ts';

type Event = APIGatewayProxyEventV2;
type Answer = APIGatewayProxyStructuredResultV2;

/** What answers one method of one address. */
export type HttpRoute = {
  readonly method: Method;
  /** With parameters in braces: `/v1/orders/{id}`. */
  readonly path: string;
  readonly handler: (event: Event) => Promise<Answer>;
};

/** What can be got can also be asked for its head: the same answer, of which the server sends no body. */
const withHeads = (routes: readonly HttpRoute[]): readonly HttpRoute[] =>
  routes.flatMap((route) => (route.method === 'GET' ? [route, { ...route, method: 'HEAD' }] : [route]));

const matches = (pattern: string, path: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/\{[^}]+\}/g, '[^/]+')}/?$`).test(path);

type Address = Pick<HttpRoute, 'method' | 'path'>;

/** Addresses of the API at which another function answers, and to this method alone. */
const answeredByApiDocs: readonly Address[] = [
  { method: 'GET', path: '/v1/openapi.json' },
  { method: 'GET', path: '/v1/docs' },
];

/** An address that exists for another method is told apart from one that does not exist. */
const refuseRoute = (addresses: readonly Address[], path: string): never => {
  const allow = addresses.filter((route) => matches(route.path, path)).map(({ method }) => method);
  throw allow.length === 0 ? new Refusal('route-not-found') : new Refusal('method-not-allowed', { allow });
};

/** A refusal has its answer; anything else is a fault, which the log is told of and the caller is not. */
const logFault = (error: unknown): void => {
  if (!(error instanceof Refusal))
    log.error('a request could not be answered', { error: error instanceof Error ? error : String(error) });
};

const problemOf = (error: unknown, event: Event): Answer => {
  const context = { language: languageOf(event), requestId: event.requestContext.requestId };
  return error instanceof Refusal ? toProblem(error, context) : toFault(context);
};

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

const problemPageOf = (error: unknown, event: Event): Answer => {
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

type AnswerError = (error: unknown, event: Event) => Answer;

const answeringErrors = (answerError: AnswerError): MiddlewareObj<Event, Answer> => ({
  onError: (request) => {
    logFault(request.error);
    request.response = answerError(request.error, request.event);
  },
});

const makeStack = (served: readonly HttpRoute[], answerError: AnswerError): MiddyfiedHandler<Event, Answer> => {
  const routes = withHeads(served);
  const stack = middy<Event, Answer>(
    httpRouter<Event, Answer>({
      routes: routes.map(({ method, path, handler }) => ({ method, path, handler })),
      notFoundResponse: ({ path }) => refuseRoute([...routes, ...answeredByApiDocs], path),
    }),
  );
  stack.use(securityHeaders);
  stack.use(answeringErrors(answerError));
  return stack;
};

/** The API for portals: every error is a problem, RFC 9457. */
export const makePortalApi = (routes: readonly HttpRoute[]): MiddyfiedHandler<Event, Answer> =>
  makeStack(routes, problemOf);

/** Pages for citizens: every error is a page that says what to do next. */
export const makePages = (routes: readonly HttpRoute[]): MiddyfiedHandler<Event, Answer> =>
  makeStack(routes, problemPageOf);
