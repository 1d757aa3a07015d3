import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { spawnTiedChild } from '../tied-child.ts';
import type { DeclaredFunction } from '../topology/read-topology.ts';
import type { ProcessLog } from '../process-log.ts';
import { type Failure, type Outcome, startRuntimeApi } from './runtime-api.ts';

const bootstrapPath = fileURLToPath(new URL('bootstrap.mjs', import.meta.url));

/** Lambda's own limit for loading a function. */
const initTimeoutMs = 10_000;

/** One child process that holds one function and does one invocation at a time. */
export type ExecutionEnvironment = {
  invoke: (event: unknown) => Promise<Outcome>;
  /** False once the process has ended or is being killed. */
  isUsable: () => boolean;
  stop: () => void;
};

/**
 * The function's own variables come from its declaration; `variables` say where on this machine is what they name, and
 * win.
 */
export async function startExecutionEnvironment(
  declared: DeclaredFunction,
  { variables, log }: { variables: Record<string, string>; log: ProcessLog },
): Promise<ExecutionEnvironment> {
  const api = await startRuntimeApi();
  const env = { ...lambdaVariables(declared, api.address), ...declared.environment, ...variables };
  const child = spawnTiedChild(process.execPath, [bootstrapPath], env);
  log.follow(child.stdout);
  log.follow(child.stderr);

  let endReason: Failure | undefined;
  const end = (reason: Failure): void => {
    endReason ??= reason;
    child.kill();
  };
  void child.ended.then(({ code, signal }) => {
    endReason ??= describeExit(code, signal);
    api.close(endReason);
  });
  const initTimer = setTimeout(() => {
    end({ errorType: 'Sandbox.Timedout', errorMessage: `Init took more than ${initTimeoutMs / 1_000} seconds` });
  }, initTimeoutMs);
  void api.ready.then(() => {
    clearTimeout(initTimer);
  });

  const invoke = async (event: unknown): Promise<Outcome> => {
    const notStarted = await api.ready;
    if (notStarted !== undefined) end(notStarted);
    if (endReason !== undefined) return { kind: 'failure', failure: endReason };
    const requestId = randomUUID();
    const timer = setTimeout(() => {
      end(describeTimeout(requestId, declared.timeoutMs));
    }, declared.timeoutMs);
    const deadlineAtMs = Date.now() + declared.timeoutMs;
    const outcome = await api.handOver({
      requestId,
      event: JSON.stringify(event),
      deadlineAtMs,
      functionArn: declared.arn,
    });
    clearTimeout(timer);
    return outcome;
  };
  const stop = (): void => {
    end({ errorType: 'Runtime.Stopped', errorMessage: 'Lephi is stopping' });
  };
  return { invoke, isUsable: () => endReason === undefined, stop };
}

function describeTimeout(requestId: string, timeoutMs: number): Failure {
  const seconds = (timeoutMs / 1_000).toFixed(2);
  return {
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
  };
}

function describeExit(code: number | null, signal: NodeJS.Signals | null): Failure {
  const how = signal === null ? `exit status ${code ?? 'unknown'}` : `signal: ${signal}`;
  return { errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with error: ${how}` };
}

/** What Lambda itself sets. Nothing of this process's own environment reaches a function, but the way to a shell. */
function lambdaVariables(declared: DeclaredFunction, runtimeApi: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    NODE_OPTIONS: '--enable-source-maps',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: declared.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(declared.memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_FORMAT: declared.logFormat,
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${declared.name}`,
    AWS_LAMBDA_LOG_LEVEL: declared.logLevel,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    LAMBDA_TASK_ROOT: declared.folder,
    _HANDLER: declared.handler,
  };
}
