import { serveOnLoopback, type WebServer } from '../sandbox/web-server.ts';
import type { Account, WatchedAccount } from './account.ts';
import { type CallbackPolicy, makeCallbackSender } from './callback-sender.ts';
import { openLedger } from './ledger.ts';
import { makeBankRoutes } from './routes.ts';
import { makeWebhookSender, type WebhookPolicy } from './webhook-sender.ts';

export type SandboxBankOptions = {
  /** 0, the default, takes a free port. */
  port?: number;
  /** Where the bank keeps its books, in `sandbox-bank.sqlite`. */
  dataFolder: string;
  /** Merchant accounts at VNPAY. */
  accounts: readonly Account[];
  /** Bank accounts that SePay watches. */
  watchedAccounts?: readonly WatchedAccount[];
  callbacks?: Partial<CallbackPolicy>;
  webhooks?: Partial<WebhookPolicy>;
  /** How long a payer waits at most for the first callback or webhook to be answered before the browser goes on. */
  returnAfterMs?: number;
  /** Milliseconds since 1970. */
  now?: () => number;
};

/** VNPAY repeats every five minutes, and SePay's minutes have 60 seconds; here a person is watching. */
const callbackPolicy: CallbackPolicy = { callsMax: 10, repeatMs: 2_000, timeoutMs: 10_000 };
const webhookPolicy: WebhookPolicy = { minuteMs: 1_000, timeoutMs: 10_000 };

/** A bank that plays VNPAY and SePay: it takes pretend money, tells merchants of it, and answers what they ask. */
export async function startSandboxBank(options: SandboxBankOptions): Promise<WebServer> {
  const { accounts, watchedAccounts = [], now = Date.now, returnAfterMs = 1_500 } = options;
  const ledger = openLedger(options.dataFolder);
  const { transfers } = ledger;
  const sender = makeCallbackSender({ ledger, accounts, policy: { ...callbackPolicy, ...options.callbacks }, now });
  const webhooks = makeWebhookSender({
    transfers,
    accounts: watchedAccounts,
    policy: { ...webhookPolicy, ...options.webhooks },
    now,
  });
  const routes = makeBankRoutes({ ledger, sender, webhooks, accounts, watchedAccounts, now, returnAfterMs });
  const server = await serveOnLoopback(routes, options.port ?? 0);
  sender.resume();
  webhooks.resume();
  const close = async (): Promise<void> => {
    await server.close();
    await Promise.all([sender.close(), webhooks.close()]);
    ledger.close();
  };
  return { origin: server.origin, close };
}
