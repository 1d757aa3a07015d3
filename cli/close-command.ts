import { type Command, Option } from 'commander';
import * as z from 'zod';
import { publicBankDaySchema } from '../lib/http/public-bank-day.ts';
import { addPlainCommand } from './add-command.ts';
import type { Answer } from './answer.ts';
import { addressOf, openReconciliation } from './reconciliation-client.ts';
import { describeDay } from './reconciliation-text.ts';
import type { Terminal } from './terminal.ts';

/** `close`; opening a day again takes two, at the desk. */
export function addCloseCommand(program: Command, terminal: Terminal): void {
  addPlainCommand(
    program,
    {
      usage: 'close <account> <side> <day>',
      does: 'Closes a bank day on the report that you have seen: no run begins any more',
      options: [
        new Option('--report <sha256>', 'the SHA-256 of the report, as reconcile prints it').makeOptionMandatory(),
      ],
      schema: z.object({ report: z.string() }),
      examples: [
        'close so-tu-phap-sepay bank 2026-11-23 --report 51f0a9c351f0a9c351f0a9c351f0a9c351f0a9c351f0a9c351f0a9c351f0a9c3',
      ],
      act: async ([account = '', side = '', on = ''], { report }, { data }): Promise<Answer> => {
        const path = `${addressOf({ account, side, on })}/close`;
        const day = await openReconciliation(data).post(path, publicBankDaySchema, { bodySha256: report });
        return { json: day, text: describeDay(day) };
      },
    },
    terminal,
  );
}
