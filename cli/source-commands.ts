import { type Command, Option } from 'commander';
import * as z from 'zod';
import type { Rule, Rules } from '../lib/domain/rules.ts';
import type { StatementSource } from '../lib/domain/statement-source.ts';
import { toVietnamText } from '../lib/domain/time.ts';
import { subject } from '../lib/use-cases/configure.ts';
import { setStatementSource } from '../lib/use-cases/configure-statement-source.ts';
import { addCommand } from './add-command.ts';
import { type Answer, onOrOff, toLines } from './answer.ts';
import { readBrought } from './brought-files.ts';
import { addItemCommands } from './item-commands.ts';
import type { Terminal } from './terminal.ts';

const describeRule = (rule: Rule): string => {
  if (rule.by === 'reference') return `${rule.id}: reference and amount, within ${rule.workingDaysMax} working days`;
  if (rule.by === 'batch') return `${rule.id}: one credit for a batch, less the fee`;
  return `${rule.id}: ${rule.by === 'movement-key' ? "the movement's own key" : 'transaction id and amount'}`;
};

const describeDays = ({ days, cutOff, settlementDays, carryWorkingDaysMax }: Rules): string =>
  [
    days === 'every-day' ? 'every day' : 'working days',
    `until ${cutOff ?? 'midnight'}`,
    settlementDays === 0 ? 'shown the same day' : `shown ${settlementDays} of them later`,
    `carried for ${carryWorkingDaysMax} working days`,
  ].join(', ');

const nameOf = ({ profile: { name, format } }: StatementSource): string => `${String(name)} (${String(format)})`;

const describe = (source: StatementSource): string =>
  toLines([
    ['account', source.accountId],
    ['side', source.side],
    ['profile', nameOf(source)],
    ['files name', source.statementAccount ?? 'no account'],
    ['rules', `version ${source.rules.version}`],
    ...source.rules.rules.map((rule): [string, string] => ['', describeRule(rule)]),
    ['days', describeDays(source.rules)],
    ['switched', onOrOff(source.enabled)],
    ['changed', `${toVietnamText(source.changedAt)}, version ${source.version}`],
  ]);

const answer = (source: StatementSource): Answer => ({ json: source, text: describe(source) });

/** `source …`: which statements merchant accounts are reconciled with. */
export function addSourceCommands(program: Command, terminal: Terminal): void {
  const parent = program.command('source').description('What merchant accounts are reconciled with, side by side');
  addCommand(
    parent,
    {
      usage: 'set <account> <side>',
      does: 'Sets how the statements of one side (provider, bank or treasury) are read and matched; a new one is on',
      options: [
        new Option(
          '--profile <name>',
          'how files are read: one that Lephi brings, or a JSON file',
        ).makeOptionMandatory(),
        new Option(
          '--rules <name>',
          'how lines are matched: some that Lephi brings, or a JSON file',
        ).makeOptionMandatory(),
        new Option('--statement-account <number>', 'the account that the files must name'),
      ],
      schema: z.object({ profile: z.string(), rules: z.string(), statementAccount: z.string().optional() }),
      examples: [
        'source set demo-vnpay provider --profile vnpay-csv --rules transactions',
        'source set demo-vietqr bank --profile ./our-bank.json --rules ./our-rules.json --statement-account 0011004123456',
      ],
      run: async ({ lephi, terminal: { folder }, id, options: { profile, rules, statementAccount } }) => {
        const [accountId, side] = id.split('/');
        const read = {
          profile: readBrought('statement-profiles', profile, folder),
          rules: readBrought('reconciliation-rules', rules, folder),
        };
        return answer(await setStatementSource(lephi.parts, { accountId, side, ...read, statementAccount }));
      },
    },
    terminal,
  );
  addItemCommands(
    parent,
    {
      word: 'source',
      argument: '<account> <side>',
      exampleId: 'demo-vnpay provider',
      plural: 'sources',
      subjectOf: subject.statementSource,
      label: (source) => [`${source.accountId} ${source.side}`, nameOf(source)],
      describe,
      whenSwitchedOff: 'no statement of it is expected, and none is taken',
    },
    terminal,
  );
}
