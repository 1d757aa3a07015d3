import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAgency } from '../../lib/use-cases/configure-agency.ts';
import { addMerchantAccount } from '../../lib/use-cases/configure-merchant-account.ts';
import { isEmbeddedDynamodbAvailable } from '../../local/embedded-dynamodb.ts';
import { startMachine } from '../local/machine.ts';
import { vnpayAccount } from '../lib/use-cases/vnpay-account.ts';
import { atTerminalOf } from './at-terminal.ts';

const set = ['source', 'set', 'demo-vnpay', 'provider', '--profile', 'vnpay-csv', '--rules'];

/** One command after another, as an operator goes: what a test makes, the tests below it use. */
describe.skipIf(!isEmbeddedDynamodbAvailable())('a statement source, at a terminal,', () => {
  let machine: Awaited<ReturnType<typeof startMachine>>;
  let { lephi, lephiJson } = atTerminalOf('');

  beforeAll(async () => {
    machine = await startMachine();
    ({ lephi, lephiJson } = atTerminalOf(machine.dataFolder));
    const { agencyCode: code, beneficiaryAccount } = vnpayAccount;
    await addAgency(machine.lephi.parts, {
      code,
      name: 'UBND xã Thử Nghiệm',
      beneficiaryAccounts: [{ ...beneficiaryAccount, name: 'Kho bạc Nhà nước' }],
    });
    await addMerchantAccount(machine.lephi.parts, vnpayAccount);
  });

  afterAll(async () => {
    await machine.stop();
  });

  test('is not there at first', async () => {
    expect(await lephi(['source', 'list'])).toEqual({ code: 0, out: '', err: 'There are no sources yet.' });
    expect(await lephi(['source', 'show', 'demo-vnpay', 'provider'])).toMatchObject({
      code: 1,
      err: 'There is no statement source demo-vnpay/provider.',
    });
  });

  test('is set from what Lephi brings, and shown', async () => {
    const added = await lephi([...set, 'transactions']);

    expect(added).toMatchObject({ code: 0, err: '' });
    expect(added.out.split('\n').slice(0, -1)).toEqual([
      'account     demo-vnpay',
      'side        provider',
      'profile     vnpay-csv (csv)',
      'files name  no account',
      'rules       version 1',
      "            movement-key: the movement's own key",
      '            transaction-id: transaction id and amount',
      '            reference: reference and amount, within 2 working days',
      'days        every day, until midnight, shown the same day, carried for 3 working days',
      'switched    on',
    ]);
    expect(await lephi(['source', 'show', 'demo-vnpay', 'provider'])).toEqual(added);
  });

  test('takes changed rules from a file under a higher version alone', async () => {
    const brought = new URL('../../local/reconciliation-rules/settlement.json', import.meta.url);
    const rules = JSON.parse(readFileSync(brought, 'utf8'));
    writeFileSync(join(machine.dataFolder, 'rules.json'), JSON.stringify({ ...rules, cutOff: '16:30', version: 2 }));

    expect(await lephi([...set, 'settlement'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('--rules, version: must be above 1, that of the other rules before'),
    });
    expect((await lephi([...set, 'rules.json', '--statement-account', 'LEPHIDEM'])).out).toMatch(
      /files name {2}LEPHIDEM\n[^]*batch: one credit[^]*working days, until 16:30, shown 1 of them later/,
    );
  });

  test('is switched off and on, listed, and its history told', async () => {
    expect((await lephi(['source', 'switch-off', 'demo-vnpay', 'provider', '--by', 'an'])).out).toBe(
      'demo-vnpay provider is switched off.',
    );
    expect((await lephi(['source', 'list'])).out).toBe('demo-vnpay provider  off  vnpay-csv (csv)');
    await lephi(['source', 'switch-on', 'demo-vnpay', 'provider']);
    expect(await lephiJson('source', 'history', 'demo-vnpay', 'provider')).toMatchObject({
      json: ['added', 'changed', 'switched-off', 'switched-on'].map((action) => ({ action })),
    });
  });

  test.each([
    [['demo-vnpay', 'provider', '--profile', 'vnpay', '--rules', 'transactions'], /no profile vnpay: name a JSON file/],
    [
      ['demo-vnpay', 'provider', '--profile', 'vnpay-csv', '--rules', 'all'],
      /rules all: name a JSON file, or one of se/,
    ],
    [['demo-vnpay', 'provider', '--profile', 'vnpay-csv', '--rules', 'a.json'], /There is no file .*a\.json/],
    [
      ['demo-vnpay', 'payer', '--profile', 'vnpay-csv', '--rules', 'transactions'],
      /the side: must be one of provider, bank, treasury/,
    ],
    [
      ['nobody', 'bank', '--profile', 'vnpay-csv', '--rules', 'transactions'],
      /the merchant account: is not a merchant account/,
    ],
  ])('is refused in words: %j', async (args, says) => {
    expect(await lephi(['source', 'set', ...args])).toMatchObject({ code: 1, err: expect.stringMatching(says) });
  });
});
