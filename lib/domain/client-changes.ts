import * as z from 'zod/mini';
import { type Client, clientSchema } from './client.ts';
import type { Instant } from './time.ts';

const { id, name, agencyCodes, webhookUrl } = clientSchema.shape;

/** What an operator says of a new client. It starts switched on, without bearer keys. */
export const newClientSchema = z.strictObject({ id, name, agencyCodes, webhookUrl });

/** What an operator changes of a client; an empty webhook address takes the address away. */
export const clientChangesSchema = z.strictObject({
  name: z.optional(name),
  addAgencyCodes: z.optional(agencyCodes),
  removeAgencyCodes: z.optional(agencyCodes),
  webhookUrl: z.union([webhookUrl, z.literal('')]),
});

type ClientChanges = z.infer<typeof clientChangesSchema>;

/** The client after a change; how many agencies it may have is for its schema to say. */
export const afterClientChanges = (
  { webhookUrl: currentUrl, ...client }: Client,
  { name = client.name, addAgencyCodes = [], removeAgencyCodes = [], webhookUrl = currentUrl ?? '' }: ClientChanges,
): Client => {
  const kept = client.agencyCodes.filter((code) => !removeAgencyCodes.includes(code));
  const agencyCodes = [...new Set([...kept, ...addAgencyCodes])];
  return { ...client, name, agencyCodes, ...(webhookUrl !== '' && { webhookUrl }) };
};

/** The client with its next webhook key; the key before it signs along until an instant. */
export const afterWebhookKeyRotation = (client: Client, previousUntil: Instant): Client => ({
  ...client,
  webhookKey: { number: client.webhookKey.number + 1, previousUntil },
});
