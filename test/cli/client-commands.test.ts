import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deriveWebhookSecret } from '../../lib/domain/webhook-key.ts';
import { authenticateClient } from '../../lib/use-cases/authenticate-client.ts';
import { isEmbeddedDynamodbAvailable } from '../../local/embedded-dynamodb.ts';
import { startMachine } from '../local/machine.ts';
import { atTerminalOf } from './at-terminal.ts';

const masterSecret = 'a master secret of this test alone';

/** One command after another, as an operator goes: what a test makes, the tests below it use. */
describe.skipIf(!isEmbeddedDynamodbAvailable())('a client, at a terminal,', () => {
  let machine: Awaited<ReturnType<typeof startMachine>>;
  let { lephi, lephiJson } = atTerminalOf('');

  beforeAll(async () => {
    machine = await startMachine();
    ({ lephi, lephiJson } = atTerminalOf(machine.dataFolder));
    await lephi(['agency', 'add', 'H15', '--name', 'Đắk Lắk']);
  });

  afterAll(async () => {
    await machine.stop();
  });

  test('is added with its agencies', async () => {
    const add = ['client', 'add', 'portal', '--name', 'Cổng', '--agency', 'H15', '--webhook-url'];

    expect((await lephi([...add, 'ftp://127.0.0.1/'])).err).toMatch(/^ {2}--webhook-url: /m);
    expect((await lephi([...add, 'http://127.0.0.1:1/hooks', '--agency', 'H20'])).err).toMatch(
      /^ {2}--agency, number 2: .*H20$/m,
    );
    expect((await lephi([...add, 'http://127.0.0.1:1/hooks'])).out).toMatch(/^agency {7}H15$/m);
  });

  test('gets a bearer key that opens Lephi until it is revoked', async () => {
    const { json } = await lephiJson('client', 'new-key', 'portal');
    const open = () => authenticateClient(machine.lephi.parts.store, `Bearer ${String(json.bearerKey)}`);

    expect(json.bearerKey).toMatch(/^lephi_local_[\w-]{43}$/);
    expect(await open()).toMatchObject({ id: 'portal' });
    expect((await lephi(['client', 'keys', 'portal'])).out).toMatch(RegExp(`^${String(json.keyId)}  made .{16}$`));
    expect(await lephi(['client', 'revoke-key', 'portal', '--key', String(json.keyId)])).toMatchObject({ code: 0 });
    await expect(open()).rejects.toMatchObject({ code: 'unauthenticated' });
    expect((await lephi(['client', 'keys', 'portal'])).out).toMatch(/, revoked .{16}$/);
  });

  test('is told the key alone on standard output', async () => {
    const { out, err } = await lephi(['client', 'new-key', 'portal']);

    expect(out).toMatch(/^lephi_local_[\w-]{43}$/);
    expect(err).toMatch(/^This is bearer key [0-9a-f]{12}\. It is shown this once/);
  });

  test('that has no such key is told so', async () => {
    expect(await lephiJson('client', 'revoke-key', 'portal', '--key', '000000000000')).toMatchObject({
      code: 1,
      problem: { code: 'not-found', detail: 'Client portal has no bearer key 000000000000.' },
    });
  });

  test('has a webhook key that is rotated with an overlap', async () => {
    const [first, second] = [1, 2].map((number) => deriveWebhookSecret(masterSecret, 'portal', number));

    expect((await lephiJson('client', 'webhook-secret', 'portal')).json).toEqual({
      clientId: 'portal',
      number: 1,
      current: first,
    });
    expect((await lephiJson('client', 'rotate-webhook-key', 'portal')).json).toMatchObject({
      number: 2,
      current: second,
      previous: first,
    });
    const { out, err } = await lephi(['client', 'webhook-secret', 'portal']);
    expect(out).toBe(second);
    expect(err).toContain(first);
  });

  test('has a webhook key that is rotated at once', async () => {
    const rotate = ['client', 'rotate-webhook-key', 'portal', '--until'];

    expect((await lephi([...rotate, '2020-01-01T00:00:00Z'])).err).toMatch(/^ {2}--until: has passed$/m);
    expect((await lephiJson(...rotate, 'now')).json).toMatchObject({
      number: 3,
      current: deriveWebhookSecret(masterSecret, 'portal', 3),
    });
  });

  test('is changed and switched off', async () => {
    const set = ['client', 'set', 'portal', '--remove-agency', 'H15', '--webhook-url', ''];

    expect((await lephi(set)).out).toMatch(/^webhooks {5}none$/m);
    expect((await lephi(['client', 'switch-off', 'portal'])).out).toBe('portal is switched off.');
    expect((await lephi(['client', 'list'])).out).toBe('portal  off  Cổng');
  });
});
