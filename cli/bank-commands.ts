import { type Command, Option } from 'commander';
import * as z from 'zod';
import type { MerchantAccount } from '../lib/domain/merchant-account.ts';
import { toVietnamText } from '../lib/domain/time.ts';
import { subject } from '../lib/use-cases/configure.ts';
import {
  addMerchantAccount,
  changeMerchantAccount,
  dropPreviousMerchantKey,
  setMerchantApiToken,
  setMerchantKey,
} from '../lib/use-cases/configure-merchant-account.ts';
import { addCommand } from './add-command.ts';
import { type Answer, onOrOff, toLines } from './answer.ts';
import { addItemCommands } from './item-commands.ts';
import { collect, readAccount, readAssignment } from './option-values.ts';
import { readSecret, type Terminal } from './terminal.ts';

const toGivenLine = ([name, value]: [string, string | undefined]): [string, string][] =>
  value === undefined ? [] : [[name, value]];

const describe = (account: MerchantAccount): string =>
  toLines([
    ['id', account.id],
    ['agency', account.agencyCode],
    ['provider', account.provider],
    ['account', `${account.beneficiaryAccount.bankCode}:${account.beneficiaryAccount.accountNumber}`],
    ...Object.entries(account.options)
      .sort()
      .map(([name, value]): [string, string] => ['option', `${name}=${String(value)}`]),
    ['switched', onOrOff(account.enabled)],
    ['key', account.keyIds?.current ?? 'none'],
    ['previous key', account.keyIds?.previous ?? 'none'],
    ...Object.entries({ 'API token': account.keyIds?.apiToken }).flatMap(toGivenLine),
    ['callbacks', `/callbacks/${account.provider}/${account.id}`],
    ['changed', `${toVietnamText(account.changedAt)}, version ${account.version}`],
  ]);

const answer = (account: MerchantAccount): Answer => ({ json: account, text: describe(account) });

/** Functions keep what they read of an account for half a minute, and of its keys for a minute. */
const inEffect = 'Running functions know it within two minutes.';

const assignments = z
  .array(z.object({ name: z.string(), value: z.string().optional() }))
  .default([])
  .transform((list) => Object.fromEntries(list.map(({ name, value }) => [name, value])));

const settingOption = (says: string) => new Option('--option <name=value>', says).argParser(collect(readAssignment));

function addAddCommand(parent: Command, terminal: Terminal): void {
  addCommand(
    parent,
    {
      usage: 'add <id>',
      does: 'Adds a merchant account to an agency, switched off: set its key, then switch it on',
      options: [
        new Option('--agency <code>', 'the agency that it collects for').makeOptionMandatory(),
        new Option('--provider <provider>', 'who moves the money, such as vnpay').makeOptionMandatory(),
        new Option('--account <bank:number>', 'the account of the agency that its money reaches')
          .argParser(readAccount)
          .makeOptionMandatory(),
        settingOption('what the provider needs; can be given several times'),
      ],
      schema: z.object({
        agency: z.string(),
        provider: z.string(),
        account: z.unknown(),
        option: assignments,
      }),
      examples: [
        'bank add thu-nghiem-vnpay --agency H15.50.05.13 --provider vnpay --account 970436:0011004123456 \\\n' +
          '      --option tmnCode=THUNGHIE --option paymentUrl=https://sandbox.vnpayment.vn/paymentv2/vpcpay.html \\\n' +
          '      --option apiUrl=https://sandbox.vnpayment.vn/merchant_webapi/api/transaction',
        'bank set-key thu-nghiem-vnpay --secret-file vnpay.key',
        'bank switch-on thu-nghiem-vnpay',
      ],
      run: async ({ lephi, id, options: { agency, provider, account, option } }) => {
        const input = { id, agencyCode: agency, provider, beneficiaryAccount: account, options: option };
        return answer(await addMerchantAccount(lephi.parts, input));
      },
    },
    terminal,
  );
}

function addKeyCommands(parent: Command, terminal: Terminal): void {
  addCommand(
    parent,
    {
      usage: 'set-key <id>',
      does: 'Sets the key that the provider gave out; the key before it stays valid as the previous one',
      options: [
        new Option(
          '--secret-file <file>',
          'a file that holds the key; without it, it is read from the terminal or a pipe',
        ),
      ],
      schema: z.object({ secretFile: z.string().optional() }),
      examples: ['bank set-key thu-nghiem-vnpay', 'bank set-key thu-nghiem-vnpay --secret-file vnpay.key'],
      run: async ({ lephi, terminal: at, id, options: { secretFile } }) => {
        const secret = await readSecret(at, `The key of ${id} (it is not shown):`, secretFile);
        return { ...answer(await setMerchantKey(lephi.parts, id, secret)), note: inEffect };
      },
    },
    terminal,
  );
  addCommand(
    parent,
    {
      usage: 'set-api-token <id>',
      does: "Sets the token by which Lephi reads the provider's list of transactions, where it has one",
      options: [
        new Option(
          '--secret-file <file>',
          'a file that holds the token; without it, it is read from the terminal or a pipe',
        ),
      ],
      schema: z.object({ secretFile: z.string().optional() }),
      examples: ['bank set-api-token thu-nghiem-vietqr --secret-file sepay.token'],
      run: async ({ lephi, terminal: at, id, options: { secretFile } }) => {
        const token = await readSecret(at, `The API token of ${id} (it is not shown):`, secretFile);
        return { ...answer(await setMerchantApiToken(lephi.parts, id, token)), note: inEffect };
      },
    },
    terminal,
  );
  addCommand(
    parent,
    {
      usage: 'drop-previous-key <id>',
      does: 'Drops the previous key: what it signed is refused from then on',
      schema: z.object({}),
      examples: ['bank drop-previous-key thu-nghiem-vnpay'],
      run: async ({ lephi, id }) => ({
        ...answer(await dropPreviousMerchantKey(lephi.parts, id)),
        note: inEffect,
      }),
    },
    terminal,
  );
}

/** `bank …`: merchant accounts at providers. */
export function addBankCommands(program: Command, terminal: Terminal): void {
  const parent = program.command('bank').description("Agencies' merchant accounts at banks and intermediaries");
  addAddCommand(parent, terminal);
  addCommand(
    parent,
    {
      usage: 'set <id>',
      does: 'Changes what the provider needs; what is not named stays',
      options: [settingOption('a setting; nothing behind the sign takes it away').makeOptionMandatory()],
      schema: z.object({ option: assignments }),
      examples: ['bank set thu-nghiem-vnpay --option bankCode=VNPAYQR', 'bank set thu-nghiem-vnpay --option bankCode='],
      run: async ({ lephi, id, options: { option } }) => ({
        ...answer(await changeMerchantAccount(lephi.parts, id, option)),
        note: inEffect,
      }),
    },
    terminal,
  );
  addKeyCommands(parent, terminal);
  addItemCommands(
    parent,
    {
      word: 'bank',
      argument: '<id>',
      exampleId: 'thu-nghiem-vnpay',
      plural: 'merchant accounts',
      subjectOf: subject.merchantAccount,
      label: ({ id, provider, agencyCode }) => [id, `${provider} for ${agencyCode}`],
      describe,
      whenSwitchedOff: 'no payer is sent to it; its callbacks go on',
    },
    terminal,
  );
}
