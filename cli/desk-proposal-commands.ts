import { randomUUID } from 'node:crypto';
import { type Command, InvalidArgumentError, Option } from 'commander';
import * as z from 'zod';
import { publicMovementSchema } from '../lib/http/public-movement.ts';
import { fullProposalSchema } from '../lib/http/public-proposal.ts';
import { addPlainCommand } from './add-command.ts';
import type { Answer } from './answer.ts';
import { type Desk, openDesk } from './desk-client.ts';
import { describeProposal } from './desk-text.ts';
import { collect, readNamedAccount } from './option-values.ts';
import type { Terminal } from './terminal.ts';

const answer = (proposal: z.infer<typeof fullProposalSchema>): Answer => ({
  json: proposal,
  text: describeProposal(proposal),
});

/** `135000` or `135.000`; whether it is an amount is for Lephi to say. */
function readAmount(text: string): number {
  if (!/^\d{1,3}(\.\d{3})+$|^\d+$/.test(text))
    throw new InvalidArgumentError('It is whole đồng, such as 135000 or 135.000.');
  return Number(text.replaceAll('.', ''));
}

type Share = { readonly movementId: string; readonly amountVnd?: number };

/** `<movement>` for all that is left of it, or `<movement>:35000`. */
function readShare(text: string): Share {
  const [movementId = '', amount, ...rest] = text.split(':');
  if (movementId === '' || rest.length > 0)
    throw new InvalidArgumentError('It is written MOVEMENT or MOVEMENT:AMOUNT.');
  return { movementId, ...(amount !== undefined && { amountVnd: readAmount(amount) }) };
}

/** Why an officer does it. */
export const reasonOption = () => new Option('--reason <text>', 'why; it goes into the journal').makeOptionMandatory();

/** Under which key something is asked for, once. */
export const keyOption = () =>
  new Option('--key <key>', 'an Idempotency-Key of your own: the same command under it asks once').default(
    undefined,
    'a new one',
  );

const shareSchema = z.object({ movementId: z.string(), amountVnd: z.number().optional() });

/** Asks for what another officer must approve. */
export const propose = async (desk: Desk, body: unknown, key: string | undefined): Promise<Answer> =>
  answer(await desk.post('/proposals', fullProposalSchema, { body, idempotencyKey: key ?? randomUUID() }));

/** How much of an item is to be used: what is said, else all that is left. */
async function completeShare(desk: Desk, { movementId, amountVnd }: z.infer<typeof shareSchema>) {
  if (amountVnd !== undefined) return { movementId, amountVnd };
  const { leftVnd } = await desk.get(`/movements/${encodeURIComponent(movementId)}`, publicMovementSchema);
  return { movementId, amountVnd: leftVnd };
}

function addRefundCommand(parent: Command, terminal: Terminal): void {
  addPlainCommand(
    parent,
    {
      usage: 'ask-refund',
      does: 'Asks for money to go back: of an order’s payment, or of an unapplied item; another officer must approve',
      options: [
        new Option('--order <order>', 'of whose payment'),
        new Option('--movement <movement>', 'or of which unapplied item'),
        new Option('--amount <amount>', 'how much, in whole đồng').argParser(readAmount).makeOptionMandatory(),
        reasonOption(),
        keyOption(),
      ],
      schema: z.object({
        order: z.string().optional(),
        movement: z.string().optional(),
        amount: z.number(),
        reason: z.string(),
        key: z.string().optional(),
      }),
      examples: ['desk ask-refund --order LP7K3M9Q2XWW --amount 35000 --reason "Nộp thừa"'],
      act: (_args, { order, movement, amount, reason, key }, { data }) =>
        propose(
          openDesk(data),
          { kind: 'refund', orderId: order, movementId: movement, amountVnd: amount, reason },
          key,
        ),
    },
    terminal,
  );
}

