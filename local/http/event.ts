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
  const { cookie: cookies, ...headers } = request.headers;
  const domainName = headers['host']?.[0] ?? '';
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookies && { cookies: cookies.flatMap((line) => line.split(/;\s*/)) }),
    headers: joinHeaders({
      ...headers,
      'x-forwarded-for': [...(headers['x-forwarded-for'] ?? []), request.sourceIp],
      'x-forwarded-port': [domainName.split(':')[1] ?? '80'],
      'x-forwarded-proto': ['http'],
    }),
    ...(query !== '' && { queryStringParameters: joinQuery(query) }),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    requestContext: {
      accountId,
      apiId: 'local',
      domainName,
      domainPrefix: domainName.split(/[.:]/)[0] ?? '',
      http: {
        method: request.method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent']?.[0] ?? '',
      },
      requestId: randomUUID(),
      routeKey: route.routeKey,
      stage: '$default',
      time: commonLogTime(request.receivedAt),
      timeEpoch: request.receivedAt.getTime(),
    },
    ...encodeBody(request.body, headers['content-type']?.[0] ?? ''),
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

function joinHeaders(headers: NodeJS.Dict<string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, values = []]) => [name, values.join(',')]));
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
