import { type Command, Option } from 'commander';
import * as z from 'zod';
import type { Client } from '../lib/domain/client.ts';
import { toVietnamText } from '../lib/domain/time.ts';
import { subject } from '../lib/use-cases/configure.ts';
import { addClient, changeClient } from '../lib/use-cases/configure-client.ts';
import { addCommand } from './add-command.ts';
import { type Answer, onOrOff, toLines } from './answer.ts';
import { addClientKeyCommands } from './client-key-commands.ts';
import { addItemCommands } from './item-commands.ts';
import { asText, collect } from './option-values.ts';
import type { Terminal } from './terminal.ts';

const describe = ({ id, name, enabled, agencyCodes, webhookUrl, webhookKey, changedAt, version }: Client): string =>
  toLines([
    ['id', id],
    ['name', name],
    ['switched', onOrOff(enabled)],
    ...agencyCodes.map((code): [string, string] => ['agency', code]),
    ['webhooks', webhookUrl ?? 'none'],
    ['webhook key', `number ${webhookKey.number}`],
    ['changed', `${toVietnamText(changedAt)}, version ${version}`],
  ]);

const answer = (client: Client): Answer => ({ json: client, text: describe(client) });

const texts = z.array(z.string());

const nameOption = () => new Option('--name <name>', 'the name of the portal');

const agencyOption = (says: string) => new Option('--agency <code>', says).argParser(collect(asText));

const webhookOption = (says: string) => new Option('--webhook-url <url>', says);

function addAddCommand(parent: Command, terminal: Terminal): void {
  addCommand(
    parent,
    {
      usage: 'add <id>',
      does: 'Adds a client, switched on, without bearer keys',
      options: [
        nameOption().makeOptionMandatory(),
        agencyOption('an agency that it may make orders for; can be given several times'),
        webhookOption('where it is told what becomes of its orders'),
      ],
      schema: z.object({ name: z.string(), agency: texts.default([]), webhookUrl: z.string().optional() }),
      examples: [
        'client add cong-thu-nghiem --name "Cổng thử nghiệm" --agency H15.50.05.13 --webhook-url https://portal.example/lephi',
      ],
      run: async ({ lephi, id, options: { name, agency, webhookUrl } }) =>
        answer(await addClient(lephi.parts, { id, name, agencyCodes: agency, webhookUrl })),
    },
    terminal,
  );
}

function addSetCommand(parent: Command, terminal: Terminal): void {
  addCommand(
    parent,
    {
      usage: 'set <id>',
      does: 'Changes the name, the agencies or the webhook address of a client; what is not named stays',
      options: [
        nameOption(),
        agencyOption('an agency to add; can be given several times'),
        new Option('--remove-agency <code>', 'an agency to take away; can be given several times').argParser(
          collect(asText),
        ),
        webhookOption('where it is told what becomes of its orders; "" takes the address away'),
      ],
      schema: z.object({
        name: z.string().optional(),
        agency: texts.optional(),
        removeAgency: texts.optional(),
        webhookUrl: z.string().optional(),
      }),
      examples: [
        'client set cong-thu-nghiem --agency H15.50.05.14',
        'client set cong-thu-nghiem --webhook-url https://portal.example/lephi',
      ],
      run: async ({ lephi, id, options: { name, agency, removeAgency, webhookUrl } }) => {
        const changes = { name, addAgencyCodes: agency, removeAgencyCodes: removeAgency, webhookUrl };
        return answer(await changeClient(lephi.parts, id, changes));
      },
    },
    terminal,
  );
}

/** `client …` */
export function addClientCommands(program: Command, terminal: Terminal): void {
  const parent = program.command('client').description('Portals and one-stop software that make orders');
  addAddCommand(parent, terminal);
  addSetCommand(parent, terminal);
  addClientKeyCommands(parent, terminal);
  addItemCommands(
    parent,
    {
      word: 'client',
      argument: '<id>',
      exampleId: 'cong-thu-nghiem',
      plural: 'clients',
      subjectOf: subject.client,
      label: ({ id, name }) => [id, name],
      describe,
      whenSwitchedOff: 'its bearer keys are refused; its webhooks go on',
    },
    terminal,
  );
}
