import * as z from 'zod/mini';
import { amountVndSchema } from './money.ts';
import { beneficiaryAccountSchema } from './order-details.ts';
import { instantSchema } from './time.ts';

/** What a provider says of one movement, in our words, after its signature held. */
export const noticeSchema = z.object({
  /** Names the movement for ever, the same from callback, query and statement. */
  movementKey: z.string().check(z.minLength(1), z.maxLength(512)),
  /** What the provider itself calls the movement, where that is not in the key: it is on no statement. */
  alias: z.optional(z.string().check(z.maxLength(64))),
  provider: z.string(),
  /** The merchant account, by our id. */
  accountId: z.string(),
  /** What the movement says it pays: for most providers an attempt's reference, for a transfer perhaps an order's id alone. */
  reference: z.string().check(z.maxLength(512)),
  /** The account at a bank that the money reached or left, where the provider tells. */
  reached: z.optional(beneficiaryAccountSchema),
  direction: z.enum(['in', 'out']),
  result: z.enum(['paid', 'failed', 'in-doubt', 'reversed']),
  amountVnd: amountVndSchema,
  /** The provider's own instant of the payment, when it told one. */
  paidAt: z.optional(instantSchema),
  /** The provider's own code for the result. */
  reasonCode: z.optional(z.string().check(z.maxLength(16))),
  transactionId: z.optional(z.string().check(z.maxLength(64))),
  payerBankCode: z.optional(z.string().check(z.maxLength(32))),
});

export type Notice = z.infer<typeof noticeSchema>;

/** What came over the wire, kept as it came, with what shows that it is genuine. */
export const evidenceSchema = z.object({
  source: z.enum(['callback', 'query', 'list', 'statement']),
  receivedAt: instantSchema,
  /** The bytes as received, at most 16 kB. */
  raw: z.string().check(z.maxLength(16 * 1024)),
  /** The headers that were signed. */
  signedHeaders: z.optional(z.record(z.string(), z.string())),
  /** Which of the account's keys it was signed with. */
  keyId: z.string(),
});

export type Evidence = z.infer<typeof evidenceSchema>;

/** What a provider hears about its notice; each plug-in has its own protocol's word for each. */
export const noticeWordSchema = z.enum(['accepted', 'already-confirmed', 'order-not-found', 'wrong-amount']);

/** What a provider hears about a genuine notice that is stored. */
export type NoticeWord = z.infer<typeof noticeWordSchema>;

/** What a provider can hear about any callback. */
export type CallbackWord = NoticeWord | 'bad-signature' | 'try-again';

/** Two names that a provider gave are of two movements, whatever else is alike; who gave none says nothing. */
const mayBeSameName = (one: Notice, other: Notice): boolean =>
  one.alias === undefined || other.alias === undefined || one.alias === other.alias;

/**
 * Whether two notices of one movement speak of the same money: amount, direction, reference and merchant account, and
 * what the provider calls it.
 */
export const isSameContent = (one: Notice, other: Notice): boolean =>
  mayBeSameName(one, other) &&
  one.amountVnd === other.amountVnd &&
  one.direction === other.direction &&
  one.reference === other.reference &&
  one.accountId === other.accountId;
