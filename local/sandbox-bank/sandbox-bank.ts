import { serveOnLoopback, type WebServer } from '../sandbox/web-server.ts';
import type { Account } from './account.ts';
import { type CallbackPolicy, makeCallbackSender } from './callback-sender.ts';
import { openLedger } from './ledger.ts';
import { makeBankRoutes } from './routes.ts';

export type SandboxBankOptions = {
  /** 0, the default, takes a free port. */
  port?: number;
  /** Where the bank keeps its books, in `sandbox-bank.sqlite`. */
  dataFolder: string;
  accounts: readonly Account[];
  callbacks?: Partial<CallbackPolicy>;
  /** How long a payer waits at most for the first callback to be answered before the browser goes back. */
  returnAfterMs?: number;
  /** Milliseconds since 1970. */
  now?: () => number;
};

/** VNPAY repeats every five minutes; here a person is watching. */
const defaultPolicy: CallbackPolicy = { callsMax: 10, repeatMs: 2_000, timeoutMs: 10_000 };

/** A bank that plays VNPAY: it takes pretend money, tells merchants of it, and answers what they ask. */
export async function startSandboxBank(options: SandboxBankOptions): Promise<WebServer> {
  const { accounts, now = Date.now, returnAfterMs = 1_500 } = options;
  const ledger = openLedger(options.dataFolder);
  const policy = { ...defaultPolicy, ...options.callbacks };
  const sender = makeCallbackSender({ ledger, accounts, policy, now });
  const server = await serveOnLoopback(
    makeBankRoutes({ ledger, sender, accounts, now, returnAfterMs }),
    options.port ?? 0,
  );
  sender.resume();
  const close = async (): Promise<void> => {
    await server.close();
    await sender.close();
    ledger.close();
  };
  return { origin: server.origin, close };
}
