import type { Command } from 'commander';
import * as z from 'zod';
import type { Calendar } from '../lib/domain/calendar.ts';
import { toVietnamText } from '../lib/domain/time.ts';
import { getItem, subject } from '../lib/use-cases/configure.ts';
import { setCalendar } from '../lib/use-cases/configure-calendar.ts';
import { addCommand } from './add-command.ts';
import { type Answer, toLines } from './answer.ts';
import { readBrought } from './brought-files.ts';
import { addHistoryCommand } from './item-commands.ts';
import type { Terminal } from './terminal.ts';

const describe = (calendar: Calendar): string =>
  toLines([
    ['years', calendar.years.join(', ')],
    ...calendar.daysOff.map(({ on, name }): [string, string] => [on, `off     ${name}`]),
    ...calendar.workedWeekends.map(({ on, name }): [string, string] => [on, `worked  ${name}`]),
    ['source', calendar.source],
    ['changed', `${toVietnamText(calendar.changedAt)}, version ${calendar.version}`],
  ]);

const answer = (calendar: Calendar): Answer => ({ json: calendar, text: describe(calendar) });

/** `calendar …`: the days that banks, the treasury and agencies work. */
export function addCalendarCommands(program: Command, terminal: Terminal): void {
  const parent = program.command('calendar').description('The days that are off, and the weekends that are worked');
  const schema = z.object({});
  addCommand(
    parent,
    {
      usage: 'show',
      does: 'Shows the calendar, and what it is from',
      schema,
      examples: ['calendar show', 'calendar show --json'],
      run: async ({ lephi }) => answer(await getItem(lephi.parts.store, subject.calendar)),
    },
    terminal,
  );
  addCommand(
    parent,
    {
      usage: 'set <file>',
      does: 'Sets the whole calendar: the one that Lephi brings (vietnam), or a JSON file',
      schema,
      examples: ['calendar set vietnam', 'calendar set ./calendar-2028.json'],
      run: async ({ lephi, terminal: { folder }, id }) =>
        answer(await setCalendar(lephi.parts, readBrought('calendar', id, folder))),
    },
    terminal,
  );
  addHistoryCommand(
    parent,
    { word: 'calendar', argument: '', exampleId: '', subjectOf: () => subject.calendar },
    terminal,
  );
}
