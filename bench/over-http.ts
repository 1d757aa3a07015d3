import { readSandboxSettings } from '../local/sandbox/child-process.ts';
import { bankSettingsSchema } from '../local/sandbox-bank/account.ts';
import { portalSettingsSchema } from '../local/sandbox-portal/settings.ts';
import type { Caller, Parties } from './payment.ts';

/** The sandbox portal's key and first fee, and the sandbox bank's account, of a Lephi that `npm start` runs. */
export function readParties(dataFolder: string): Parties {
  const { portal } = readSandboxSettings(dataFolder, portalSettingsSchema);
  const [account] = readSandboxSettings(dataFolder, bankSettingsSchema).vnpay;
  const [fee] = portal.fees;
  const { procedureCode, kind, feeCode, name, amountVnd, budgetCode } = fee!;
  const { agencyCode, beneficiaryAccount, clientKey } = portal;
  const lines = [{ kind, feeCode, name, amountVnd, budgetCode }];
  const order = { agencyCode, procedureCode, obligor: { name: 'Nguyễn Văn An' }, lines, beneficiaryAccount };
  return { bearerKey: clientKey, order, account: account! };
}

/** Sends requests to a server at that origin, and follows no redirects. */
export const callOver =
  (origin: string): Caller =>
  async ({ target, method = 'GET', headers = {}, body }) => {
    const init = { method, headers: headers as Record<string, string>, redirect: 'manual' as const };
    const answer = await fetch(`${origin}${target}`, body === undefined ? init : { ...init, body: String(body) });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
  };
