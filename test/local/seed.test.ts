import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Lephi } from '../../cli/open-lephi.ts';
import { at } from '../../lib/store/key-table.ts';
import { find } from '../../lib/store/read.ts';
import { hashClientKey } from '../../lib/use-cases/authenticate-client.ts';
import { getItem, listChanges, listItems, type Subject, subject, switchItem } from '../../lib/use-cases/configure.ts';
import { bearerKeyId, revokeBearerKey } from '../../lib/use-cases/configure-client.ts';
import { setMerchantKey } from '../../lib/use-cases/configure-merchant-account.ts';
import { isEmbeddedDynamodbAvailable } from '../../local/embedded-dynamodb.ts';
import { bankSettingsSchema } from '../../local/sandbox-bank/account.ts';
import { portalSettingsSchema } from '../../local/sandbox-portal/settings.ts';
import { seed } from '../../local/seed.ts';
import { startMachine } from './machine.ts';

let machine: Awaited<ReturnType<typeof startMachine>>;
let lephi: Lephi;

const origins = {
  origin: 'http://127.0.0.1:4000',
  bankOrigin: 'http://127.0.0.1:4001',
  portalOrigin: 'http://127.0.0.1:4002',
};

const readSandbox = async () => {
  const content: unknown = JSON.parse(await readFile(join(machine.dataFolder, 'sandbox.json'), 'utf8'));
  return { ...bankSettingsSchema.parse(content), ...portalSettingsSchema.parse(content) };
};

const seedAgain = async (changed: Partial<typeof origins> = {}) => {
  await seed({ ...machine, ...origins, ...changed });
  return readSandbox();
};

const account = subject.merchantAccount('demo-vnpay');
const vietqr = subject.merchantAccount('demo-vietqr');
const provider = subject.statementSource('demo-vnpay/provider');

