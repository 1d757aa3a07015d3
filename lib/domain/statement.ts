import type { AmountVnd } from './money.ts';
import type { Instant, VietnamDay } from './time.ts';

/** What became of the money of a line. A reversed line undoes an earlier movement, and its direction is its own. */
export type LineStatus = 'paid' | 'failed' | 'reversed';

/** Lines that are no payment of a citizen, as a profile tells them by their texts. */
type LineKind = 'bank-charge' | 'sweep' | 'refund' | 'not-ours';

/** One line of a statement, the same whichever format it was written in. */
export type StatementLine = {
  /** 1 for the first line of the file. */
  readonly number: number;
  /** Seen from the account that the statement is of. */
  readonly direction: 'in' | 'out';
  readonly amountVnd: AmountVnd;
  readonly bookedOn: VietnamDay;
  /** When the money moved, where the format tells. */
  readonly at?: Instant | undefined;
  readonly transactionId?: string | undefined;
  readonly reference?: string | undefined;
  /** What the payer or the bank wrote, exactly. */
  readonly text?: string | undefined;
  readonly status: LineStatus;
  /** Whether the bank has passed the money on to the treasury, where the format tells. */
  readonly treasuryStatus?: 'sent' | 'failed' | 'not-sent' | undefined;
  readonly kind?: LineKind | undefined;
  /** Line of a text file, row of a sheet, or which transaction of a JSON array: for messages alone. */
  readonly rawLine: number;
};

/** What of a line its movement's key can be told from. */
export type KeyFacts = Pick<StatementLine, 'direction' | 'status' | 'transactionId' | 'reference'> & {
  readonly amountVnd: number;
};

/** The key of a line's movement; `isOfUndone` where it is that of the movement that the line undoes. */
export type LineKey = { readonly key: string; readonly isOfUndone: boolean };

/** What a statement says of itself, as far as its format does. */
export type StatementHeader = {
  /** The account at the bank, or the unit that a daily file is for; leading zeros belong to it. */
  readonly account?: string | undefined;
  readonly from?: VietnamDay | undefined;
  readonly to?: VietnamDay | undefined;
  /** Balances can be below zero. */
  readonly openingVnd?: number | undefined;
  readonly closingVnd?: number | undefined;
  /** Control totals. */
  readonly count?: number | undefined;
  readonly sumVnd?: number | undefined;
  readonly sumInVnd?: number | undefined;
  readonly sumOutVnd?: number | undefined;
  /** The statement's number in the bank's own sequence. */
  readonly number?: string | undefined;
};

/** What the lines of a statement add up to. Only what moved money counts: failed lines stand apart. */
export type StatementTotals = {
  readonly lines: number;
  readonly inVnd: number;
  readonly outVnd: number;
  readonly failedLines: number;
  readonly failedVnd: number;
};
