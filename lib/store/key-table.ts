import * as z from 'zod/mini';
import { type Agency, agencySchema } from '../domain/agency.ts';
import { type Client, type ClientKey, clientKeySchema, clientSchema } from '../domain/client.ts';
import { type ConfigChange, configChangeSchema } from '../domain/config-change.ts';
import type { Desk } from '../domain/desk.ts';
import type { Booking } from '../domain/entry.ts';
import { type Dossier, dossierSchema } from '../domain/dossier.ts';
import { type Feed, feedSchema } from '../domain/feed.ts';
import { type MerchantAccount, merchantAccountSchema } from '../domain/merchant-account.ts';
import { type Movement, movementSchema } from '../domain/movement.ts';
import type { MovementChange } from '../domain/movement-changes.ts';
import { type MovementEvent, movementEventSchema } from '../domain/movement-events.ts';
import { type Evidence, evidenceSchema } from '../domain/notice.ts';
import { type Order, type OrderChange, orderSchema } from '../domain/order.ts';
import { type OrderEvent, orderEventSchema } from '../domain/order-events.ts';
import { type Proposal, proposalSchema, refundOfSchema } from '../domain/proposal.ts';
import { proposalIdSchema } from '../domain/proposal-id.ts';
import { type DeliveryTry, deliveryTrySchema } from '../domain/webhook-delivery.ts';
import type { Address, DueWork, EntriesOf, Write } from './store.ts';

/** Where a record lies, and how to read it. */
export type Key<T> = Address & { readonly schema: z.ZodMiniType<T> };

/** Remembers the id of what a caller's Idempotency-Key made, and from which body. Kept for ever. */
const idempotencySchema = z.object({ version: z.literal(1), madeId: z.string(), bodyHash: z.string() });

/** Which refund a debit is to close, as the officer told who made the transfer; it may be there before the debit. */
const debitRefundSchema = z.object({
  version: z.int().check(z.positive()),
  /** Absent when the officer has named another debit since. */
  refund: z.optional(z.object({ id: proposalIdSchema, of: refundOfSchema })),
});

/** What a provider answered about a refund, kept as it came. */
const refundAnswerSchema = z.extend(evidenceSchema, { version: z.literal(1) });

/** A genuine callback whose content nobody could read; a person must look at it. */
const unreadableSchema = z.object({
  version: z.literal(1),
  provider: z.string(),
  accountId: z.string(),
  why: z.string(),
  evidence: evidenceSchema,
});

/** Says that there is an item of this id. It is written with the item and never changes. */
const directoryEntrySchema = z.object({ version: z.literal(1), id: z.string() });

/**
 * What is listed: agencies, clients, merchant accounts, statement sources and calendars; the bearer keys of one client, by
 * their SHA-256.
 */
export type Directory =
  'agency' | 'client' | 'merchant-account' | 'statement-source' | 'calendar' | `client-key#${string}`;

type DirectoryEntry = z.infer<typeof directoryEntrySchema>;
export type Idempotency = z.infer<typeof idempotencySchema>;
type Unreadable = z.infer<typeof unreadableSchema>;
type DebitRefund = z.infer<typeof debitRefundSchema>;
type RefundAnswer = Evidence & { readonly version: 1 };

/** Counts in sort keys have six digits, so that their text sorts as the numbers do. */
export const padded = (count: number): string => String(count).padStart(6, '0');

