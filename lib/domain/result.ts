import * as z from 'zod/mini';
import { entryOriginSchema, entrySchema } from './entry.ts';
import { vietnamDaySchema } from './time.ts';

/**
 * What a reconciliation makes of a line, of one of our entries, or of both together: every đồng of either side is in
 * exactly one.
 */
export const resultClassSchema = z.enum([
  /** A line, or a batch of entries behind one, with nothing to explain. */
  'matched',
  /** A line and an entry of the same movement, of other amounts. */
  'amount-differs',
  /** Our entry, which no line shows (yet). */
  'missing-at-provider',
  /** A line of a movement that we do not know, or do not count. */
  'missing-at-lephi',
  /** Money that came, of which nothing tells whose it is. */
  'unknown-reference',
  /** The second line of one movement. */
  'duplicate-line',
  /** A line that says that no money moved. */
  'failed-line',
  /** Money that came and went back, by the line, by us, or by both. */
  'reversed',
  /** A line and an entry of the same movement, of different days of the source. */
  'carried-over',
  /** A debit that pays a refund. */
  'refund-paid',
  'bank-charge',
  /** Money passed on to the treasury (kết chuyển). */
  'sweep',
  /** By its text none of Lephi's. */
  'not-ours',
]);

export type ResultClass = z.infer<typeof resultClassSchema>;

/** A line as a result shows it: without the file's own numbering. */
const shownLineSchema = z.object({
  bookedOn: vietnamDaySchema,
  direction: z.enum(['in', 'out']),
  amountVnd: z.int(),
  status: z.enum(['paid', 'failed', 'reversed']),
  at: z.optional(z.string()),
  transactionId: z.optional(z.string()),
  reference: z.optional(z.string()),
  text: z.optional(z.string()),
  treasuryStatus: z.optional(z.enum(['sent', 'failed', 'not-sent'])),
});

/** What would close a discrepancy. */
export const correctionSchema = z.enum([
  /** The line tells its movement for certain: it is taken like a callback. */
  'take-line',
  /** The line may be taken when two officers say so. */
  'propose-line',
  /** The next statements are looked at. */
  'carry-on',
  /** The provider must be asked which amount is right. */
  'ask-provider',
  /** Two officers may join the line with one of the candidates. */
  'force-match',
  /** An officer accepts it with a reason. */
  'accept',
]);

/** Why a candidate was not taken. */
const refusedWhySchema = z.enum([
  'amount-differs',
  'too-far-in-days',
  'used-by-another',
  'other-direction',
  'other-account',
  /** It says of itself that no money moved. */
  'not-counted',
  /** Only its amount is the same. */
  'other-reference',
]);

const candidateSchema = z.object({
  /** An entry's key, or for an entry without line the transaction id or reference of the line. */
  candidate: z.string(),
  why: refusedWhySchema,
});

export type Candidate = z.infer<typeof candidateSchema>;

/** At most so many refused candidates are told of one discrepancy. */
export const candidatesMax = 5;

/** One row of a reconciliation report. Amounts are signed as the account sees them: in above zero, out below. */
export const resultSchema = z.object({
  /**
   * What it is of, the same in every run that finds it: the entry's key; of a line without entry `line#`, the first 32
   * hexadecimal digits of the SHA-256 of what the line says, `#`, and which of several that say the same. No two results of
   * a run have the same, and they stand in order of it.
   */
  name: z.string(),
  class: resultClassSchema,
  /** Whether it needs an officer or another day to be explained. */
  open: z.boolean(),
  /** 0 when no line is behind it, and for a line that moved no money. */
  statementVnd: z.int(),
  /** 0 when no entry is behind it. */
  lephiVnd: z.int(),
  /** The rule by which line and entry were joined. */
  rule: z.optional(z.string()),
  /** What the intermediary kept of this payment, where a batch was settled by one credit: `lephiVnd` less this is `statementVnd`. */
  feeVnd: z.optional(z.int()),
  entry: z.optional(z.extend(entrySchema, { origin: entryOriginSchema })),
  line: z.optional(shownLineSchema),
  /** The movement that the line tells for certain, where we have none. */
  certainKey: z.optional(z.string()),
  refused: z.optional(z.array(candidateSchema).check(z.maxLength(candidatesMax))),
  correction: z.optional(correctionSchema),
});

export type Result = z.infer<typeof resultSchema>;
