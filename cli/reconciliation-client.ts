import type * as z from 'zod';
import { nextOffsetHeader } from '../lib/http/run-files.ts';
import { callAsOfficer, read } from './desk-client.ts';
import { defaultData } from './find-lephi.ts';
import { getSession } from './officer-session.ts';

/** The API of reconciliation, called as the officer who is signed in at this terminal. */
export type Reconciliation = {
  readonly get: <T>(path: string, schema: z.core.$ZodType<T>) => Promise<T>;
  readonly post: <T>(path: string, schema: z.core.$ZodType<T>, body: unknown) => Promise<T>;
  /** Sends a file as it is. */
  readonly upload: <T>(path: string, schema: z.core.$ZodType<T>, bytes: Uint8Array<ArrayBuffer>) => Promise<T>;
  /** Fetches a file piece by piece; `onPiece` hears how many bytes have come. */
  readonly download: (path: string, onPiece?: (bytes: number) => void) => AsyncGenerator<Uint8Array>;
};

/** Names a bank day at a terminal. */
export type NamedDay = { readonly account: string; readonly side: string; readonly on: string };

/** Where a bank day is found. */
export const addressOf = ({ account, side, on }: NamedDay): string =>
  `/days/${[account, side, on].map(encodeURIComponent).join('/')}`;

/** A statement may be reconciled, or a long piece sent, while its officer waits. */
const longTimeoutMs = 60_000;

/** Opens the API of the Lephi at which an officer has signed in. Refuses in one line when nobody has. */
export function openReconciliation(data = defaultData): Reconciliation {
  const session = getSession(data);
  const call = (
    method: 'GET' | 'POST',
    path: string,
    sent: { body?: string | Uint8Array<ArrayBuffer>; type?: string } = {},
  ) =>
    callAsOfficer(session, {
      method,
      path: `/reconciliation${path}`,
      timeoutMs: longTimeoutMs,
      ...(sent.type !== undefined && { headers: { 'content-type': sent.type } }),
      ...(sent.body !== undefined && { body: sent.body }),
    });
  const readJson = async <T>(schema: z.core.$ZodType<T>, answer: Response): Promise<T> =>
    read(schema, await answer.json().catch(() => undefined));

  return {
    get: async (path, schema) => readJson(schema, await call('GET', path)),
    post: async (path, schema, body) =>
      readJson(schema, await call('POST', path, { body: JSON.stringify(body), type: 'application/json' })),
    upload: async (path, schema, bytes) =>
      readJson(schema, await call('POST', path, { body: bytes, type: 'application/octet-stream' })),
    async *download(path, onPiece = () => undefined) {
      let offset: string | null = '0';
      let bytes = 0;
      while (offset !== null) {
        const answer: Response = await call('GET', `${path}?offset=${offset}`);
        const piece = new Uint8Array(await answer.arrayBuffer());
        bytes += piece.length;
        onPiece(bytes);
        yield piece;
        offset = answer.headers.get(nextOffsetHeader);
      }
    },
  };
}