function addApplyCommand(parent: Command, terminal: Terminal): void {
  addPlainCommand(
    parent,
    {
      usage: 'apply',
      does: 'Asks for unapplied money to pay an order, by exactly its total; another officer must approve',
      options: [
        new Option('--order <order>', 'which order').makeOptionMandatory(),
        new Option(
          '--from <movement[:amount]>',
          'from which unapplied item, and how much of it; can be given several times',
        )
          .argParser(collect(readShare))
          .makeOptionMandatory(),
        reasonOption(),
        keyOption(),
      ],
      schema: z.object({
        order: z.string(),
        from: z.array(shareSchema),
        reason: z.string(),
        key: z.string().optional(),
      }),
      examples: [
        'desk apply --order LP7K3M9Q2XWW --from c2VwYXk6MDA3MTpGVDE:135000 --reason "Ghi thiếu mã thanh toán"',
      ],
      act: async (_args, { order, from, reason, key }, { data }) => {
        const desk = openDesk(data);
        const parts = await Promise.all(from.map((share) => completeShare(desk, share)));
        return propose(desk, { kind: 'application', orderId: order, parts, reason }, key);
      },
    },
    terminal,
  );
}

function addEndRefundCommand(parent: Command, terminal: Terminal): void {
  addPlainCommand(
    parent,
    {
      usage: 'end-refund <refund>',
      does: 'Asks for the end of a refund that no question settled, as you have found out; another officer must approve',
      options: [
        new Option('--as <end>', 'what became of it').choices(['paid', 'not-paid']).makeOptionMandatory(),
        new Option('--evidence <text>', 'whom you asked and what was said, or where it stands').makeOptionMandatory(),
        reasonOption(),
        keyOption(),
      ],
      schema: z.object({ as: z.string(), evidence: z.string(), reason: z.string(), key: z.string().optional() }),
      examples: [
        'desk end-refund DN4T8B2W6R34 --as not-paid --evidence "Công văn 12/VNPAY ngày 20/11" --reason "Lệnh hoàn không đến ngân hàng"',
      ],
      act: ([refundId = ''], { key, ...body }, { data }) =>
        propose(openDesk(data), { kind: 'refund-ending', refundId, ...body }, key),
    },
    terminal,
  );
}

const decide = async (data: string | undefined, path: string, body?: unknown): Promise<Answer> =>
  answer(await openDesk(data).post(path, fullProposalSchema, body === undefined ? {} : { body }));

const pathOf = (id: string, act: string): string => `/proposals/${encodeURIComponent(id)}/${act}`;

function addDecideCommands(parent: Command, terminal: Terminal): void {
  addPlainCommand(
    parent,
    {
      usage: 'approve <proposal>',
      does: 'Approves what another officer asked for',
      schema: z.object({}),
      examples: ['desk approve DN4T8B2W6R34'],
      act: ([id = ''], _options, { data }) => decide(data, pathOf(id, 'approve')),
    },
    terminal,
  );
  addPlainCommand(
    parent,
    {
      usage: 'decline <proposal>',
      does: 'Declines what another officer asked for, or takes back what you did',
      options: [reasonOption()],
      schema: z.object({ reason: z.string() }),
      examples: ['desk decline DN4T8B2W6R34 --reason "Đã hoàn bằng đề nghị khác"'],
      act: ([id = ''], { reason }, { data }) => decide(data, pathOf(id, 'decline'), { reason }),
    },
    terminal,
  );
}

const accountSchema = z.object({ bankCode: z.string(), accountNumber: z.string(), name: z.string() });

function addTransferCommand(parent: Command, terminal: Terminal): void {
  addPlainCommand(
    parent,
    {
      usage: 'transfer <proposal>',
      does: 'Tells of the transfer that you made for an approved refund; its debit closes it',
      options: [
        new Option('--payee <bank:number:name>', 'to whom').argParser(readNamedAccount).makeOptionMandatory(),
        new Option('--reference <reference>', 'the bank’s reference of the transfer').makeOptionMandatory(),
        new Option('--account <id>', 'the merchant account from whose bank account it left, when it is another'),
      ],
      schema: z.object({ payee: accountSchema, reference: z.string(), account: z.string().optional() }),
      examples: ['desk transfer DN4T8B2W6R34 --payee "970419:0071000123456:NGUYEN VAN AN" --reference FT26325000001'],
      act: ([id = ''], { payee, reference, account }, { data }) =>
        decide(data, pathOf(id, 'transfer'), { payee, transferReference: reference, accountId: account }),
    },
    terminal,
  );
}

/** What officers ask each other for, and decide. */
export function addDeskProposalCommands(parent: Command, terminal: Terminal): void {
  addRefundCommand(parent, terminal);
  addApplyCommand(parent, terminal);
  addEndRefundCommand(parent, terminal);
  addDecideCommands(parent, terminal);
  addTransferCommand(parent, terminal);
}
