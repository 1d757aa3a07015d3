import type { ProviderRequest } from '../providers/provider.ts';
import type { Calling, Parts } from './parts.ts';

const timeoutMs = 10_000;
const requestIdBytes = 16;

/** What a provider answered, as text, or why there was no answer to read. */
type ProviderCalled = { readonly body: string } | { readonly why: string };

/** Sends a plug-in's request to its provider, which has ten seconds; any status but 200 is no answer. */
export const callProvider = async ({ call }: Calling, request: ProviderRequest): Promise<ProviderCalled> => {
  const called = await call({ ...request, timeoutMs });
  if (called.type === 'failed') return { why: called.why };
  return called.status === 200 ? { body: called.body } : { why: `status ${called.status}` };
};

/** A new id of a question to a provider: 32 letters and digits. */
export const makeRequestId = ({ randomBytes }: Pick<Parts, 'randomBytes'>): string =>
  Buffer.from(randomBytes(requestIdBytes)).toString('hex');
