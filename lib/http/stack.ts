import middy, { type MiddlewareObj, type MiddyfiedHandler } from '@middy/core';
import httpRouter, { type Method } from '@middy/http-router';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Refusal } from '../domain/refusal.ts';
import { log } from '../runtime/log.ts';
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

/** How a function tells its callers what went wrong: a refusal, or a fault of which nothing is told. */
type AnswerError = (error: unknown, event: Event) => Answer;

const answeringErrors = (answerError: AnswerError): MiddlewareObj<Event, Answer> => ({
  onError: (request) => {
    logFault(request.error);
    request.response = answerError(request.error, request.event);
  },
});

/**
 * A function that answers HTTP: its routes, the headers that protect every answer, and an answer to every error.
 */
export const makeStack = (served: readonly HttpRoute[], answerError: AnswerError): MiddyfiedHandler<Event, Answer> => {
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
