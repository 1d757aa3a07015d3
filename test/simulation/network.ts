import type { Post, Posted } from '../../lib/use-cases/parts.ts';
import type { Base } from './base.ts';
import type { Process } from './process.ts';

/** What somebody's server does with a POST at once, and when its answer is there. */
export type Reply = { readonly afterMs: number; readonly posted: Posted };

/** Somebody else's server, and what goes to it. */
type Server = { readonly takes: 'question' | 'webhook'; readonly answer: (post: Post) => Reply };

/** Who listens at which origin. */
export type Network = Map<string, Server>;

const travelMs = [5, 80] as const;

/** Sends a POST as a process: it may be lost, or its answer may, and nobody waits longer than the post says. */
export const sendPost = async (
  { chance, faults }: Base,
  network: Network,
  process: Process,
  post: Post,
): Promise<Posted> => {
  const server = network.get(new URL(post.url).origin);
  if (server === undefined) throw new Error(`nobody listens at ${post.url}`);
  const nothing: Reply = { afterMs: Infinity, posted: { type: 'failed', why: 'lost' } };
  const { afterMs, posted } = await process.turn(chance.int(...travelMs), () =>
    faults.strikes(`${server.takes} lost`) ? nothing : server.answer(post),
  );
  const isHeard = afterMs < post.timeoutMs && !faults.strikes(`answer to a ${server.takes} lost`);
  return process.turn(isHeard ? afterMs : post.timeoutMs, () =>
    isHeard ? posted : { type: 'failed', why: 'timeout' },
  );
};
