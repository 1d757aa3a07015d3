import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import { type Lephi, localStage, openLephi } from '../cli/open-lephi.ts';
import type { Client } from '../lib/domain/client.ts';
import { Refusal } from '../lib/domain/refusal.ts';
import { vietnamDay } from '../lib/domain/time.ts';
import { webhookSecretsOf } from '../lib/domain/webhook-key.ts';
import { at } from '../lib/store/key-table.ts';
import { find } from '../lib/store/read.ts';
import { hashClientKey } from '../lib/use-cases/authenticate-client.ts';
import { subject, switchItem } from '../lib/use-cases/configure.ts';
import { addAgency } from '../lib/use-cases/configure-agency.ts';
import { addClient, changeClient, makeBearerKey } from '../lib/use-cases/configure-client.ts';
import {
  addMerchantAccount,
  changeMerchantAccount,
  setMerchantApiToken,
  setMerchantKey,
} from '../lib/use-cases/configure-merchant-account.ts';
import { listFeesInForce } from './demo-fees.ts';
import { findJson, writeJson } from './json-file.ts';
import type { RunningLephi } from './running-lephi.ts';
import { seedReconciliation } from './seed-reconciliation.ts';

/** What the sandboxes are told, and the one place that keeps the portal's bearer key from one start to the next. */
const sandboxSchema = z.object({
  portal: z.object({ clientKey: z.string() }),
  sepay: z.array(z.object({ accountId: z.string() })).default([]),
});

const beneficiaryAccount = { bankCode: '970436', accountNumber: '0011004123456' };

const agency = {
  code: 'H15.50.05.13',
  name: 'Ủy ban nhân dân xã Thử Nghiệm',
  beneficiaryAccounts: [{ ...beneficiaryAccount, name: 'Kho bạc Nhà nước (tài khoản mẫu)' }],
};

const clientId = 'demo-portal';
const vnpayId = 'demo-vnpay';
const vietqrId = 'demo-vietqr';

/**
 * The ceiling of a single transfer by NAPAS 24/7, just under 500 million đồng: commonly said, but not verified in a source
 * of NAPAS or the State Bank. An account at a bank may have another one, so it is an option and in no code.
 */
const amountMaxVnd = 499_999_999;

/** What the sandbox bank hands out of a day. */
const statementSources = [
  { accountId: vnpayId, side: 'provider', profile: 'vnpay-csv' },
  { accountId: vnpayId, side: 'treasury', profile: 'daily-treasury' },
  { accountId: vietqrId, side: 'bank', profile: 'bank-csv', statementAccount: beneficiaryAccount.accountNumber },
];

type Sandbox = Pick<RunningLephi, 'dataFolder' | 'origin' | 'bankOrigin' | 'portalOrigin' | 'region' | 'endpoints'>;

/**
 * Makes what a first payment needs: an agency, its merchant accounts at the sandbox bank, the sandbox portal and its key;
 * and tells the sandboxes in `sandbox.json`. What is there already stays as somebody may have changed it; only addresses
 * follow the ports.
 */
export async function seed(sandbox: Sandbox): Promise<void> {
  const machine = { region: sandbox.region, ...sandbox.endpoints };
  const lephi = openLephi({ stage: localStage, machine }, 'npm start');
  try {
    const path = join(sandbox.dataFolder, 'sandbox.json');
    const kept = findJson(path, sandboxSchema);
    await unlessThere(addAgency(lephi.parts, agency));
    const [vnpay, sepay] = [await seedVnpay(lephi, sandbox), await seedVietqr(lephi, sandbox)];
    await seedReconciliation(lephi, sandbox.dataFolder, statementSources);
    const client = await seedClient(lephi, sandbox);
    const clientKey = await findUsableKey(lephi, kept?.portal.clientKey);
    // A start that was broken off before the file was written is begun again.
    if (kept === undefined) await switchOn(lephi, vnpayId);
    if (!kept?.sepay.some(({ accountId }) => accountId === vietqrId)) await switchOn(lephi, vietqrId);
    writeJson(path, { vnpay: [vnpay], sepay: [sepay], portal: await describePortal(lephi, client, clientKey) });
  } finally {
    lephi.close();
  }
}

