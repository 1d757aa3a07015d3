import { type Command, Option } from 'commander';
import * as z from 'zod';
import { publicDiscrepancySchema } from '../lib/http/public-discrepancy.ts';
import { addPlainCommand } from './add-command.ts';
import { openDesk } from './desk-client.ts';
import { keyOption, propose, reasonOption } from './desk-proposal-commands.ts';
import { describeDiscrepancy } from './reconciliation-text.ts';
import type { Terminal } from './terminal.ts';

const asked = { reason: z.string(), key: z.string().optional() };

function addMatchCommands(parent: Command, terminal: Terminal): void {
  addPlainCommand(
    parent,
    {
      usage: 'match <discrepancies...>',
      does: 'Asks for a line and a payment to be one, or for the amounts of one discrepancy to differ; another officer must approve',
      options: [reasonOption(), keyOption()],
      schema: z.object(asked),
      examples: [
        'desk match 5f2d90c6a1e34b7f8890aabbccddeeff 0a1b2c3d4e5f60718293a4b5c6d7e8f9 --reason "Khách ghi thiếu mã"',
      ],
      act: (discrepancyIds, { reason, key }, { data }) =>
        propose(openDesk(data), { kind: 'forced-match', discrepancyIds, reason }, key),
    },
    terminal,
  );
  addPlainCommand(
    parent,
    {
      usage: 'undo-match <match>',
      does: 'Asks for a forced match to be taken back, by the id of its proposal; another officer must approve',
      options: [reasonOption(), keyOption()],
      schema: z.object(asked),
      examples: ['desk undo-match DN4T8B2W6R34 --reason "Nhầm khách"'],
      act: ([matchId = ''], { reason, key }, { data }) =>
        propose(openDesk(data), { kind: 'match-undoing', matchId, reason }, key),
    },
    terminal,
  );
}

function addLineCommand(parent: Command, terminal: Terminal): void {
  addPlainCommand(
    parent,
    {
      usage: 'take-line <discrepancy>',
      does: 'Asks for a line of a statement to be taken as a movement of money; another officer must approve',
      options: [
        new Option('--order <order>', 'the order that it pays, exactly'),
        new Option('--refund <proposal>', 'of money out: the refund that it pays'),
        reasonOption(),
        keyOption(),
      ],
      schema: z.object({ order: z.string().optional(), refund: z.string().optional(), ...asked }),
      examples: ['desk take-line 5f2d90c6a1e34b7f8890aabbccddeeff --order LP7K3M9Q2XWW --reason "Nộp tại quầy"'],
      act: ([discrepancyId = ''], { order, refund, reason, key }, { data }) =>
        propose(openDesk(data), { kind: 'line', discrepancyId, orderId: order, refundId: refund, reason }, key),
    },
    terminal,
  );
}

function addReopenCommand(parent: Command, terminal: Terminal): void {
  addPlainCommand(
    parent,
    {
      usage: 'reopen <account> <side> <day>',
      does: 'Asks for a closed bank day to be opened again; another officer must approve',
      options: [reasonOption(), keyOption()],
      schema: z.object(asked),
      examples: ['desk reopen ea-kao-sepay bank 2026-11-23 --reason "Ngân hàng gửi lại sao kê"'],
      act: ([accountId = '', side = '', on = ''], { reason, key }, { data }) =>
        propose(openDesk(data), { kind: 'reopening', of: { accountId, side, on }, reason }, key),
    },
    terminal,
  );
}

function addUndoCommand(parent: Command, terminal: Terminal): void {
  addPlainCommand(
    parent,
    {
      usage: 'undo <discrepancy>',
      does: 'Takes back that a discrepancy was accepted',
      options: [reasonOption()],
      schema: z.object({ reason: z.string() }),
      examples: ['desk undo 5f2d90c6a1e34b7f8890aabbccddeeff --reason "Nhầm dòng sao kê"'],
      act: async ([id = ''], { reason }, { data }) => {
        const path = `/discrepancies/${encodeURIComponent(id)}/undo`;
        const discrepancy = await openDesk(data).post(path, publicDiscrepancySchema, { body: { reason } });
        return { json: discrepancy, text: describeDiscrepancy(discrepancy) };
      },
    },
    terminal,
  );
}

/** What officers do with what reconciliation found. */
export function addDeskDiscrepancyCommands(parent: Command, terminal: Terminal): void {
  addMatchCommands(parent, terminal);
  addLineCommand(parent, terminal);
  addReopenCommand(parent, terminal);
  addUndoCommand(parent, terminal);
}
