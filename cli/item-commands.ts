import type { Command } from 'commander';
import * as z from 'zod';
import { toVietnamText } from '../lib/domain/time.ts';
import { listAll } from '../lib/store/read.ts';
import { getItem, listChanges, listItems, type Subject, switchItem } from '../lib/use-cases/configure.ts';
import { addCommand } from './add-command.ts';
import { onOrOff, toLines } from './answer.ts';
import type { Terminal } from './terminal.ts';

/** A kind of configuration item, as the terminal knows it. */
type ItemKind<T> = {
  /** The word of the command line: `agency`, `client`, `bank`. */
  readonly word: string;
  /** What its argument is called. */
  readonly argument: string;
  readonly exampleId: string;
  readonly plural: string;
  readonly subjectOf: (id: string) => Subject<T>;
  /** Its id, and what tells it from others. */
  readonly label: (item: T) => readonly [id: string, rest: string];
  readonly describe: (item: T) => string;
  readonly whenSwitchedOff: string;
};

const noOptions = z.object({});

type Item = {
  readonly version: number;
  readonly enabled: boolean;
  readonly changedAt: Parameters<typeof toVietnamText>[0];
};

/** `show`, `list`, `switch-on`, `switch-off` and `history`, which are the same for every kind of item. */
export function addItemCommands<T extends Item>(parent: Command, kind: ItemKind<T>, terminal: Terminal): void {
  const { word, argument, exampleId, plural, subjectOf } = kind;
  const schema = noOptions;
  addCommand(
    parent,
    {
      usage: `show ${argument}`,
      does: `Shows one ${word}`,
      schema,
      examples: [`${word} show ${exampleId}`, `${word} show ${exampleId} --json`],
      run: async ({ lephi, id }) => {
        const item = await getItem(lephi.parts.store, subjectOf(id));
        return { json: item, text: kind.describe(item) };
      },
    },
    terminal,
  );
  addCommand(
    parent,
    {
      usage: 'list',
      does: `Lists all ${plural}`,
      schema,
      examples: [`${word} list`, `${word} list --stage prod --json`],
      run: async ({ lephi }) => {
        const items = await listAll((page) => listItems(lephi.parts.store, subjectOf, page));
        const rows = items.map((item): [string, string] => {
          const [id, rest] = kind.label(item);
          return [id, `${onOrOff(item.enabled).padEnd(3)}  ${rest}`];
        });
        return { json: items, text: toLines(rows), ...(rows.length === 0 && { note: `There are no ${plural} yet.` }) };
      },
    },
    terminal,
  );
  for (const enabled of [true, false]) addSwitchCommand(parent, { kind, enabled }, terminal);
  addHistoryCommand(parent, kind, terminal);
}

function addSwitchCommand<T extends Item>(
  parent: Command,
  { kind, enabled }: { kind: ItemKind<T>; enabled: boolean },
  terminal: Terminal,
): void {
  const { word, argument, exampleId, subjectOf, whenSwitchedOff } = kind;
  const name = `switch-${onOrOff(enabled)}`;
  addCommand(
    parent,
    {
      usage: `${name} ${argument}`,
      does: enabled ? `Switches one ${word} on` : `Switches one ${word} off: ${whenSwitchedOff}`,
      schema: noOptions,
      examples: [`${word} ${name} ${exampleId}`],
      run: async ({ lephi, id }) => {
        const item = await switchItem(lephi.parts, subjectOf(id), enabled);
        return { json: item, text: `${kind.label(item)[0]} is switched ${onOrOff(item.enabled)}.` };
      },
    },
    terminal,
  );
}

/** `history`: the journal of an item. */
export function addHistoryCommand<T>(
  parent: Command,
  { word, argument, exampleId, subjectOf }: Pick<ItemKind<T>, 'word' | 'argument' | 'exampleId' | 'subjectOf'>,
  terminal: Terminal,
): void {
  const example = `${word} history ${exampleId}`.trim();
  addCommand(
    parent,
    {
      usage: `history ${argument}`.trim(),
      does: `Shows who changed ${argument === '' ? 'the' : 'one'} ${word}, when and how, oldest first`,
      schema: noOptions,
      examples: [example, `${example} --json`],
      run: async ({ lephi, id }) => {
        const changes = await listAll((page) => listChanges(lephi.parts.store, subjectOf(id), page));
        const rows = changes.map(({ at, by, action }): [string, string] => [toVietnamText(at), `${action}  by ${by}`]);
        return { json: changes, text: toLines(rows) };
      },
    },
    terminal,
  );
}
