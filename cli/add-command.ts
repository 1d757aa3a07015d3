import type { Command, Option } from 'commander';
import * as z from 'zod';
import { authorSchema } from '../lib/domain/config-change.ts';
import { parseOrRefuse } from '../lib/domain/field-errors.ts';
import type { Answer } from './answer.ts';
import { CannotGoOn } from './cannot-go-on.ts';
import { findLephi } from './find-lephi.ts';
import { type Lephi, openLephi } from './open-lephi.ts';
import type { Terminal } from './terminal.ts';

/** What a command is given: the Lephi it is for, its first argument, and its options as its schema reads them. */
type Given<Options> = {
  readonly lephi: Lephi;
  readonly terminal: Terminal;
  readonly id: string;
  readonly options: Options;
};

type CommandSpec<Options> = {
  /** Such as `add <code>`. */
  readonly usage: string;
  readonly does: string;
  readonly options?: readonly Option[];
  readonly schema: z.ZodType<Options>;
  /** As they follow `npm run lephi -- `. */
  readonly examples: readonly string[];
  readonly run: (given: Given<Options>) => Promise<Answer>;
};

/** The options of every command. */
const commonSchema = z.object({
  json: z.boolean().default(false),
  stage: z.string().optional(),
  data: z.string().optional(),
  by: z.string().optional(),
});

const show = ({ json, text, note }: Answer, asJson: boolean, terminal: Terminal): void => {
  terminal.print(asJson ? JSON.stringify(json, null, 2) : text);
  if (!asJson && note !== undefined) terminal.note(note);
};

/** What is said of a command, without what it does. */
type Said = Pick<CommandSpec<unknown>, 'usage' | 'does' | 'options' | 'examples'>;

function describeCommand(parent: Command, spec: Said): Command {
  const command = parent.command(spec.usage).description(spec.does);
  for (const option of spec.options ?? []) command.addOption(option);
  command.addHelpText(
    'after',
    ['', 'Examples:', ...spec.examples.map((example) => `  npm run lephi -- ${example}`)].join('\n'),
  );
  return command;
}

/** Makes a command of what is said of it: opens the Lephi that it is for, and shows what the command answers. */
export function addCommand<Options>(parent: Command, spec: CommandSpec<Options>, terminal: Terminal): void {
  const command = describeCommand(parent, spec);
  command.action(async () => {
    const { json, by, ...wanted } = commonSchema.parse(command.optsWithGlobals());
    const options = spec.schema.parse(command.opts());
    const author = parseOrRefuse(authorSchema, by ?? terminal.user, { at: '/by' });
    const lephi = openLephi(findLephi(wanted), author);
    try {
      show(await spec.run({ lephi, terminal, id: command.args[0] ?? '', options }), json, terminal);
    } finally {
      lephi.close();
    }
  });
}

type ReadingSpec<Options> = Said & {
  readonly schema: z.ZodType<Options>;
  readonly run: (given: Omit<Given<Options>, 'lephi'>) => Promise<Answer>;
};

/** Makes a command that needs no Lephi: it reads what it is given, and changes nothing. */
export function addReadingCommand<Options>(parent: Command, spec: ReadingSpec<Options>, terminal: Terminal): void {
  const command = describeCommand(parent, spec);
  command.action(async () => {
    const { json } = commonSchema.parse(command.optsWithGlobals());
    const answer = await spec.run({ terminal, id: command.args[0] ?? '', options: spec.schema.parse(command.opts()) });
    show(answer, json, terminal);
    if (answer.failure !== undefined) throw new CannotGoOn(answer.failure.title, answer.failure.code);
  });
}
