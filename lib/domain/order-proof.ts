import * as z from 'zod/mini';
import { canonicalJson } from './canonical-json.ts';
import { jsonPointer } from './field-errors.ts';
import { type Entry, verifyChain } from './journal.ts';
import { applyFact, type Order, orderLife, orderSchema } from './order.ts';
import { makeOrder } from './order-decisions.ts';
import { type OrderEvent, orderEventSchema } from './order-events.ts';

/** An event as it was hashed: with all that lies in its fact, known to us or not. */
const entrySchema = z.object({
  orderId: z.string(),
  sequence: z.int(),
  at: z.string(),
  fact: z.unknown(),
  previousHash: z.optional(z.string()),
});

/** What a head keeps that no fact tells: which write it was, and the schedule of questions and due work. */
const notFolded: ReadonlySet<string> = new Set(['version', 'dueAt', 'asked', 'askAt', 'desk']);

/** Facts that move an order from one status to another, and so cannot happen in each. */
const moves: ReadonlySet<string> = new Set(Object.values(orderLife).flatMap((edges) => Object.keys(edges)));

/** An order as its journal tells it, and what the journal tells that cannot be. */
type Folded = { readonly order: Order; readonly objections: readonly string[] };

const objectionsTo = ({ status }: Order, event: OrderEvent, expected: OrderEvent): readonly string[] => {
  const { sequence, fact, delivery } = event;
  const cannotBe = moves.has(fact.type) && !(fact.type in orderLife[status]);
  const webhook = delivery?.sequence;
  return [
    ...(cannotBe ? [`event ${sequence} cannot be: ${fact.type} of an order that is ${status}`] : []),
    ...(webhook === expected.delivery?.sequence
      ? []
      : [`event ${sequence} is told as webhook ${webhook ?? 'none'}, not ${expected.delivery?.sequence ?? 'none'}`]),
  ];
};

/**
 * The order that its journal tells, by the very code that wrote its head; nothing when it does not begin with how the
 * order was made. What the first event does not say (the client and the checkout secret) is taken from the head.
 */
const foldOrder = (head: Order, [created, ...later]: readonly OrderEvent[]): Folded | undefined => {
  if (created?.fact.type !== 'order.created') return undefined;
  const { order } = makeOrder({ ...head, details: created.fact.details }, created.at);
  return later.reduce<Folded>(
    (told, event) => {
      const change = applyFact(told.order, event.fact, event.at);
      return {
        order: change.order,
        objections: [...told.objections, ...objectionsTo(told.order, event, change.event)],
      };
    },
    { order, objections: [] },
  );
};

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

const say = (value: unknown): string => (value === undefined ? 'nothing' : canonicalJson(value));

/** Each place where the head says something else than its journal. */
const listDifferences = (head: unknown, folded: unknown, path: readonly string[] = []): readonly string[] => {
  if (!isTree(head) || !isTree(folded))
    return say(head) === say(folded)
      ? []
      : [`${jsonPointer(path)}: the head says ${say(head)}, the journal ${say(folded)}`];
  const names = new Set([...Object.keys(head), ...Object.keys(folded)]);
  return [...names]
    .filter((name) => !notFolded.has(name))
    .flatMap((name) => listDifferences(head[name], folded[name], [...path, name]));
};

const readAll = <T>(schema: z.ZodMiniType<T>, items: readonly unknown[]): readonly T[] | string => {
  const read = items.map((item) => schema.safeParse(item));
  const unreadable = read.findIndex(({ success }) => !success);
  return unreadable < 0 ? read.flatMap(({ data }) => data ?? []) : `event ${unreadable + 1} cannot be read`;
};

const toEntry = ({ orderId, ...entry }: z.infer<typeof entrySchema>): Entry => ({ ...entry, subject: orderId });

/**
 * Proves that an order is what its journal tells: that the chain of hashes holds from the first event to the head, and
 * that all that the head keeps (status, attempts, payment, counts) is the fold of the facts.
 *
 * @param item the head as it lies in the table
 * @param journal its events as they lie in the table, in the order of their keys
 * @returns what is wrong, a line for each; nothing when all holds
 */
export const findFlaws = (item: unknown, journal: readonly unknown[]): readonly string[] => {
  const head = orderSchema.safeParse(item).data;
  if (head === undefined) return ['the head cannot be read'];
  const entries = readAll(entrySchema, journal);
  if (typeof entries === 'string') return [entries];
  const flaw = verifyChain(entries.map(toEntry), { ...head, subject: head.id });
  if (flaw !== undefined) return [flaw];
  const events = readAll(orderEventSchema, journal);
  if (typeof events === 'string') return [events];
  const folded = foldOrder(head, events);
  if (folded === undefined) return ['event 1 does not tell how the order was made'];
  return [...folded.objections, ...listDifferences(head, folded.order)];
};
