import type { MerchantAccount, MerchantKeys } from '../domain/merchant-account.ts';
import type { OpenAccount, Provider } from './provider.ts';
import { sepay } from './sepay.ts';
import { vnpay } from './vnpay.ts';

/** Every provider that Lephi can work with. A new one is one line here, its file, and its test. */
export const providers: readonly Provider[] = [vnpay, sepay];

/** The provider of an id, which may come from the path of a callback. */
export const findProvider = (id: string): Provider | undefined => providers.find((provider) => provider.id === id);

/**
 * A merchant account with its provider's plug-in bound to it: the one seam through which plug-ins are called.
 *
 * @throws Error when the account is of a provider that is not here
 * @throws ZodError when the account's options are not the plug-in's
 */
export const openAccount = (account: MerchantAccount, keys: MerchantKeys): OpenAccount => {
  const provider = findProvider(account.provider);
  if (!provider) throw new Error(`merchant account ${account.id} is of an unknown provider, ${account.provider}`);
  return provider.open(account, keys);
};
