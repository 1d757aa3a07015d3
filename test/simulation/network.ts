import type { Call, Called } from '../../lib/use-cases/parts.ts';
import type { Base } from './base.ts';
import type { Process } from './process.ts';

/** What somebody's server does with a POST at once, and when its answer is there. */
export type Reply = { readonly afterMs: number; readonly called: Called };

/** Somebody else's server, and what goes to it. */
type Server = {
  readonly takes: (call: Call) => 'question' | 'refund' | 'webhook';
  readonly answer: (call: Call) => Reply;
};

/** Who listens at which origin. */
export type Network = Map<string, Server>;

const travelMs = [5, 80] as const;

/** Sends a POST as a process: it may be lost, or its answer may, and nobody waits longer than the call says. */
export const sendCall = async (
  { chance, faults }: Base,
  network: Network,
  process: Process,
  call: Call,
): Promise<Called> => {
  const server = network.get(new URL(call.url).origin);
  if (server === undefined) throw new Error(`nobody listens at ${call.url}`);
  const takes = server.takes(call);
  const nothing: Reply = { afterMs: Infinity, called: { type: 'failed', why: 'lost' } };
  const { afterMs, called } = await process.turn(chance.int(...travelMs), () =>
    faults.strikes(`${takes} lost`) ? nothing : server.answer(call),
  );
  const isHeard = afterMs < call.timeoutMs && !faults.strikes(`answer to a ${takes} lost`);
  return process.turn(isHeard ? afterMs : call.timeoutMs, () =>
    isHeard ? called : { type: 'failed', why: 'timeout' },
  );
};
