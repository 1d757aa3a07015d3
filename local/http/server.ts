import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod';
import { listenOnLoopback } from '../free-port.ts';
import type { LocalFunction } from '../lambda/local-function.ts';
import { gatewayAnswer, type HttpAnswer, makeHttpAnswer } from './answer.ts';
import { makeHttpEvent, splitTarget } from './event.ts';
import { type FindRoute, type HttpRoute, makeRouter } from './routes.ts';

/** API Gateway's limit for the body of a request. */
const bodyBytesMax = 10 * 1024 * 1024;

type HttpApi = { port: number; stop: () => void };

/** Serves the routes of the HTTP API on loopback, each request an event for the route's function. */
export async function startHttpApi(options: {
  port: number;
  routes: HttpRoute[];
  getFunction: (name: string) => LocalFunction;
  tell: (line: string) => void;
}): Promise<HttpApi> {
  const findRoute = makeRouter(options.routes);
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = await answerRequest(request, { findRoute, getFunction: options.getFunction });
    response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length }).end(answer.body);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      // A client that went away in the middle of its request needs no answer.
      if (!response.destroyed) options.tell(`HTTP API: ${String(error)}`);
      response.destroy();
    });
  });
  const port = await listenOnLoopback(server, options.port);
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { port, stop };
}

async function answerRequest(
  request: IncomingMessage,
  { findRoute, getFunction }: { findRoute: FindRoute; getFunction: (name: string) => LocalFunction },
): Promise<HttpAnswer> {
  const receivedAt = new Date();
  const { method = 'GET', url: target = '/', httpVersion, headersDistinct: headers } = request;
  const body = await readBody(request);
  if (body === undefined) return gatewayAnswer(413, 'Request Entity Too Large');
  try {
    const match = findRoute(method, splitTarget(target).path);
    if (match === undefined) return gatewayAnswer(404, 'Not Found');
    const sourceIp = request.socket.remoteAddress ?? '';
    const event = makeHttpEvent({ method, target, httpVersion, headers, sourceIp, body, receivedAt }, match);
    return makeHttpAnswer(await getFunction(match.route.functionName).invoke(event));
  } catch (error) {
    if (error instanceof URIError) return gatewayAnswer(400, 'Bad Request');
    throw error;
  }
}

/** Undefined when the body is too large to be taken; its rest is read all the same, so that the answer is heard. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = z.instanceof(Buffer).parse(chunk);
    bytes += part.length;
    if (bytes <= bodyBytesMax) chunks.push(part);
  }
  return bytes <= bodyBytesMax ? Buffer.concat(chunks) : undefined;
}
