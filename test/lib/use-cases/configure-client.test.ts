import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { at } from '../../../lib/store/key-table.ts';
import { find } from '../../../lib/store/read.ts';
import { getItem, listChanges, subject } from '../../../lib/use-cases/configure.ts';
import { addAgency } from '../../../lib/use-cases/configure-agency.ts';
import {
  addClient,
  changeClient,
  listBearerKeys,
  makeBearerKey,
  revokeBearerKey,
  rotateWebhookKey,
} from '../../../lib/use-cases/configure-client.ts';
import { agencyCode, makeWorldWithAgency, refusalOf } from './configuring.ts';

const portal = {
  id: 'demo-portal',
  name: 'Cổng demo',
  agencyCodes: [agencyCode],
  webhookUrl: 'https://portal.example/webhooks',
};
const { id } = portal;
const of = subject.client(id);

const makeWorldWithClient = async () => {
  const world = await makeWorldWithAgency();
  await addClient(world, portal);
  return world;
};

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('a new client', () => {
  test('starts switched on, with its first webhook key and no bearer key', async () => {
    const world = await makeWorldWithAgency();

    expect(await addClient(world, portal)).toMatchObject({
      ...portal,
      enabled: true,
      webhookKey: { number: 1 },
      version: 1,
    });
    expect((await listBearerKeys(world.store, id, { limit: 10 })).items).toEqual([]);
  });

  test.each([
    ['an unknown agency', { agencyCodes: [agencyCode, 'H19'] }, '/agencyCodes/1'],
    ['a receiver without TLS', { webhookUrl: 'http://portal.example/' }, '/webhookUrl'],
    ['a receiver that is no web address', { webhookUrl: 'ftp://portal.example/' }, '/webhookUrl'],
    ['an id with spaces', { id: 'demo portal' }, '/id'],
    ['a name that nobody knows', { agencies: [] }, '/agencies'],
  ])('with %s is refused', async (_, wrong, pointer) => {
    expect(await refusalOf(addClient(await makeWorldWithAgency(), { ...portal, ...wrong }))).toMatchObject({
      code: 'validation-failed',
      errors: [{ pointer }],
    });
  });

  test('may be told at a sandbox portal where any receiver will do', async () => {
    const world = { ...(await makeWorldWithAgency()), webhookReceivers: 'any' as const };

    expect(await addClient(world, { ...portal, webhookUrl: 'http://127.0.0.1:4002/webhooks' })).toMatchObject({
      webhookUrl: 'http://127.0.0.1:4002/webhooks',
    });
  });

  test('has each agency once', async () => {
    const twice = { ...portal, agencyCodes: [agencyCode, agencyCode] };

    expect((await addClient(await makeWorldWithAgency(), twice)).agencyCodes).toEqual([agencyCode]);
  });

  test('is refused when its id is taken', async () => {
    expect(await refusalOf(addClient(await makeWorldWithClient(), portal))).toMatchObject({ code: 'already-exists' });
  });
});

describe('a change of a client', () => {
  test('adds and removes agencies, and takes the webhook address away', async () => {
    const world = await makeWorldWithClient();
    await addAgency(world, { code: 'H19', name: 'Đồng Nai', beneficiaryAccounts: [] });
    const changes = { addAgencyCodes: ['H19', 'H19'], removeAgencyCodes: [agencyCode], webhookUrl: '', name: 'Cổng' };

    const { webhookUrl, ...after } = await changeClient(world, id, changes);

    expect(after).toMatchObject({ agencyCodes: ['H19'], name: 'Cổng', version: 2 });
    expect(webhookUrl).toBeUndefined();
  });

  test('that says nothing writes nothing', async () => {
    expect(await changeClient(await makeWorldWithClient(), id, {})).toMatchObject({
      version: 1,
      webhookUrl: portal.webhookUrl,
    });
  });

  test('is refused with an agency that nobody knows or a receiver without TLS', async () => {
    const world = await makeWorldWithClient();

    expect(await refusalOf(changeClient(world, id, { addAgencyCodes: ['H19'] }))).toMatchObject({
      errors: [{ pointer: '/addAgencyCodes/0' }],
    });
    expect(await refusalOf(changeClient(world, id, { webhookUrl: 'http://portal.example' }))).toMatchObject({
      errors: [{ pointer: '/webhookUrl' }],
    });
  });
});

