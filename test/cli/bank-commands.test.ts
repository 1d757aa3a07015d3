import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isEmbeddedDynamodbAvailable } from '../../local/embedded-dynamodb.ts';
import { startMachine } from '../local/machine.ts';
import { atTerminalOf } from './at-terminal.ts';

const account = '970436:0011004123456';

/** One command after another, as an operator goes: what a test makes, the tests below it use. */
describe.skipIf(!isEmbeddedDynamodbAvailable())('a merchant account, at a terminal,', () => {
  let machine: Awaited<ReturnType<typeof startMachine>>;
  let { lephi, lephiJson } = atTerminalOf('');

  beforeAll(async () => {
    machine = await startMachine();
    ({ lephi, lephiJson } = atTerminalOf(machine.dataFolder));
    await lephi(['agency', 'add', 'H15', '--name', 'Đắk Lắk', '--account', `${account}:Kho bạc`]);
  });

  afterAll(async () => {
    await machine.stop();
  });

  const add = [
    ...['bank', 'add', 'demo-vnpay', '--agency', 'H15', '--provider', 'vnpay', '--account', account],
    ...['--option', 'tmnCode=LEPHIDEM', '--option', 'paymentUrl=http://127.0.0.1:1/pay'],
  ];
  const apiUrl = 'apiUrl=http://127.0.0.1:1/api';

  test('is refused when an option of its provider is missing, or there is one too many', async () => {
    const { code, err } = await lephi([...add, '--option', 'apiURL=http://127.0.0.1:1/api']);

    expect(code).toBe(1);
    expect(err).toMatch(/^ {2}--option, apiUrl: /m);
    expect(err).toMatch(/^ {2}--option, apiURL: is not a name known here$/m);
  });

  test('is added switched off, and cannot be switched on before it has a key', async () => {
    expect(await lephi([...add, '--option', apiUrl])).toMatchObject({ code: 0 });
    expect(await lephi(['bank', 'switch-on', 'demo-vnpay'])).toEqual({
      code: 1,
      out: '',
      err: 'Some fields are not as they must be.\n  the merchant account: has no key yet: set one first',
    });
  });

  test('gets its key from a pipe or from a file, and never shows it', async () => {
    await writeFile(join(machine.dataFolder, 'vnpay.key'), 'second-secret\n');
    const first = await lephi(['bank', 'set-key', 'demo-vnpay'], 'first-secret\n');
    const second = await lephi(['bank', 'set-key', 'demo-vnpay', '--secret-file', 'vnpay.key', '--json']);

    expect(first).toMatchObject({ code: 0, err: 'Running functions know it within two minutes.' });
    expect(first.out).toMatch(/^key {11}e0a5091e$/m);
    expect(JSON.parse(second.out)).toMatchObject({ keyIds: { current: '0ae70fa0', previous: 'e0a5091e' } });
    expect(`${first.out}${second.out}${(await lephi(['bank', 'history', 'demo-vnpay', '--json'])).out}`).not.toContain(
      '-secret',
    );
    expect(await machine.lephi.parts.merchantSecrets.find('demo-vnpay')).toEqual({
      current: { id: '0ae70fa0', secret: 'second-secret' },
      previous: { id: 'e0a5091e', secret: 'first-secret' },
    });
  });

  test('takes no empty key', async () => {
    expect((await lephi(['bank', 'set-key', 'demo-vnpay'], '\n')).err).toMatch(/^ {2}the key: /m);
  });

  test('drops its previous key, is switched on, and gets other options', async () => {
    expect((await lephiJson('bank', 'drop-previous-key', 'demo-vnpay')).json).toMatchObject({
      keyIds: { current: '0ae70fa0' },
    });
    expect(await lephi(['bank', 'switch-on', 'demo-vnpay'])).toMatchObject({ out: 'demo-vnpay is switched on.' });
    await lephi(['bank', 'set', 'demo-vnpay', '--option', 'bankCode=VNPAYQR']);
    const { json } = await lephiJson(
      'bank',
      'set',
      'demo-vnpay',
      '--option',
      'bankCode=',
      '--option',
      'tmnCode=OTHER123',
    );

    expect(json.options).toMatchObject({ tmnCode: 'OTHER123', paymentUrl: 'http://127.0.0.1:1/pay' });
    expect(json.options).not.toHaveProperty('bankCode');
    expect((await lephi(['bank', 'list'])).out).toBe('demo-vnpay  on   vnpay for H15');
    expect((await lephi(['bank', 'show', 'demo-vnpay'])).out).toMatch(/^callbacks {5}\/callbacks\/vnpay\/demo-vnpay$/m);
  });

  test('for transfers needs an API token too, which is never shown', async () => {
    await lephi([
      ...['bank', 'add', 'demo-vietqr', '--agency', 'H15', '--provider', 'sepay', '--account', account],
      ...['--option', 'accountNumber=0011004123456', '--option', 'listUrl=http://127.0.0.1:1/list'],
    ]);
    await lephi(['bank', 'set-key', 'demo-vietqr'], 'first-secret\n');
    expect((await lephi(['bank', 'switch-on', 'demo-vietqr'])).err).toMatch(
      /^ {2}the merchant account: has no API token yet: set one first$/m,
    );

    const { code, out } = await lephi(['bank', 'set-api-token', 'demo-vietqr'], 'second-secret\n');
    expect([code, out]).toEqual([0, expect.stringMatching(/^API token {5}0ae70fa0$/m)]);
    expect(out).not.toContain('-secret');
    expect((await lephi(['bank', 'set-api-token', 'demo-vietqr'], '\n')).err).toMatch(/^ {2}the API token: /m);
    expect(await lephi(['bank', 'switch-on', 'demo-vietqr'])).toMatchObject({ code: 0 });
    expect((await lephiJson('bank', 'history', 'demo-vietqr')).json).toMatchObject([
      { action: 'added' },
      { action: 'merchant-key-set' },
      { action: 'api-token-set' },
      { action: 'switched-on' },
    ]);
  });

  test('keeps its agency from giving up its beneficiary account', async () => {
    expect((await lephi(['agency', 'set', 'H15', '--remove-account', account])).err).toMatch(
      /^ {2}--remove-account: is where the money of merchant account demo-vnpay goes$/m,
    );
  });
});
