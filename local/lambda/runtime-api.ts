import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { listenOnLoopback } from '../free-port.ts';

type Invocation = { requestId: string; event: string; deadlineAtMs: number; functionArn: string };

const failure = z.object({ errorType: z.string(), errorMessage: z.string(), trace: z.array(z.string()).optional() });

export type Failure = z.infer<typeof failure>;
export type Outcome = { kind: 'answer'; payload: unknown } | { kind: 'failure'; failure: Failure };

type RuntimeApi = {
  /** Host and port, as Lambda tells them to a runtime. */
  address: string;
  /** Settles when the runtime asks for its first invocation, with a failure when it could not start. */
  ready: Promise<Failure | undefined>;
  /** Gives the runtime one invocation; it must have answered the one before. Waits as long as the runtime takes. */
  handOver: (invocation: Invocation) => Promise<Outcome>;
  /** The runtime is no more: what it was doing has failed. */
  close: (failure: Failure) => void;
};

/** Lambda's Runtime API (2018-06-01) for one execution environment. */
export async function startRuntimeApi(): Promise<RuntimeApi> {
  const ready = Promise.withResolvers<Failure | undefined>();
  let idleRuntime = Promise.withResolvers<ServerResponse>();
  let settle: (outcome: Outcome) => void = () => undefined;

  const routes: Record<string, (response: ServerResponse, body: string) => void> = {
    'GET invocation/next': (response) => {
      idleRuntime.resolve(response);
      ready.resolve(undefined);
    },
    'POST invocation/response': (response, body) => {
      settle({ kind: 'answer', payload: JSON.parse(body) });
      acknowledge(response);
    },
    'POST invocation/error': (response, body) => {
      settle({ kind: 'failure', failure: failure.parse(JSON.parse(body)) });
      acknowledge(response);
    },
    'POST init/error': (response, body) => {
      ready.resolve(failure.parse(JSON.parse(body)));
      acknowledge(response);
    },
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const route = routes[`${request.method ?? ''} ${withoutRequestId(request.url ?? '')}`];
    if (route === undefined) response.writeHead(404).end();
    else route(response, await text(request));
  };
  const server = createServer((request, response) => void serve(request, response));
  // Between two invocations a connection may rest longer than any timeout.
  server.keepAliveTimeout = 0;
  const port = await listenOnLoopback(server);

  const handOver = (invocation: Invocation): Promise<Outcome> => {
    const outcome = Promise.withResolvers<Outcome>();
    settle = outcome.resolve;
    void idleRuntime.promise.then((runtime) => {
      idleRuntime = Promise.withResolvers();
      sendInvocation(runtime, invocation);
    });
    return outcome.promise;
  };
  const close = (reason: Failure): void => {
    ready.resolve(reason);
    settle({ kind: 'failure', failure: reason });
    server.close();
    server.closeAllConnections();
  };
  return { address: `127.0.0.1:${port}`, ready: ready.promise, handOver, close };
}

/** `/2018-06-01/runtime/invocation/<id>/response` → `invocation/response`: one invocation at a time needs no id. */
function withoutRequestId(url: string): string {
  return url.replace('/2018-06-01/runtime/', '').replace(/^invocation\/[^/]+\//, 'invocation/');
}

function acknowledge(response: ServerResponse): void {
  response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
}

function sendInvocation(response: ServerResponse, invocation: Invocation): void {
  response.writeHead(200, {
    'content-type': 'application/json',
    'lambda-runtime-aws-request-id': invocation.requestId,
    'lambda-runtime-deadline-ms': String(invocation.deadlineAtMs),
    'lambda-runtime-invoked-function-arn': invocation.functionArn,
  });
  response.end(invocation.event);
}