describe('bearer keys', () => {
  test('are made of 256 random bits and kept as their hash alone', async () => {
    const world = await makeWorldWithClient();
    const key = await makeBearerKey(world, id, 'prod');

    expect(key).toBe(`lephi_prod_${'-_v7'.repeat(10)}-_s`);
    expect(await find(world.store, at.clientKey(sha256(key)))).toMatchObject({ clientId: id, version: 1 });
    const everything = [await getItem(world.store, of), await listChanges(world.store, of, { limit: 10 })];
    expect(JSON.stringify(everything)).not.toContain(key);
  });

  test('are told by their ids in lists and in the journal', async () => {
    const world = await makeWorldWithClient();
    const keyId = sha256(await makeBearerKey(world, id, 'prod')).slice(0, 12);

    expect((await listBearerKeys(world.store, id, { limit: 10 })).items).toMatchObject([{ keyId, clientId: id }]);
    expect((await listChanges(world.store, of, { limit: 10 })).items.at(-1)).toMatchObject({
      action: 'bearer-key-made',
      after: { keyId },
    });
  });

  test('are revoked once and for good', async () => {
    const world = await makeWorldWithClient();
    const hash = sha256(await makeBearerKey(world, id, 'prod'));
    await revokeBearerKey(world, id, hash.slice(0, 12));
    const revoked = await find(world.store, at.clientKey(hash));
    await revokeBearerKey(world, id, hash.slice(0, 12));

    expect(revoked?.revokedAt).toMatch(/^2026-11-21T/);
    expect(await find(world.store, at.clientKey(hash))).toEqual(revoked);
    const { items } = await listChanges(world.store, of, { limit: 10 });
    expect(items.map(({ action }) => action)).toEqual(['added', 'bearer-key-made', 'bearer-key-revoked']);
  });

  test.each(['', '000000000000', 'f'])('that the client does not have cannot be revoked: %j', async (keyId) => {
    const world = await makeWorldWithClient();
    await makeBearerKey(world, id, 'prod');

    expect(await refusalOf(revokeBearerKey(world, id, keyId))).toMatchObject({ code: 'not-found' });
  });

  test('belong to one client', async () => {
    const world = await makeWorldWithClient();
    await addClient(world, { ...portal, id: 'other' });
    const hash = sha256(await makeBearerKey(world, id, 'prod'));

    expect(await refusalOf(revokeBearerKey(world, 'other', hash.slice(0, 12)))).toMatchObject({ code: 'not-found' });
  });

  test('need a client', async () => {
    const world = await makeWorldWithAgency();

    expect(await refusalOf(makeBearerKey(world, id, 'prod'))).toMatchObject({ code: 'not-found' });
    expect(await refusalOf(listBearerKeys(world.store, id, { limit: 1 }))).toMatchObject({ code: 'not-found' });
  });
});

describe('the webhook key', () => {
  test('goes one number up, and the one before it signs along for a while', async () => {
    const world = await makeWorldWithClient();

    expect(await rotateWebhookKey(world, id, '2026-12-01T00:00:00+07:00')).toMatchObject({
      webhookKey: { number: 2, previousUntil: '2026-11-30T17:00:00.000Z' },
    });
    expect((await listChanges(world.store, of, { limit: 10 })).items.at(-1)).toMatchObject({
      action: 'webhook-key-rotated',
      after: { webhookKey: { number: 2 } },
    });
  });

  test.each(['2026-11-20T00:00:00Z', 'tomorrow', undefined])('cannot sign along until %j', async (until) => {
    expect(await refusalOf(rotateWebhookKey(await makeWorldWithClient(), id, until))).toMatchObject({
      code: 'validation-failed',
      errors: [{ pointer: '/previousUntil' }],
    });
  });
});