describe.skipIf(!isEmbeddedDynamodbAvailable())('the seed', () => {
  beforeEach(async () => {
    machine = await startMachine();
    ({ lephi } = machine);
  });

  afterEach(async () => {
    await machine.stop();
  });

  test('makes what a first payment needs', async () => {
    const { vnpay, sepay, portal } = await seedAgain();
    const { store, merchantSecrets } = lephi.parts;

    expect(await getItem(store, subject.agency(portal.agencyCode))).toMatchObject({
      enabled: true,
      beneficiaryAccounts: [portal.beneficiaryAccount],
      merchantAccountIds: ['demo-vnpay', 'demo-vietqr'],
    });
    expect(await getItem(store, account)).toMatchObject({
      enabled: true,
      options: {
        tmnCode: 'LEPHIDEM',
        paymentUrl: 'http://127.0.0.1:4001/paymentv2/vpcpay.html',
        apiUrl: 'http://127.0.0.1:4001/merchant_webapi/api/transaction',
      },
    });
    expect(vnpay).toMatchObject([
      { accountId: 'demo-vnpay', tmnCode: 'LEPHIDEM', callbackUrl: 'http://127.0.0.1:4000/callbacks/vnpay/demo-vnpay' },
    ]);
    expect(await getItem(store, vietqr)).toMatchObject({
      enabled: true,
      options: {
        accountNumber: portal.beneficiaryAccount.accountNumber,
        amountMaxVnd: 499_999_999,
        listUrl: 'http://127.0.0.1:4001/userapi/transactions/list',
      },
    });
    expect(sepay).toMatchObject([
      {
        accountId: 'demo-vietqr',
        ...portal.beneficiaryAccount,
        webhookUrl: 'http://127.0.0.1:4000/callbacks/sepay/demo-vietqr',
      },
    ]);
    const vietqrKeys = await merchantSecrets.find('demo-vietqr');
    expect([vietqrKeys?.current.secret, vietqrKeys?.apiToken?.secret]).toEqual([sepay[0]?.secret, sepay[0]?.apiToken]);
    expect((await merchantSecrets.find('demo-vnpay'))?.current.secret).toBe(vnpay[0]?.secret);
    expect(await find(store, at.clientKey(hashClientKey(portal.clientKey)))).toMatchObject({ clientId: 'demo-portal' });
    expect(await getItem(store, subject.client('demo-portal'))).toMatchObject({
      agencyCodes: [portal.agencyCode],
      webhookUrl: 'http://127.0.0.1:4002/webhooks',
    });
    expect(portal.fees[0]).toMatchObject({ procedureCode: '1.004194', amountVnd: 7000 });
  });

  test('makes what a first reconciliation needs, with folders to drop statements into', async () => {
    const { portal } = await seedAgain();
    const { store } = lephi.parts;

    expect((await getItem(store, subject.calendar)).years).toContain(2026);
    expect(await listItems(store, subject.statementSource, { limit: 10 })).toMatchObject({
      items: [
        { accountId: 'demo-vietqr', side: 'bank', statementAccount: portal.beneficiaryAccount.accountNumber },
        { accountId: 'demo-vnpay', side: 'provider', profile: { name: 'vnpay-csv' } },
        { accountId: 'demo-vnpay', side: 'treasury', profile: { name: 'daily-treasury' } },
      ],
    });
    const incoming = join(machine.dataFolder, 'statements-bucket', 'incoming');
    expect((await readdir(incoming, { recursive: true })).sort()).toEqual([
      'demo-vietqr',
      'demo-vietqr/bank',
      'demo-vnpay',
      'demo-vnpay/provider',
      'demo-vnpay/treasury',
    ]);
  });

  test('keeps its file to its owner', async () => {
    await seedAgain();

    expect((await stat(join(machine.dataFolder, 'sandbox.json'))).mode & 0o777).toBe(0o600);
  });

  test('changes nothing the second time', async () => {
    const first = await seedAgain();
    const changesOf = <T>(of: Subject<T>) => listChanges(lephi.parts.store, of, { limit: 10 });
    const journalsOf = () =>
      Promise.all([changesOf(account), changesOf(vietqr), changesOf(provider), changesOf(subject.calendar)]);
    const journals = await journalsOf();

    expect(await seedAgain()).toEqual(first);
    expect(await journalsOf()).toEqual(journals);
  });

  test('follows the ports', async () => {
    await seedAgain();
    const moved = {
      origin: 'http://127.0.0.1:5000',
      bankOrigin: 'http://127.0.0.1:5001',
      portalOrigin: 'http://127.0.0.1:5002',
    };

    const { vnpay, sepay } = await seedAgain(moved);

    expect(vnpay[0]?.callbackUrl).toBe('http://127.0.0.1:5000/callbacks/vnpay/demo-vnpay');
    expect(sepay[0]?.webhookUrl).toBe('http://127.0.0.1:5000/callbacks/sepay/demo-vietqr');
    expect((await getItem(lephi.parts.store, vietqr)).options).toMatchObject({
      listUrl: 'http://127.0.0.1:5001/userapi/transactions/list',
    });
    expect((await getItem(lephi.parts.store, account)).options).toMatchObject({
      paymentUrl: 'http://127.0.0.1:5001/paymentv2/vpcpay.html',
    });
    expect(await getItem(lephi.parts.store, subject.client('demo-portal'))).toMatchObject({
      webhookUrl: 'http://127.0.0.1:5002/webhooks',
    });
  });

  test('leaves what an operator changed, and tells the sandboxes of it', async () => {
    await seedAgain();
    for (const of of [account, vietqr]) await switchItem(lephi.parts, of, false);
    await switchItem(lephi.parts, provider, false);
    await setMerchantKey(lephi.parts, 'demo-vnpay', 'another-secret');

    const { vnpay } = await seedAgain();

    expect(vnpay[0]?.secret).toBe('another-secret');
    for (const of of [account, vietqr]) expect((await getItem(lephi.parts.store, of)).enabled).toBe(false);
    expect((await getItem(lephi.parts.store, provider)).enabled).toBe(false);
  });

  test('adds the account for transfers, switched on, to what an earlier seed made without it', async () => {
    await seedAgain();
    await switchItem(lephi.parts, vietqr, false);
    const path = join(machine.dataFolder, 'sandbox.json');
    const { sepay: _, ...earlier } = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify(earlier));
    await seedAgain();

    expect((await getItem(lephi.parts.store, vietqr)).enabled).toBe(true);
  });

  test('gives the portal a new key when the old one is lost or revoked', async () => {
    const first = await seedAgain();
    await revokeBearerKey(lephi.parts, 'demo-portal', bearerKeyId(hashClientKey(first.portal.clientKey)));
    const second = await seedAgain();
    await rm(join(machine.dataFolder, 'sandbox.json'));
    const third = await seedAgain();

    expect(new Set([first, second, third].map(({ portal }) => portal.clientKey)).size).toBe(3);
  });
});
