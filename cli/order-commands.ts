import type { Command } from 'commander';
import * as z from 'zod';
import type { OrderEvent } from '../lib/domain/order-events.ts';
import { type OrderId, readPaymentCode, toPaymentCode } from '../lib/domain/order-id.ts';
import { Refusal } from '../lib/domain/refusal.ts';
import { toVietnamText } from '../lib/domain/time.ts';
import { at } from '../lib/store/key-table.ts';
import { list, listAll } from '../lib/store/read.ts';
import { findOrder, type OrderWithDetails } from '../lib/use-cases/read-order.ts';
import { verifyOrder } from '../lib/use-cases/verify-order.ts';
import { addCommand } from './add-command.ts';
import { toLines } from './answer.ts';
import { CannotGoOn } from './cannot-go-on.ts';
import type { Lephi } from './open-lephi.ts';
import type { Terminal } from './terminal.ts';

const noOptions = z.object({});

const notFound = (typed: string): Refusal => new Refusal('order-not-found', { detail: `There is no order ${typed}.` });

/** A payment code in any form in which a person writes it. */
function getOrderId(typed: string): OrderId {
  const id = readPaymentCode(typed);
  if (id === undefined) throw notFound(typed);
  return id;
}

const describeEvent = ({ sequence, at: happenedAt, fact, delivery }: OrderEvent): [string, string] => {
  const told = delivery && `  webhook ${delivery.sequence} ${delivery.status} after ${delivery.tries} tries`;
  return [`event ${sequence}`, `${toVietnamText(happenedAt)}  ${fact.type}${told ?? ''}`];
};

/** Nothing of a person: who pays for what stands in the portal. */
const describe = ({ order, details }: OrderWithDetails, events: readonly OrderEvent[]): string =>
  toLines([
    ['order', order.id],
    ['payment code', toPaymentCode(order.id)],
    ['status', order.status],
    ['total', `${order.totalAmountVnd} đ`],
    ['agency', order.agencyCode],
    ['for', details.dossierCode ?? details.decisionNumber ?? ''],
    ['client', order.clientId],
    ['made', toVietnamText(order.createdAt)],
    ['until', toVietnamText(order.expiresAt)],
    ...order.attempts.map(({ number, status, accountId, reference }): [string, string] => [
      `attempt ${number}`,
      `${status}  ${accountId}  ${reference}`,
    ]),
    ...events.map(describeEvent),
  ]);

/** The same for machines: neither what opens the checkout page, nor from where payers came. */
const toJson = ({ order: { checkoutSecret: _, ...order } }: OrderWithDetails, events: readonly OrderEvent[]) => ({
  ...order,
  attempts: order.attempts.map(({ payerIp: _ip, ...attempt }) => attempt),
  journal: events.map(({ sequence, at: happenedAt, fact, delivery }) => ({
    sequence,
    at: happenedAt,
    type: fact.type,
    webhook: delivery,
  })),
});

async function showOrder({ parts: { store } }: Lephi, typed: string) {
  const id = getOrderId(typed);
  const found = await findOrder(store, id);
  if (found === undefined) throw notFound(typed);
  const events = await listAll((page) => list(store, at.events(id), page));
  return { json: toJson(found, events), text: describe(found, events) };
}

async function proveOrder({ parts }: Lephi, typed: string) {
  const { orderId, events, flaws } = await verifyOrder(parts, getOrderId(typed));
  if (flaws.length > 0)
    throw new CannotGoOn(flaws.map((flaw) => `Order ${orderId} does not hold: ${flaw}.`).join('\n'), 'journal-broken');
  return {
    json: { orderId, events, holds: true },
    text: `Order ${orderId} holds: ${events} events, one after the other.`,
  };
}

/** `order …` */
export function addOrderCommands(program: Command, terminal: Terminal): void {
  const parent = program.command('order').description('Orders, by their ids or payment codes');
  addCommand(
    parent,
    {
      usage: 'show <order>',
      does: 'Shows one order with its attempts, its journal and its webhooks, without persons',
      schema: noOptions,
      examples: ['order show LP7K-3M9Q-2XWW', 'order show LP7K3M9Q2XWW --json'],
      run: ({ lephi, id }) => showOrder(lephi, id),
    },
    terminal,
  );
  addCommand(
    parent,
    {
      usage: 'verify <order>',
      does:
        'Proves one order by its journal: the chain of hashes holds, and all that the order says is what its events ' +
        'tell; exit code 1 and a line for each flaw when not',
      schema: noOptions,
      examples: ['order verify LP7K-3M9Q-2XWW', 'order verify LP7K3M9Q2XWW --stage prod --json'],
      run: ({ lephi, id }) => proveOrder(lephi, id),
    },
    terminal,
  );
}
