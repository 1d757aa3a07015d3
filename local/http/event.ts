import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { accountId } from '../topology/identities.ts';
import type { RouteMatch } from './routes.ts';

export type ReceivedRequest = {
  method: string;
  /** Path and query string, byte for byte as the request line had them. */
  target: string;
  httpVersion: string;
  /** Names in lower case; every line of a repeated header. */
  headers: NodeJS.Dict<string[]>;
  sourceIp: string;
  body: Buffer;
  receivedAt: Date;
};

type RequestContext = APIGatewayProxyEventV2['requestContext'];

/** Everything else arrives in base64, also forms and bodies without a type. Found out by sending them to API Gateway. */
const textContent = /^(text\/[^;]+|application\/(json|xml|javascript))\s*(;|$)/i;

/**
 * The event of API Gateway for this request, payload format 2.0. The path is decoded and the query string is not, as
 * there. The domain name has a port here, so that a link made of it can be opened.
 * @throws URIError when the path cannot be decoded
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function makeHttpEvent(request: ReceivedRequest, { route, pathParameters }: RouteMatch): APIGatewayProxyEventV2 {
  const { path: encodedPath, query } = splitTarget(request.target);
  const path = decodeURIComponent(encodedPath);
  const { cookie: cookies, ...headers } = joinHeaders(request);
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookies !== undefined && { cookies: cookies.split(/;\s*/) }),
    headers,
    ...(query !== '' && { queryStringParameters: joinQuery(query) }),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    requestContext: makeContext(request, { headers, path, routeKey: route.routeKey }),
    ...encodeBody(request.body, headers['content-type'] ?? ''),
  };
}

type Described = { headers: Record<string, string>; path: string; routeKey: string };

function makeContext(request: ReceivedRequest, { headers, path, routeKey }: Described): RequestContext {
  const { host: domainName = '', 'user-agent': userAgent = '' } = headers;
  const { method, httpVersion, receivedAt, sourceIp } = request;
  return {
    accountId,
    apiId: 'local',
    domainName,
    domainPrefix: domainName.split(/[.:]/)[0] ?? '',
    http: { method, path, protocol: `HTTP/${httpVersion}`, sourceIp, userAgent },
    requestId: randomUUID(),
    routeKey,
    stage: '$default',
    time: commonLogTime(receivedAt),
    timeEpoch: receivedAt.getTime(),
  };
}

export function splitTarget(target: string): { path: string; query: string } {
  const mark = target.indexOf('?');
  return mark === -1 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

function encodeBody(body: Buffer, contentType: string): { body?: string; isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false };
  const isBase64Encoded = !textContent.test(contentType);
  return { body: body.toString(isBase64Encoded ? 'base64' : 'utf8'), isBase64Encoded };
}

/** One line for each name; API Gateway says itself from where, by which port and how the request came. */
function joinHeaders({ headers, sourceIp }: ReceivedRequest): Record<string, string> {
  const forwardedPort = headers.host?.[0]?.split(':')[1] ?? '80';
  const withForwarding: NodeJS.Dict<string[]> = {
    ...headers,
    ...(headers.cookie && { cookie: [headers.cookie.join('; ')] }),
    'x-forwarded-for': [...(headers['x-forwarded-for'] ?? []), sourceIp],
    'x-forwarded-port': [forwardedPort],
    'x-forwarded-proto': ['http'],
  };
  return Object.fromEntries(Object.entries(withForwarding).map(([name, values = []]) => [name, values.join(',')]));
}

function joinQuery(query: string): Record<string, string> {
  const parameters = new URLSearchParams(query);
  return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name).join(',')]));
}

/** `21/Nov/2026:14:03:58 +0000` */
function commonLogTime(date: Date): string {
  const [, day, month, year, time] = date.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
