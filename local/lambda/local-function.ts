import type { DeclaredFunction } from '../topology/read-topology.ts';
import { type ExecutionEnvironment, startExecutionEnvironment } from './execution-environment.ts';
import type { ProcessLog } from '../process-log.ts';
import type { Failure, Outcome } from './runtime-api.ts';

/** Enough to show that invocations run side by side, few enough for a machine with two cores. */
const environmentsMax = 4;

export type LocalFunction = {
  invoke: (event: unknown) => Promise<Outcome>;
  stop: () => void;
};

/**
 * Invokes a function as Lambda does: in an environment that is idle, else in a new one, else as soon as one is free.
 * An environment that crashed or ran out of time is never used again.
 */
export function openFunction(
  declared: DeclaredFunction,
  surroundings: { variables: Record<string, string>; log: ProcessLog },
): LocalFunction {
  const idle: ExecutionEnvironment[] = [];
  const all = new Set<ExecutionEnvironment>();
  const waiting: (() => void)[] = [];
  let places = environmentsMax;
  let stopped = false;

  const takePlace = async (): Promise<void> => {
    if (places > 0) places -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leavePlace = (): void => {
    const next = waiting.shift();
    if (next === undefined) places += 1;
    else next();
  };
  const takeEnvironment = async (): Promise<ExecutionEnvironment> => {
    for (let environment = idle.pop(); environment !== undefined; environment = idle.pop()) {
      if (environment.isUsable()) return environment;
      all.delete(environment);
    }
    const started = await startExecutionEnvironment(declared, surroundings);
    all.add(started);
    return started;
  };

  const invoke = async (event: unknown): Promise<Outcome> => {
    await takePlace();
    try {
      const environment = await takeEnvironment();
      const outcome = await environment.invoke(event);
      if (outcome.kind === 'failure' && !stopped) surroundings.log.noteError(describe(outcome.failure));
      if (environment.isUsable()) idle.push(environment);
      else all.delete(environment);
      return outcome;
    } finally {
      leavePlace();
    }
  };
  const stop = (): void => {
    stopped = true;
    for (const environment of all) environment.stop();
  };
  return { invoke, stop };
}

function describe({ errorType, errorMessage, trace }: Failure): string {
  return [`${errorType}: ${errorMessage}`, ...(trace ?? []).slice(1)].join('\n');
}
