import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { makeHttpEvent } from '../../../local/http/event.ts';
import { makeRouter } from '../../../local/http/routes.ts';

/** A request as a client sends it. What is not said is a GET without headers and body. */
export type HttpCall = {
  readonly method?: string;
  /** Path and query string, as the request line has them. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
};

/** What a client gets: header names in small letters. */
export type HttpAnswer = { readonly status: number; readonly headers: Record<string, string>; readonly body: string };

const findRoute = makeRouter(
  ['ANY /v1/{proxy+}', 'ANY /pay/{proxy+}', 'ANY /callbacks/{provider}/{account}', '$default'].map((routeKey) => ({
    routeKey,
    functionName: '',
  })),
);

/** The event that API Gateway makes of a request. */
export const toHttpEvent = (call: HttpCall): APIGatewayProxyEventV2 => {
  const method = call.method ?? 'GET';
  const match = findRoute(method, call.target.split('?')[0]!)!;
  const headers = { host: 'thanhtoan.example.vn', ...call.headers };
  return makeHttpEvent(
    {
      method,
      target: call.target,
      httpVersion: '1.1',
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat()])),
      sourceIp: '203.0.113.10',
      body: Buffer.from(call.body ?? ''),
      receivedAt: new Date('2026-11-21T02:30:00Z'),
    },
    match,
  );
};

type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

const context = { awsRequestId: '00000000-0000-4000-8000-000000000000' } as Context;

/** Calls a function as API Gateway does, and reads what it answers. */
export const callFunction = async (handler: Handler, call: HttpCall): Promise<HttpAnswer> => {
  const { statusCode, headers = {}, body = '', isBase64Encoded } = await handler(toHttpEvent(call), context);
  return {
    status: statusCode ?? 200,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])),
    body: isBase64Encoded ? Buffer.from(body, 'base64').toString() : body,
  };
};
