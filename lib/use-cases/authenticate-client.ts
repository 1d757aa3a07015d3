import { createHash } from 'node:crypto';
import type { Client } from '../domain/client.ts';
import { Refusal } from '../domain/refusal.ts';
import { at } from '../store/key-table.ts';
import { find } from '../store/read.ts';
import type { Store } from '../store/store.ts';

/** How a bearer key is found: only this is kept of it. Keys are 256 random bits, so a plain hash cannot be searched. */
export const hashClientKey = (key: string): string => createHash('sha256').update(key).digest('hex');

/**
 * The client of an `Authorization` header.
 *
 * @throws Refusal unauthenticated, whatever is wrong with it
 */
export const authenticateClient = async (store: Store, authorization: string | undefined): Promise<Client> => {
  const key = /^Bearer +([\w.~+/=-]{1,256})$/i.exec(authorization ?? '')?.[1];
  const found = key === undefined ? undefined : await find(store, at.clientKey(hashClientKey(key)));
  const client = found && !found.revokedAt ? await find(store, at.client(found.clientId)) : undefined;
  if (!client?.enabled) throw new Refusal('unauthenticated');
  return client;
};
