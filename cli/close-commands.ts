import { randomUUID } from 'node:crypto';
import { type Command, Option } from 'commander';
import * as z from 'zod';
import { publicBankDaySchema } from '../lib/http/public-bank-day.ts';
import { fullProposalSchema } from '../lib/http/public-proposal.ts';
import { addPlainCommand } from './add-command.ts';
import type { Answer } from './answer.ts';
import { openDesk } from './desk-client.ts';
import { describeProposal } from './desk-text.ts';
import { addressOf, openReconciliation } from './reconciliation-client.ts';
import { describeDay } from './reconciliation-text.ts';
import type { Terminal } from './terminal.ts';

/** `close`, and `reopen`, which takes two. */
export function addCloseCommands(program: Command, terminal: Terminal): void {
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
  addPlainCommand(
    program,
    {
      usage: 'reopen <account> <side> <day>',
      does: 'Asks for a closed bank day to be opened again; another officer must approve',
      options: [
        new Option('--reason <text>', 'why; it goes into the journal').makeOptionMandatory(),
        new Option('--key <key>', 'an Idempotency-Key of your own: the same command under it asks once').default(
          undefined,
          'a new one',
        ),
      ],
      schema: z.object({ reason: z.string(), key: z.string().optional() }),
      examples: ['reopen so-tu-phap-sepay bank 2026-11-23 --reason "Ngân hàng gửi lại sao kê"'],
      act: async ([accountId = '', side = '', on = ''], { reason, key }, { data }): Promise<Answer> => {
        const proposal = await openDesk(data).post('/proposals', fullProposalSchema, {
          body: { kind: 'reopening', of: { accountId, side, on }, reason },
          idempotencyKey: key ?? randomUUID(),
        });
        return { json: proposal, text: describeProposal(proposal) };
      },
    },
    terminal,
  );
}
