import type { Post, Posted } from '../use-cases/parts.ts';

/** No answer that we understand is longer. */
const answerBytesMax = 64 * 1024;

const readBounded = async (body: ReadableStream<Uint8Array> | null): Promise<string> => {
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > answerBytesMax) throw new Error(`the answer is over ${answerBytesMax} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
};

const whyOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
};

/** Posts to somebody else's server. Never throws, follows no redirects, reads at most 64 kB of the answer. */
export const post = async ({ url, headers, body, timeoutMs }: Post): Promise<Posted> => {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    return { type: 'answered', status: answer.status, body: await readBounded(answer.body) };
  } catch (error) {
    return { type: 'failed', why: whyOf(error) };
  }
};
