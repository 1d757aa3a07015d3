import { type LookupAddress, type LookupAllOptions, lookup as systemLookup } from 'node:dns';
import { type ClientRequest, type IncomingMessage, request as requestHttp, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import * as z from 'zod/mini';
import type { Call, Called } from '../use-cases/parts.ts';

/** No answer that we understand is longer. */
const answerBytesMax = 64 * 1024;

/** Whom we may call: public addresses by https, or, where Lephi runs on one machine, anybody. */
type Reach = 'https-only' | 'any';

type Lookup = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void;

/** 2000::/3, all that is given out of IPv6 so far: outside of it `::7f00:1` and others still mean an address of IPv4. */
const isGivenOut = (bytes: readonly number[]): boolean => (bytes[0] ?? 0) >> 5 === 1;

/** An address of the internet: not of a private network, this machine, a cloud's metadata service or a group. */
const isPublic = (address: string): boolean => {
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || isGivenOut(parsed.toByteArray()));
};

/** Looks a name up, and refuses it when any of its addresses is not public. What was checked is what is connected to. */
const lookUpPublic =
  (lookup: Lookup): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const [first] = found;
      if (error || first === undefined || !found.every(({ address }) => isPublic(address)))
        callback(error ?? new Error('its address is not public'), '', 0);
      else if (options.all === true) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };

const refuseUrl = ({ protocol, hostname }: URL): void => {
  if (protocol !== 'https:') throw new Error('it is not https');
  const literal = hostname.replaceAll(/[[\]]/g, '');
  if (isIP(literal) !== 0 && !isPublic(literal)) throw new Error('its address is not public');
};

const bytesSchema = z.instanceof(Uint8Array);

/** The body of an answer. Who wants only the status waits for the end of it all the same, but not for more than we read. */
const readBounded = async (answer: IncomingMessage, wants: Call['wants']): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer) {
    chunks.push(bytesSchema.parse(chunk));
    bytes += chunks.at(-1)?.length ?? 0;
    if (bytes > answerBytesMax && wants === 'status') break;
    if (bytes > answerBytesMax) throw new Error(`the answer is over ${answerBytesMax} bytes`);
  }
  return wants === 'status' ? '' : Buffer.concat(chunks).toString();
};

const send = (url: URL, options: RequestOptions, body: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const begin = url.protocol === 'https:' ? requestHttps : requestHttp;
    const request: ClientRequest = begin(url, options, resolve);
    request.on('error', reject).end(body);
    // So ends, without an error, who answers that it wants to speak another protocol. After an answer this says nothing.
    request.on('close', () => {
      reject(new Error('the connection was closed without an answer'));
    });
  });

/** Enough to see what was wrong; the other side can put much into it, such as all the names of its certificate. */
const whyLengthMax = 200;

const sayWhy = (error: unknown): string =>
  error instanceof Error ? error.message.slice(0, whyLengthMax) : String(error);

/**
 * Makes a call to somebody else's server. It never throws, follows no redirects, takes no longer than it is given, and
 * reads at most 64 kB of the answer. With the reach `https-only` it calls nobody inside the network that it runs in,
 * whatever a name resolves to.
 */
export const makeCall =
  (reach: Reach, lookup: Lookup = systemLookup) =>
  async ({ method, url, headers, body, timeoutMs, wants }: Call): Promise<Called> => {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const address = new URL(url);
      if (reach === 'https-only') refuseUrl(address);
      const answer = await send(
        address,
        {
          method,
          headers: { ...headers, ...(method === 'POST' && { 'content-length': Buffer.byteLength(body) }) },
          signal,
          // A connection kept from an earlier call may have died while this process was frozen.
          agent: false,
          ...(reach === 'https-only' && { lookup: lookUpPublic(lookup) }),
        },
        body,
      );
      return { type: 'answered', status: answer.statusCode ?? 0, body: await readBounded(answer, wants) };
    } catch (error) {
      return { type: 'failed', why: signal.aborted ? `there was no whole answer in ${timeoutMs} ms` : sayWhy(error) };
    }
  };
