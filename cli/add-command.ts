import type { Command, Option } from 'commander';
import * as z from 'zod';
import { authorSchema } from '../lib/domain/config-change.ts';
import { parseOrRefuse } from '../lib/domain/field-errors.ts';
import type { Answer } from './answer.ts';
import { CannotGoOn } from './cannot-go-on.ts';
import { findLephi } from './find-lephi.ts';
import { type Lephi, openLephi } from './open-lephi.ts';
import type { Terminal } from './terminal.ts';

/** What a command is given: the Lephi it is for, its arguments, and its options as its schema reads them. */
type Given<Options> = {
  readonly lephi: Lephi;
  readonly terminal: Terminal;
  /** The argument; several are joined by slashes, as in the ids of what they name. */
  readonly id: string;
  readonly options: Options;
};

type CommandShape<Options> = {
  /** Such as `add <code>`. */
  readonly usage: string;
  readonly does: string;
  readonly options?: readonly Option[];
  readonly schema: z.ZodType<Options>;
  /** As they follow `npm run lephi -- `. */
  readonly examples: readonly string[];
};

type CommandSpec<Options> = CommandShape<Options> & {
  readonly run: (given: Given<Options>) => Promise<Answer>;
};

/** A command that does not open a Lephi's table. */
type PlainCommandSpec<Options> = CommandShape<Options> & {
  readonly act: (args: readonly string[], options: Options, common: CommonOptions) => Promise<Answer>;
};

/** The options of every command. */
const commonSchema = z.object({
  json: z.boolean().default(false),
  stage: z.string().optional(),
  data: z.string().optional(),
  by: z.string().optional(),
});

type CommonOptions = z.infer<typeof commonSchema>;

const show = ({ json, text, note }: Answer, asJson: boolean, terminal: Terminal): void => {
  terminal.print(asJson ? JSON.stringify(json, null, 2) : text);
  if (!asJson && note !== undefined) terminal.note(note);
};

/** Makes a command of what is said of it, and shows what it answers. */
export function addPlainCommand<Options>(parent: Command, spec: PlainCommandSpec<Options>, terminal: Terminal): void {
  const command = parent.command(spec.usage).description(spec.does);
  for (const option of spec.options ?? []) command.addOption(option);
  command.addHelpText(
    'after',
    ['', 'Examples:', ...spec.examples.map((example) => `  npm run lephi -- ${example}`)].join('\n'),
  );
  command.action(async () => {
    const common = commonSchema.parse(command.optsWithGlobals());
    const answer = await spec.act(command.args, spec.schema.parse(command.opts()), common);
    show(answer, common.json, terminal);
    if (answer.failure !== undefined) throw new CannotGoOn(answer.failure.title, answer.failure.code);
  });
}

/** Makes a command that works on a Lephi's table: opens the Lephi that it is for, and shows what the command answers. */
export function addCommand<Options>(parent: Command, spec: CommandSpec<Options>, terminal: Terminal): void {
  const { run, ...shape } = spec;
  const act = async (args: readonly string[], options: Options, { by, ...wanted }: CommonOptions) => {
    const author = parseOrRefuse(authorSchema, by ?? terminal.user, { at: '/by' });
    const lephi = openLephi(findLephi(wanted), author);
    try {
      return await run({ lephi, terminal, id: args.join('/'), options });
    } finally {
      lephi.close();
    }
  };
  addPlainCommand(parent, { ...shape, act }, terminal);
}
