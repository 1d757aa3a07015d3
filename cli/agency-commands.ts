import { type Command, Option } from 'commander';
import * as z from 'zod';
import type { Agency } from '../lib/domain/agency.ts';
import { toVietnamText } from '../lib/domain/time.ts';
import { subject } from '../lib/use-cases/configure.ts';
import { addAgency, changeAgency } from '../lib/use-cases/configure-agency.ts';
import { addCommand } from './add-command.ts';
import { type Answer, onOrOff, toLines } from './answer.ts';
import { addItemCommands } from './item-commands.ts';
import { collect, readAccount, readNamedAccount } from './option-values.ts';
import type { Terminal } from './terminal.ts';

const describe = (agency: Agency): string =>
  toLines([
    ['code', agency.code],
    ['name', agency.name],
    ['switched', onOrOff(agency.enabled)],
    ...agency.beneficiaryAccounts.map(({ bankCode, accountNumber, name }): [string, string] => [
      'account',
      `${bankCode}:${accountNumber}  ${name}`,
    ]),
    ...agency.merchantAccountIds.map((id): [string, string] => ['bank', id]),
    ['changed', `${toVietnamText(agency.changedAt)}, version ${agency.version}`],
  ]);

const answer = (agency: Agency): Answer => ({ json: agency, text: describe(agency) });

const accounts = z.array(z.unknown());

const nameOption = () => new Option('--name <name>', 'its name, as payers read it');

const accountOption = (says: string) =>
  new Option('--account <bank:number:name>', says).argParser(collect(readNamedAccount));

function addAddCommand(parent: Command, terminal: Terminal): void {
  addCommand(
    parent,
    {
      usage: 'add <code>',
      does: 'Adds an agency, switched on',
      options: [
        nameOption().makeOptionMandatory(),
        accountOption('an account that its money may reach; can be given several times'),
      ],
      schema: z.object({ name: z.string(), account: accounts.default([]) }),
      examples: [
        'agency add H15.50.05.13 --name "UBND xã Thử Nghiệm" --account "970436:0011004123456:Kho bạc Nhà nước khu vực XV"',
      ],
      run: async ({ lephi, id, options: { name, account } }) =>
        answer(await addAgency(lephi.parts, { code: id, name, beneficiaryAccounts: account })),
    },
    terminal,
  );
}

function addSetCommand(parent: Command, terminal: Terminal): void {
  addCommand(
    parent,
    {
      usage: 'set <code>',
      does: 'Changes the name or the accounts of an agency; what is not named stays',
      options: [
        nameOption(),
        accountOption('an account to add, or to give another name; can be given several times'),
        new Option('--remove-account <bank:number>', 'an account to remove; can be given several times').argParser(
          collect(readAccount),
        ),
      ],
      schema: z.object({
        name: z.string().optional(),
        account: accounts.optional(),
        removeAccount: accounts.optional(),
      }),
      examples: [
        'agency set H15.50.05.13 --name "UBND phường Thử Nghiệm"',
        'agency set H15.50.05.13 --remove-account 970436:0011004123456',
      ],
      run: async ({ lephi, id, options: { name, account, removeAccount } }) => {
        const changes = { name, addBeneficiaryAccounts: account, removeBeneficiaryAccounts: removeAccount };
        return answer(await changeAgency(lephi.parts, id, changes));
      },
    },
    terminal,
  );
}

/** `agency …` */
export function addAgencyCommands(program: Command, terminal: Terminal): void {
  const parent = program.command('agency').description('Public bodies that collect, by their identifier codes');
  addAddCommand(parent, terminal);
  addSetCommand(parent, terminal);
  addItemCommands(
    parent,
    {
      word: 'agency',
      argument: '<code>',
      exampleId: 'H15.50.05.13',
      plural: 'agencies',
      subjectOf: subject.agency,
      label: ({ code, name }) => [code, name],
      describe,
      whenSwitchedOff: 'it takes no new orders and no payer is sent to a bank; callbacks go on',
    },
    terminal,
  );
}