/**
 * The key table: where each kind of record lies.
 *
 * | record | pk | sk |
 * | --- | --- | --- |
 * | order | `ORDER#id` | `ORDER` |
 * | event of an order | `ORDER#id` | `EVENT#000001` |
 * | try to deliver an event | `ORDER#id` | `TRY#000001#000001` |
 * | movement | `MOVEMENT#key` | `MOVEMENT` |
 * | event of a movement | `MOVEMENT#key` | `EVENT#000001` |
 * | which refund a debit closes | `MOVEMENT#key` | `REFUND` |
 * | unreadable callback | `MOVEMENT#unreadable#account#sha256` | `UNREADABLE` |
 * | dossier | `DOSSIER#agency#dossier` | `DOSSIER` |
 * | proposal | `PROPOSAL#id` | `PROPOSAL` |
 * | provider's answer about a refund | `PROPOSAL#id` | `ANSWER#000001` |
 * | idempotency key | `IDEMPOTENCY#caller#key` | `IDEMPOTENCY` |
 * | agency, client, merchant account | `AGENCY#code`, `CLIENT#id`, `ACCOUNT#id` | `CONFIG` |
 * | change of one of these | the same | `CHANGE#000001` |
 * | feed of a merchant account | `FEED#id` | `FEED` |
 * | bearer key of a client | `CLIENT-KEY#sha256` | `CLIENT-KEY` |
 * | what belongs to reconciliation | see `reconciliation-keys.ts` | |
 * | entry of a directory, which lists what has no index | `DIRECTORY#kind` | `ENTRY#id` |
 */
export const at = {
  order: (id: string): Key<Order> => ({ pk: `ORDER#${id}`, sk: 'ORDER', schema: orderSchema }),
  event: (id: string, sequence: number): Key<OrderEvent> => ({ ...at.events(id), sk: `EVENT#${padded(sequence)}` }),
  events: (id: string): Key<OrderEvent> => ({ pk: `ORDER#${id}`, sk: 'EVENT#', schema: orderEventSchema }),
  deliveryTry: (id: string, sequence: number, count: number): Key<DeliveryTry> => ({
    ...at.deliveryTries(id),
    sk: `TRY#${padded(sequence)}#${padded(count)}`,
  }),
  deliveryTries: (id: string): Key<DeliveryTry> => ({ pk: `ORDER#${id}`, sk: 'TRY#', schema: deliveryTrySchema }),
  movement: (key: string): Key<Movement> => ({ pk: `MOVEMENT#${key}`, sk: 'MOVEMENT', schema: movementSchema }),
  movementEvents: (key: string): Key<MovementEvent> => ({
    pk: `MOVEMENT#${key}`,
    sk: 'EVENT#',
    schema: movementEventSchema,
  }),
  movementEvent: (key: string, sequence: number): Key<MovementEvent> => ({
    ...at.movementEvents(key),
    sk: `EVENT#${padded(sequence)}`,
  }),
  debitRefund: (key: string): Key<DebitRefund> => ({ pk: `MOVEMENT#${key}`, sk: 'REFUND', schema: debitRefundSchema }),
  proposal: (id: string): Key<Proposal> => ({ pk: `PROPOSAL#${id}`, sk: 'PROPOSAL', schema: proposalSchema }),
  refundAnswers: (id: string): Key<RefundAnswer> => ({
    pk: `PROPOSAL#${id}`,
    sk: 'ANSWER#',
    schema: refundAnswerSchema,
  }),
  refundAnswer: (id: string, sequence: number): Key<RefundAnswer> => ({
    ...at.refundAnswers(id),
    sk: `ANSWER#${padded(sequence)}`,
  }),
  unreadable: (accountId: string, sha256: string): Key<Unreadable> => ({
    pk: `MOVEMENT#unreadable#${accountId}#${sha256}`,
    sk: 'UNREADABLE',
    schema: unreadableSchema,
  }),
  dossier: (agencyCode: string, dossierKey: string): Key<Dossier> => ({
    pk: `DOSSIER#${agencyCode}#${dossierKey}`,
    sk: 'DOSSIER',
    schema: dossierSchema,
  }),
  /** @param caller a client's id, or what stands for an officer and can be no client's id */
  idempotency: (caller: string, key: string): Key<Idempotency> => ({
    pk: `IDEMPOTENCY#${caller}#${key}`,
    sk: 'IDEMPOTENCY',
    schema: idempotencySchema,
  }),
  agency: (code: string): Key<Agency> => ({ pk: `AGENCY#${code}`, sk: 'CONFIG', schema: agencySchema }),
  client: (id: string): Key<Client> => ({ pk: `CLIENT#${id}`, sk: 'CONFIG', schema: clientSchema }),
  merchantAccount: (id: string): Key<MerchantAccount> => ({
    pk: `ACCOUNT#${id}`,
    sk: 'CONFIG',
    schema: merchantAccountSchema,
  }),
  feed: (accountId: string): Key<Feed> => ({ pk: `FEED#${accountId}`, sk: 'FEED', schema: feedSchema }),
  clientKey: (sha256: string): Key<ClientKey> => ({
    pk: `CLIENT-KEY#${sha256}`,
    sk: 'CLIENT-KEY',
    schema: clientKeySchema,
  }),
  changes: (of: Key<unknown>): Key<ConfigChange> => ({ pk: of.pk, sk: 'CHANGE#', schema: configChangeSchema }),
  change: (of: Key<unknown>, count: number): Key<ConfigChange> => ({
    ...at.changes(of),
    sk: `CHANGE#${padded(count)}`,
  }),
  entry: (directory: Directory, id: string): Key<DirectoryEntry> => ({
    pk: `DIRECTORY#${directory}`,
    sk: `ENTRY#${id}`,
    schema: directoryEntrySchema,
  }),
};

