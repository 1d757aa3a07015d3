import type { Attempt } from '../../../lib/domain/attempt.ts';
import type { CallbackWord } from '../../../lib/domain/notice.ts';
import type { CallbackRequest } from '../../../lib/providers/provider.ts';
import type { Move } from '../actors/actor.ts';
import type { SentPayer } from '../lephi.ts';

/** A movement of money in a bank's own books: what Lephi must come to, to the đồng. */
export type Entry = {
  readonly movementKey: string;
  /** The merchant account, by Lephi's id. */
  readonly accountId: string;
  readonly direction: 'in' | 'out';
  readonly amountVnd: number;
  /** What it says it pays: a reference that Lephi gave, or whatever somebody wrote. */
  readonly reference: string;
  /** What it names so clearly that Lephi must find it, though perhaps in free text: an order, or a refund. */
  readonly names?: string | undefined;
  /** Whether the money has moved. */
  readonly wasPaid: boolean;
};

/** A message of a bank about a movement, on its way to Lephi. */
export type Notice = {
  readonly movementKey: string;
  readonly accountId: string;
  /** The order that it is about as far as the bank can tell, for the trace. */
  readonly about: string;
  /** Made anew for each try. */
  readonly request: () => CallbackRequest;
  /** The key with which the latest request was signed. */
  readonly secret: () => string;
  /** The bytes that Lephi must keep. */
  readonly raw: string;
  /** What Lephi must read in it: result and amount. */
  readonly said: string;
};

/** An answer of Lephi's, and when it was asked for. */
export type Answer = { readonly word: CallbackWord; readonly askedAtMs: number };

/** Hears what Lephi answered to a notice, before the answer can be lost. */
export type Onlooker = (notice: Notice, answer: Answer) => void;

/** A transfer that an officer makes: to pay back so much, with this text, which perhaps names a refund. */
type PaidOut = Pick<Entry, 'amountVnd' | 'names'> & { readonly content: string };

/** A bank as the others see it. What its payers, its clerks and its machines do are its moves. */
export type Bank = {
  readonly provider: string;
  /** All that ever moved or was to move, by movement key. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** Keys of a merchant account that the bank takes; it signs with the first. */
  readonly secrets: Map<string, readonly string[]>;
  /** A payer whom Lephi has sent comes, or does not. */
  readonly receive: (payer: SentPayer) => void;
  /** Whether Lephi could have learned of this money by itself: else only a statement, or a person, can find it. */
  readonly isFindable: (entry: Entry, attempt: Attempt | undefined) => boolean;
  /** Whether it could have told what became of an attempt, so that a person need not look at it. */
  readonly tellsEnd: (entry: Entry | undefined) => boolean;
  /** What it has paid back of a movement because it was asked to. */
  readonly paidBackVnd: (movementKey: string) => number;
  /** Whether it has paid back this very refund of a movement, because it was asked to. */
  readonly hasPaidBack?: (movementKey: string, refundId: string) => boolean;
  /** Makes a transfer out of an account, as an officer asks for it; where officers can. */
  readonly payOut?: (accountId: string, transfer: PaidOut) => { readonly reference: string };
  /** Since when its list, where it has one, would have shown of an account what it has not shown yet. */
  readonly newsSinceMs: (accountId: string) => number | undefined;
  /** Hears when there is something new in its list. */
  readonly onListed: (listener: () => void) => void;
  readonly moves: readonly Move[];
  /** From now on it answers, and its messages get through. */
  readonly calm: () => void;
};

/** All banks, and what they know together. */
export type Banks = {
  readonly all: readonly Bank[];
  readonly of: (accountId: string) => Bank;
  readonly findEntry: (movementKey: string) => Entry | undefined;
  readonly listEntries: () => readonly Entry[];
};
