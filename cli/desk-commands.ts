import { type Command, Option } from 'commander';
import * as z from 'zod';
import { deskClassSchema } from '../lib/domain/desk.ts';
import { readPaymentCode } from '../lib/domain/order-id.ts';
import { deskItemPageSchema, deskSummarySchema } from '../lib/http/public-desk.ts';
import { deskOrderSchema } from '../lib/http/public-desk-order.ts';
import { publicDiscrepancySchema } from '../lib/http/public-discrepancy.ts';
import { publicMovementSchema } from '../lib/http/public-movement.ts';
import { fullProposalSchema } from '../lib/http/public-proposal.ts';
import { addPlainCommand } from './add-command.ts';
import type { Answer } from './answer.ts';
import { CannotGoOn } from './cannot-go-on.ts';
import { type Desk, openDesk } from './desk-client.ts';
import { addDeskDiscrepancyCommands } from './desk-discrepancy-commands.ts';
import { addDeskProposalCommands, reasonOption } from './desk-proposal-commands.ts';
import { describeItems, describeMovement, describeOrder, describeProposal, describeSummary } from './desk-text.ts';
import { openReconciliation } from './reconciliation-client.ts';
import { describeDiscrepancy } from './reconciliation-text.ts';
import type { Terminal } from './terminal.ts';

const noOptions = z.object({});

async function list(desk: Desk, { class: name, limit, after }: Listing): Promise<Answer> {
  if (name === undefined) {
    const summary = await desk.get('', deskSummarySchema);
    return { json: summary, text: describeSummary(summary) };
  }
  const query = new URLSearchParams({ class: name, limit, ...(after !== undefined && { after }) });
  const page = await desk.get(`/items?${query.toString()}`, deskItemPageSchema);
  const more = page.next === undefined ? {} : { note: `There is more: --after ${page.next}` };
  return { json: page, text: describeItems(page), ...(page.items.length === 0 ? { note: 'Nothing waits.' } : more) };
}

const isProposalId = (id: string): boolean =>
  /^dn[\s-]?[0-9a-z]/i.test(id) && id.replaceAll(/[\s-]/g, '').length === 12;

const isDiscrepancyId = (id: string): boolean => /^[0-9a-f]{32}$/.test(id);

/** Whatever has an id at the desk: orders, proposals and discrepancies are told by theirs, all else is a movement. */
async function show(data: string | undefined, id: string): Promise<Answer> {
  const desk = openDesk(data);
  const path = encodeURIComponent(id);
  if (isDiscrepancyId(id)) {
    const discrepancy = await openReconciliation(data).get(`/discrepancies/${path}`, publicDiscrepancySchema);
    return { json: discrepancy, text: describeDiscrepancy(discrepancy) };
  }
  if (readPaymentCode(id) !== undefined) {
    const order = await desk.get(`/orders/${path}`, deskOrderSchema);
    return { json: order, text: describeOrder(order) };
  }
  if (isProposalId(id)) {
    const proposal = await desk.get(`/proposals/${path}`, fullProposalSchema);
    return { json: proposal, text: describeProposal(proposal) };
  }
  const movement = await desk.get(`/movements/${path}`, publicMovementSchema);
  return { json: movement, text: describeMovement(movement) };
}

const listingSchema = z.object({
  class: z.string().optional(),
  limit: z.string().default('50'),
  after: z.string().optional(),
});

type Listing = z.infer<typeof listingSchema>;

function addReadCommands(parent: Command, terminal: Terminal): void {
  addPlainCommand(
    parent,
    {
      usage: 'list',
      does: 'Counts what waits, class by class; with --class, lists one class, the longest waiting first',
      options: [
        new Option('--class <class>', 'what to list').choices(deskClassSchema.options),
        new Option('--limit <count>', 'how many at most'),
        new Option('--after <next>', 'where the page before ended'),
      ],
      schema: listingSchema,
      examples: ['desk list', 'desk list --class wrong-amount'],
      act: (_args, options, { data }) => list(openDesk(data), options),
    },
    terminal,
  );
  addPlainCommand(
    parent,
    {
      usage: 'show <id>',
      does: 'Shows a movement with its evidence, an order with its money, a discrepancy or a proposal',
      schema: noOptions,
      examples: [
        'desk show LP7K3M9Q2XWW',
        'desk show DN4T8B2W6R34',
        'desk show 3b7d90e2c41a0f579e62d8b451f0a9c3',
        'desk show dm5wYXk6RUFLQU8wMDE6TFA3SzNNOVEyWFdXQTI',
      ],
      act: ([id = ''], _options, { data }) => show(data, id),
    },
    terminal,
  );
}

