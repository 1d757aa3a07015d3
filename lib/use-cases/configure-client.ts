import type { Client, ClientKey } from '../domain/client.ts';
import {
  afterClientChanges,
  afterWebhookKeyRotation,
  clientChangesSchema,
  newClientSchema,
} from '../domain/client-changes.ts';
import { parseOrRefuse, refuseField } from '../domain/field-errors.ts';
import { Refusal } from '../domain/refusal.ts';
import { instantSchema } from '../domain/time.ts';
import { at, type Directory, put } from '../store/key-table.ts';
import { find, findAll, list } from '../store/read.ts';
import type { Page, PageRequest, Store } from '../store/store.ts';
import { hashClientKey } from './authenticate-client.ts';
import { addItem, changeItem, checked, type Configuring, getItem, subject } from './configure.ts';
import type { Parts } from './parts.ts';

/** A world of which it is known where webhooks may go: a sandbox portal has no certificate, all others must. */
export type ConfiguringClients = Configuring & { readonly webhookReceivers: 'https-only' | 'any' };

const refuseUnknownAgencies = async (store: Store, codes: readonly string[], pointer: string): Promise<void> => {
  const known = await findAll(store, [...new Set(codes)].map(at.agency));
  codes.forEach((code, index) => {
    if (!known.some((agency) => agency.code === code))
      throw refuseField(`${pointer}/${index}`, `is not an agency that Lephi knows: ${code}`);
  });
};

const refusePlainReceiver = ({ webhookReceivers }: ConfiguringClients, webhookUrl: string | undefined): void => {
  if (webhookReceivers === 'https-only' && webhookUrl && !webhookUrl.startsWith('https://'))
    throw refuseField('/webhookUrl', 'must begin with https://');
};

/**
 * Adds a client, switched on, without bearer keys; its first webhook key is there from the start.
 *
 * @param input as `newClientSchema` reads it
 * @throws Refusal validation-failed, already-exists
 */
export const addClient = async (parts: ConfiguringClients, input: unknown): Promise<Client> => {
  const client = parseOrRefuse(newClientSchema, input);
  refusePlainReceiver(parts, client.webhookUrl);
  return addItem(parts, subject.client(client.id), async () => {
    await refuseUnknownAgencies(parts.store, client.agencyCodes, '/agencyCodes');
    const agencyCodes = [...new Set(client.agencyCodes)];
    return {
      after: { ...client, agencyCodes, version: 0, webhookKey: { number: 1 }, enabled: true, changedAt: parts.now() },
    };
  });
};

/**
 * Changes a client's name, agencies and webhook address.
 *
 * @param input as `clientChangesSchema` reads it
 * @throws Refusal not-found, validation-failed
 */
export const changeClient = async (parts: ConfiguringClients, id: string, input: unknown): Promise<Client> => {
  const changes = parseOrRefuse(clientChangesSchema, input);
  refusePlainReceiver(parts, changes.webhookUrl);
  const of = subject.client(id);
  return changeItem(parts, of, async (before) => {
    await refuseUnknownAgencies(parts.store, changes.addAgencyCodes ?? [], '/addAgencyCodes');
    return { after: checked(of, afterClientChanges(before, changes)), action: 'changed' };
  });
};

/**
 * Gives a client its next webhook key; the key before it signs along until an instant.
 *
 * @throws Refusal not-found
 * @throws Refusal validation-failed when the instant has passed
 */
export const rotateWebhookKey = async (parts: Configuring, id: string, until: unknown): Promise<Client> => {
  const previousUntil = parseOrRefuse(instantSchema, until, { at: '/previousUntil' });
  if (previousUntil < parts.now()) throw refuseField('/previousUntil', 'has passed');
  return changeItem(parts, subject.client(id), (before) => ({
    after: afterWebhookKeyRotation(before, previousUntil),
    action: 'webhook-key-rotated',
  }));
};

const keyBytes = 32;

/** How lists and the journal name a bearer key: the first twelve digits of its hash. */
export const bearerKeyId = (sha256: string): string => sha256.slice(0, 12);

/** The directory of one client's bearer keys, by their hashes. */
const keyDirectory = (clientId: string): Directory => `client-key#${clientId}`;

/** A bearer key as lists and the journal know it. */
type ListedBearerKey = ClientKey & { readonly keyId: string };

/**
 * Makes a bearer key for a client: `lephi_<stage>_` and 256 random bits. It is given back this once; only its hash is
 * kept. Keys made before stay valid until they are revoked.
 *
 * @throws Refusal not-found
 */
export const makeBearerKey = async (
  parts: Configuring & Pick<Parts, 'randomBytes'>,
  id: string,
  stage: string,
): Promise<string> => {
  const bearerKey = `lephi_${stage}_${Buffer.from(parts.randomBytes(keyBytes)).toString('base64url')}`;
  const sha256 = hashClientKey(bearerKey);
  await changeItem(parts, subject.client(id), (after) => ({
    after,
    action: 'bearer-key-made',
    notes: { keyId: bearerKeyId(sha256) },
    also: [
      put(at.clientKey(sha256), { version: 1, clientId: id, createdAt: parts.now() }),
      put(at.entry(keyDirectory(id), sha256), { version: 1, id: sha256 }),
    ],
  }));
  return bearerKey;
};

/**
 * The bearer keys of a client, revoked ones too.
 *
 * @throws Refusal not-found when there is no such client
 */
export const listBearerKeys = async (store: Store, id: string, page: PageRequest): Promise<Page<ListedBearerKey>> => {
  await getItem(store, subject.client(id));
  const { items: entries, next } = await list(store, at.entry(keyDirectory(id), ''), page);
  const found = await Promise.all(entries.map((entry) => find(store, at.clientKey(entry.id))));
  const items = entries.flatMap((entry, index) => {
    const key = found[index];
    return key === undefined ? [] : [{ ...key, keyId: bearerKeyId(entry.id) }];
  });
  return { items, next };
};

/**
 * Takes a bearer key from a client for good. One that is revoked already stays as it was.
 *
 * @throws Refusal not-found when there is no such client, or no such key of it
 */
export const revokeBearerKey = async (parts: Configuring, id: string, keyId: string): Promise<void> => {
  await changeItem(parts, subject.client(id), async (after) => {
    const { items } = await list(parts.store, at.entry(keyDirectory(id), keyId), { limit: 1 });
    const sha256 = items.map((entry) => entry.id).find((found) => bearerKeyId(found) === keyId);
    const key = sha256 === undefined ? undefined : await find(parts.store, at.clientKey(sha256));
    if (sha256 === undefined || key === undefined)
      throw new Refusal('not-found', { detail: `Client ${id} has no bearer key ${keyId}.` });
    const revoked = { ...key, version: key.version + 1, revokedAt: parts.now() };
    return {
      after,
      action: 'bearer-key-revoked',
      ...(key.revokedAt === undefined && { notes: { keyId }, also: [put(at.clientKey(sha256), revoked)] }),
    };
  });
};
