import type { ConfigAction } from '../domain/config-change.ts';
import { parseOrRefuse, refuseField } from '../domain/field-errors.ts';
import { type MerchantAccount, merchantAccountSchema, type MerchantKeys } from '../domain/merchant-account.ts';
import {
  keyIdsOf,
  merchantSecretSchema,
  newMerchantAccountSchema,
  withApiToken,
  withCurrentKey,
  withoutPreviousKey,
} from '../domain/merchant-account-changes.ts';
import { isSameAccount } from '../domain/order-details.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Provider } from '../providers/provider.ts';
import { findProvider } from '../providers/registry.ts';
import { find } from '../store/read.ts';
import type { Write } from '../store/store.ts';
import { addItem, changeItem, checked, type Configuring, getItem, subject, writesOf } from './configure.ts';

/** Where the keys of merchant accounts are kept, by the account's id. */
export type MerchantSecrets = {
  readonly find: (accountId: string) => Promise<MerchantKeys | undefined>;
  readonly write: (accountId: string, keys: MerchantKeys) => Promise<void>;
};

type Options = MerchantAccount['options'];

const getProvider = (id: string): Provider => {
  const provider = findProvider(id);
  if (provider === undefined) throw refuseField('/provider', `is not a provider that Lephi knows: ${id}`);
  return provider;
};

/** Options as the plug-in's own schema wants them, in the form in which the item holds them: without those not given. */
const readOptions = (provider: Provider, options: Options): Options => {
  const read = merchantAccountSchema.shape.options.parse(parseOrRefuse(provider.options, options, { at: '/options' }));
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
};

/** The agency with one more merchant account, whose money must go to one of its beneficiary accounts. */
const joinAgency = async (
  parts: Configuring,
  account: Pick<MerchantAccount, 'id' | 'agencyCode' | 'beneficiaryAccount'>,
): Promise<readonly Write[]> => {
  const of = subject.agency(account.agencyCode);
  const agency = await find(parts.store, of.key);
  if (agency === undefined)
    throw refuseField('/agencyCode', `is not an agency that Lephi knows: ${account.agencyCode}`);
  if (!agency.beneficiaryAccounts.some((own) => isSameAccount(own, account.beneficiaryAccount)))
    throw refuseField('/beneficiaryAccount', 'is none of the beneficiary accounts of the agency');
  const merchantAccountIds = [...agency.merchantAccountIds, account.id];
  const after = checked(of, { ...agency, merchantAccountIds });
  return writesOf(parts, of, { after, action: 'merchant-account-added' });
};

/**
 * Adds a merchant account to its agency, switched off and without keys: no payer is sent to it before
 * {@link setMerchantKey} and a switching on.
 *
 * @param input as `newMerchantAccountSchema` reads it
 * @throws Refusal validation-failed, already-exists
 */
export const addMerchantAccount = async (parts: Configuring, input: unknown): Promise<MerchantAccount> => {
  const account = parseOrRefuse(newMerchantAccountSchema, input);
  const provider = getProvider(account.provider);
  const options = readOptions(provider, account.options);
  if (provider.beneficiaryAccount)
    parseOrRefuse(provider.beneficiaryAccount, account.beneficiaryAccount, { at: '/beneficiaryAccount' });
  return addItem(parts, subject.merchantAccount(account.id), async () => ({
    after: { ...account, options, version: 0, enabled: false, changedAt: parts.now() },
    also: await joinAgency(parts, account),
  }));
};

/**
 * Changes options of a merchant account; those that are not named stay, one that is undefined is taken away.
 *
 * @throws Refusal not-found, validation-failed
 */
export const changeMerchantAccount = async (
  parts: Configuring,
  id: string,
  options: Options,
): Promise<MerchantAccount> =>
  changeItem(parts, subject.merchantAccount(id), (before) => ({
    after: { ...before, options: readOptions(getProvider(before.provider), { ...before.options, ...options }) },
    action: 'changed',
  }));

/** Writes down which keys the secret holds now, and by which action. */
const noteKeys = (
  parts: Configuring,
  id: string,
  { keys, action }: { readonly keys: MerchantKeys; readonly action: ConfigAction },
): Promise<MerchantAccount> =>
  changeItem(parts, subject.merchantAccount(id), (before) => ({
    after: { ...before, keyIds: keyIdsOf(keys) },
    action,
  }));

/**
 * Gives a merchant account a new current key; the key before it stays valid as the previous one, the one before that
 * is dropped. The secret is written first and noted second, so a crash between the two leaves working keys, and the
 * same call again notes them.
 *
 * @throws Refusal not-found
 * @throws Refusal validation-failed when the key is no key
 */
export const setMerchantKey = async (
  parts: Configuring & { readonly merchantSecrets: MerchantSecrets },
  id: string,
  input: unknown,
): Promise<MerchantAccount> => {
  const secret = parseOrRefuse(merchantSecretSchema, input, { at: '/secret' });
  await getItem(parts.store, subject.merchantAccount(id));
  const known = await parts.merchantSecrets.find(id);
  const keys = withCurrentKey(known, secret);
  if (keys !== known) await parts.merchantSecrets.write(id, keys);
  return noteKeys(parts, id, { keys, action: 'merchant-key-set' });
};

/** The keys of a merchant account that has some. */
const getKeys = async (
  parts: Configuring & { readonly merchantSecrets: MerchantSecrets },
  id: string,
): Promise<MerchantKeys> => {
  await getItem(parts.store, subject.merchantAccount(id));
  const known = await parts.merchantSecrets.find(id);
  if (known === undefined) throw new Refusal('not-found', { detail: `Merchant account ${id} has no key.` });
  return known;
};

/**
 * Gives a merchant account the token by which it reads its provider's list. The one before it is dropped: the provider
 * says which one is valid, not we.
 *
 * @throws Refusal not-found when there is no such account, or it has no keys
 * @throws Refusal validation-failed when the token is none
 */
export const setMerchantApiToken = async (
  parts: Configuring & { readonly merchantSecrets: MerchantSecrets },
  id: string,
  input: unknown,
): Promise<MerchantAccount> => {
  const token = parseOrRefuse(merchantSecretSchema, input, { at: '/apiToken' });
  const known = await getKeys(parts, id);
  const keys = withApiToken(known, token);
  if (keys !== known) await parts.merchantSecrets.write(id, keys);
  return noteKeys(parts, id, { keys, action: 'api-token-set' });
};

/**
 * Drops the previous key of a merchant account: what it signed is no longer genuine.
 *
 * @throws Refusal not-found when there is no such account, or it has no keys
 */
export const dropPreviousMerchantKey = async (
  parts: Configuring & { readonly merchantSecrets: MerchantSecrets },
  id: string,
): Promise<MerchantAccount> => {
  const known = await getKeys(parts, id);
  const keys = withoutPreviousKey(known);
  if (known.previous !== undefined) await parts.merchantSecrets.write(id, keys);
  return noteKeys(parts, id, { keys, action: 'previous-merchant-key-dropped' });
};