async function askAgain(desk: Desk, id: string, attempt: string | undefined): Promise<Answer> {
  const path = encodeURIComponent(id);
  if (isProposalId(id)) {
    const proposal = await desk.post(`/proposals/${path}/ask`, fullProposalSchema);
    return { json: proposal, text: describeProposal(proposal) };
  }
  if (attempt === undefined) throw new CannotGoOn('Name the attempt of the order with --attempt.');
  const order = await desk.post(`/orders/${path}/attempts/${encodeURIComponent(attempt)}/ask`, deskOrderSchema);
  return { json: order, text: describeOrder(order) };
}

const attemptOption = () => new Option('--attempt <number>', 'which attempt of the order').makeOptionMandatory();

function addActCommands(parent: Command, terminal: Terminal): void {
  addPlainCommand(
    parent,
    {
      usage: 'accept <id>',
      does: 'Takes from the desk what needs nothing more: a movement, a discrepancy that you can explain, or a refund of which its provider said otherwise',
      options: [reasonOption()],
      schema: z.object({ reason: z.string() }),
      examples: ['desk accept dm5wYXk6RUFLQU8wMDE6TFA3SzNNOVEyWFdXQTI --reason "Phí quản lý tài khoản"'],
      act: async ([id = ''], { reason }, { data }) => {
        const desk = openDesk(data);
        const path = encodeURIComponent(id);
        if (isDiscrepancyId(id)) {
          const sent = { body: { reason } };
          const discrepancy = await desk.post(`/discrepancies/${path}/accept`, publicDiscrepancySchema, sent);
          return { json: discrepancy, text: describeDiscrepancy(discrepancy) };
        }
        if (isProposalId(id)) {
          const refund = await desk.post(`/proposals/${path}/accept`, fullProposalSchema, { body: { reason } });
          return { json: refund, text: describeProposal(refund) };
        }
        const movement = await desk.post(`/movements/${path}/accept`, publicMovementSchema, { body: { reason } });
        return { json: movement, text: describeMovement(movement) };
      },
    },
    terminal,
  );
  addPlainCommand(
    parent,
    {
      usage: 'abandon <order>',
      does: 'Ends an attempt that no question settled, when you know that no money was taken',
      options: [attemptOption(), reasonOption()],
      schema: z.object({ attempt: z.string(), reason: z.string() }),
      examples: ['desk abandon LP7K3M9Q2XWW --attempt 1 --reason "VNPAY xác nhận không thu tiền"'],
      act: async ([id = ''], { attempt, reason }, { data }) => {
        const path = `/orders/${encodeURIComponent(id)}/attempts/${encodeURIComponent(attempt)}/abandon`;
        const order = await openDesk(data).post(path, deskOrderSchema, { body: { reason } });
        return { json: order, text: describeOrder(order) };
      },
    },
    terminal,
  );
  addPlainCommand(
    parent,
    {
      usage: 'ask-again <id>',
      does: 'Has the provider asked once more: after an attempt of an order, or after a refund by its proposal',
      options: [new Option('--attempt <number>', 'which attempt of the order')],
      schema: z.object({ attempt: z.string().optional() }),
      examples: ['desk ask-again LP7K3M9Q2XWW --attempt 1', 'desk ask-again DN4T8B2W6R34'],
      act: ([id = ''], { attempt }, { data }) => askAgain(openDesk(data), id, attempt),
    },
    terminal,
  );
}

/** `desk …`: what officers do, after `login`. */
export function addDeskCommands(program: Command, terminal: Terminal): void {
  const parent = program
    .command('desk')
    .description('What waits for finance officers, and what they decide (after login)');
  addReadCommands(parent, terminal);
  addActCommands(parent, terminal);
  addDeskProposalCommands(parent, terminal);
  addDeskDiscrepancyCommands(parent, terminal);
}
