import { type FunctionName, functionSizes } from '../../infra/function-sizes.ts';
import type { Base } from './base.ts';

/** How an invocation of a function ended, as whoever called it sees it. */
export type Ended<T> =
  | { readonly type: 'answered'; readonly value: T }
  | { readonly type: 'failed'; readonly error: unknown }
  | { readonly type: 'died' };

/** One invocation of a function, on a machine with a clock of its own. */
export type Process = {
  readonly name: FunctionName;
  /** So far its clock is ahead of the world's. */
  readonly skewMs: number;
  /**
   * Waits for so long, then does something. This is the only way for the code under test to wait, so that the
   * timeline decides what goes on next. When the process is over meanwhile, nothing goes on.
   */
  readonly turn: <T>(ms: number, act: () => T | Promise<T>) => Promise<T>;
  /** Ends it here and now: what has been done stays done, and nothing more is. */
  readonly die: (subject: string, why: string) => Promise<never>;
};

const skewMsMax = 5000;

const never = new Promise<never>(() => undefined);

/** Runs the work of one invocation. What it has left to do when it has answered is never done, as in Lambda. */
export const runProcess = <T>(
  { timeline, chance, trace }: Base,
  name: FunctionName,
  work: (process: Process) => Promise<T>,
): Promise<Ended<T>> =>
  new Promise((resolve) => {
    const diesAtMs = timeline.nowMs() + functionSizes[name].timeoutSeconds * 1000;
    let isOver = false;
    const end = (how: Ended<T>): void => {
      if (isOver) return;
      isOver = true;
      resolve(how);
    };

    const process: Process = {
      name,
      skewMs: chance.int(-skewMsMax, skewMsMax),
      turn: (ms, act) =>
        new Promise((goOn, fail) => {
          timeline.after(ms, () => {
            if (timeline.nowMs() > diesAtMs) end({ type: 'died' });
            if (!isOver) Promise.resolve().then(act).then(goOn, fail);
          });
        }),
      die: (subject, why) => {
        trace.note(subject, `${name} ${why}`);
        end({ type: 'died' });
        return never;
      },
    };

    work(process).then(
      (value) => {
        end({ type: 'answered', value });
      },
      (error: unknown) => {
        end({ type: 'failed', error });
      },
    );
  });
