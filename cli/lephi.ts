import { userInfo } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { addAgencyCommands } from './agency-commands.ts';
import { addBankCommands } from './bank-commands.ts';
import { addClientCommands } from './client-commands.ts';
import { addCalendarCommands } from './calendar-commands.ts';
import { type Complaint, complainOf, toText } from './complain.ts';
import { addOrderCommands } from './order-commands.ts';
import { addDeskCommands } from './desk-commands.ts';
import { addCloseCommand } from './close-command.ts';
import { addLoginCommand } from './login-command.ts';
import { addReconcileCommand } from './reconcile-command.ts';
import { addReconciliationCommands } from './reconciliation-commands.ts';
import { addReplayCommand } from './replay-command.ts';
import { addReportCommands } from './report-commands.ts';
import { addSourceCommands } from './source-commands.ts';
import { addStatementCommands } from './statement-commands.ts';
import type { Terminal } from './terminal.ts';

const introduction = [
  'What operators and finance officers do with a Lephi at a terminal.',
  'Commands work on the Lephi that runs on this machine, or with --stage on one in AWS; whose it is, the usual AWS ' +
    'environment says (AWS_PROFILE, AWS_REGION and the like).',
  'Every change goes into the history of what was changed with a name: that of the user of this machine, or what ' +
    '--by says.',
  'Exit code 0: done. 1: refused or failed. 2: something in the command is missing or unknown.',
].join('\n\n');

const stageOption = () =>
  new Option('--stage <name>', 'the stage in AWS, such as test or prod').argParser((name) => {
    if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new InvalidArgumentError('It is written in small letters.');
    return name;
  });

function makeProgram(terminal: Terminal, asJson: boolean): Command {
  const program = new Command('lephi')
    .description(introduction)
    .addOption(stageOption())
    .option('--data <folder>', 'the data folder of a Lephi on this machine')
    .option('--by <name>', 'who makes the change')
    .option('--json', 'one JSON document on standard output; what went wrong as one on standard error')
    .configureHelp({ showGlobalOptions: true })
    // What is wrong with a command is told by `complain`; what is written here to the error output is help.
    .configureOutput({
      writeOut: (text) => {
        terminal.print(text.trimEnd());
      },
      writeErr: (text) => {
        if (!asJson) terminal.note(text.trimEnd());
      },
      outputError: () => undefined,
    })
    .exitOverride();
  addAgencyCommands(program, terminal);
  addClientCommands(program, terminal);
  addBankCommands(program, terminal);
  addOrderCommands(program, terminal);
  addLoginCommand(program, terminal);
  addDeskCommands(program, terminal);
  addReconcileCommand(program, terminal);
  addReplayCommand(program, terminal);
  addReportCommands(program, terminal);
  addCloseCommand(program, terminal);
  addReconciliationCommands(program, terminal);
  addStatementCommands(program, terminal);
  addSourceCommands(program, terminal);
  addCalendarCommands(program, terminal);
  return program;
}

/** What is wrong with a command, as commander tells it; nothing beside the help that it showed in its place. */
const usageComplaint = ({ code, message }: CommanderError): Complaint => ({
  code: 'usage',
  title: 'Something in this command is missing or unknown.',
  detail: code === 'commander.help' ? 'Name what is to be done, as --help lists it.' : message.replace(/^error: /, ''),
});

/** Runs one command line and gives back its exit code. */
export async function runLephi(args: readonly string[], terminal: Terminal): Promise<number> {
  const asJson = args.includes('--json');
  const complain = (complaint: Complaint): void => {
    terminal.note(asJson ? JSON.stringify(complaint, null, 2) : toText(complaint));
  };
  const program = makeProgram(terminal, asJson);
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      complain(complainOf(error));
      return 1;
    }
    if (error.exitCode === 0) return 0;
    complain(usageComplaint(error));
    return 2;
  }
}

if (import.meta.main) {
  process.exitCode = await runLephi(process.argv.slice(2), {
    print: (text) => {
      console.log(text);
    },
    note: (text) => {
      console.error(text);
    },
    progress: process.stderr.isTTY ? (text) => void process.stderr.write(`\r\u001b[K${text}`) : undefined,
    input: process.stdin,
    folder: process.env.INIT_CWD ?? process.cwd(),
    user: userInfo().username,
    wait: (ms) => setTimeout(ms),
  });
}