/** Due items lie in this many partitions of the due index, so that none grows hot. */
const dueShards = 4;

/** The due partitions of one kind of work. */
export const dueShardsOf = (work: DueWork): readonly string[] =>
  Array.from({ length: dueShards }, (_, shard) => `${work}#${shard}`);

const dueWork = (pk: string, sk: string): DueWork => {
  if (sk.startsWith('EVENT#')) return 'webhook';
  if (pk.startsWith('MOVEMENT#')) return 'movement';
  if (pk.startsWith('BANK-DAY#')) return 'run';
  if (pk.startsWith('DISCREPANCY#')) return 'discrepancy';
  return pk.startsWith('FEED#') ? 'account' : 'order';
};

const dueShard = (pk: string, sk: string): string =>
  `${dueWork(pk, sk)}#${(pk.codePointAt(pk.length - 1) ?? 0) % dueShards}`;

/** The entries of an account's day lie in this many partitions of their index, so that none grows hot. */
export const entryShards = 4;

/** The partition of the entry index that holds a shard of an account's day. */
export const accountDayOf = ({ accountId, paidOn, shard }: Omit<EntriesOf, 'countedAfter'>): string =>
  `${accountId}#${paidOn}#${shard}`;

const entryShardOf = (key: string): number =>
  Array.from(key).reduce((sum, symbol) => sum + (symbol.codePointAt(0) ?? 0), 0) % entryShards;

/** What puts a record into the entry index. */
const entryPlace = ({ accountId, countedAt, entry }: Booking) => ({
  accountDay: accountDayOf({ accountId, paidOn: entry.paidOn, shard: entryShardOf(entry.key) }),
  countedAt,
});

/** A record as it is stored: under its version, perhaps due at an instant, perhaps waiting for an officer. */
type Stored = {
  readonly version: number;
  readonly dueAt?: string | undefined;
  readonly desk?: Desk | undefined;
  readonly booking?: Booking | undefined;
};

/** Makes a record ready to be committed: with a due marker it is put into the due index, with a place at the desk or a booking into theirs. */
export const put = <T extends Stored>(key: Key<T>, record: T): Write => {
  const { pk, sk } = key;
  const due = record.dueAt === undefined ? {} : { dueShard: dueShard(pk, sk) };
  const desk = record.desk === undefined ? {} : { deskClass: record.desk.class, deskSince: record.desk.since };
  const entry = record.booking && entryPlace(record.booking);
  return { pk, sk, version: record.version, item: { ...record, ...due, ...desk, ...entry, pk, sk } };
};

/** What is written when something happens to an order. */
export const putOrderChange = ({ order, event }: OrderChange): readonly [Write, Write] => [
  put(at.order(order.id), order),
  put(at.event(order.id, event.sequence), event),
];

/** What is written when something happens to a movement. */
export const putMovementChange = ({ movement, event }: MovementChange): readonly [Write, Write] => [
  put(at.movement(event.movementKey), movement),
  put(at.movementEvent(event.movementKey, event.sequence), event),
];