function switchOn({ parts }: Lephi, accountId: string): Promise<unknown> {
  return switchItem(parts, subject.merchantAccount(accountId), true);
}

async function unlessThere(adding: Promise<unknown>): Promise<void> {
  try {
    await adding;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'already-exists') throw error;
  }
}

async function seedVnpay({ parts }: Lephi, { bankOrigin, origin }: Sandbox) {
  const addresses = {
    paymentUrl: `${bankOrigin}/paymentv2/vpcpay.html`,
    apiUrl: `${bankOrigin}/merchant_webapi/api/transaction`,
  };
  const options = { tmnCode: 'LEPHIDEM', ...addresses };
  const account = { id: vnpayId, agencyCode: agency.code, provider: 'vnpay', beneficiaryAccount, options };
  await unlessThere(addMerchantAccount(parts, account));
  const { options: current } = await changeMerchantAccount(parts, vnpayId, addresses);
  const keys = await parts.merchantSecrets.find(vnpayId);
  const secret = keys?.current.secret ?? makeSecret();
  await setMerchantKey(parts, vnpayId, secret);
  return {
    accountId: vnpayId,
    tmnCode: z.string().parse(current.tmnCode),
    secret,
    callbackUrl: `${origin}/callbacks/vnpay/${vnpayId}`,
  };
}

async function seedVietqr({ parts }: Lephi, { bankOrigin, origin }: Sandbox) {
  const { bankCode, accountNumber } = beneficiaryAccount;
  const addresses = { listUrl: `${bankOrigin}/userapi/transactions/list` };
  const options = { accountNumber, accountName: 'KHO BAC NHA NUOC TAI KHOAN MAU', amountMaxVnd, ...addresses };
  const account = { id: vietqrId, agencyCode: agency.code, provider: 'sepay', beneficiaryAccount, options };
  await unlessThere(addMerchantAccount(parts, account));
  await changeMerchantAccount(parts, vietqrId, addresses);
  const keys = await parts.merchantSecrets.find(vietqrId);
  const secret = keys?.current.secret ?? makeSecret();
  const apiToken = keys?.apiToken?.secret ?? makeSecret();
  await setMerchantKey(parts, vietqrId, secret);
  await setMerchantApiToken(parts, vietqrId, apiToken);
  const webhookUrl = `${origin}/callbacks/sepay/${vietqrId}`;
  return { accountId: vietqrId, bankCode, accountNumber, secret, apiToken, webhookUrl };
}

function makeSecret(): string {
  return randomBytes(24).toString('base64url');
}

async function seedClient({ parts }: Lephi, { portalOrigin }: Sandbox): Promise<Client> {
  const webhookUrl = `${portalOrigin}/webhooks`;
  const client = { id: clientId, name: 'Cổng dịch vụ công thử nghiệm', agencyCodes: [agency.code], webhookUrl };
  await unlessThere(addClient(parts, client));
  return changeClient(parts, clientId, { webhookUrl });
}

/** The key that the portal had, when it is still good; else a new one. */
async function findUsableKey({ parts, stage }: Lephi, kept: string | undefined): Promise<string> {
  const known = kept === undefined ? undefined : await find(parts.store, at.clientKey(hashClientKey(kept)));
  const isUsable = known !== undefined && known.revokedAt === undefined;
  return kept !== undefined && isUsable ? kept : makeBearerKey(parts, clientId, stage);
}

async function describePortal({ parts, secrets }: Lephi, client: Client, clientKey: string) {
  const now = parts.now();
  return {
    clientKey,
    webhookSecrets: webhookSecretsOf(await secrets.getWebhookMasterSecret(), client, now),
    agencyCode: agency.code,
    beneficiaryAccount,
    fees: listFeesInForce(vietnamDay(now), 'online'),
  };
}
