/**
 * What Lambda puts around a handler: loads the bundle, then asks the Runtime API for one invocation after another.
 * Plain JavaScript, because every child process starts with this file and types would have to be stripped each time.
 */
import { Buffer } from 'node:buffer';
import { existsSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { env } = process;
const runtimeApi = `http://${env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const sent = request(`${runtimeApi}/${path}`, { method, agent }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks).toString() }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A handler is named `file.export`. */
async function loadHandler() {
  const [file, name] = env._HANDLER.split('.');
  const path = ['js', 'mjs', 'cjs'].map((ending) => join(env.LAMBDA_TASK_ROOT, `${file}.${ending}`)).find(existsSync);
  const handler = path === undefined ? undefined : (await import(pathToFileURL(path)))[name];
  if (typeof handler !== 'function') throw new Error(`${env._HANDLER} is not a function in ${env.LAMBDA_TASK_ROOT}`);
  return handler;
}

function makeContext(headers) {
  const deadlineMs = Number(headers['lambda-runtime-deadline-ms']);
  return {
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  };
}

function describe(error) {
  if (!(error instanceof Error)) return JSON.stringify({ errorType: typeof error, errorMessage: String(error) });
  return JSON.stringify({ errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] });
}

async function answerNext(handler) {
  const { headers, body } = await call('GET', 'invocation/next');
  const context = makeContext(headers);
  try {
    const answer = await handler(JSON.parse(body), context);
    await call('POST', `invocation/${context.awsRequestId}/response`, JSON.stringify(answer ?? null));
  } catch (error) {
    await call('POST', `invocation/${context.awsRequestId}/error`, describe(error));
  }
}

let handler;
try {
  handler = await loadHandler();
} catch (error) {
  await call('POST', 'init/error', describe(error));
  process.exit(1);
}
for (;;) await answerNext(handler);
