import type { MerchantAccount } from '../domain/merchant-account.ts';
import type { Instant } from '../domain/time.ts';
import type { OpenAccount } from '../providers/provider.ts';
import type { Files } from '../store/files.ts';
import type { Store } from '../store/store.ts';

/** What is counted, beside what the caller hears; alarms stand on these. */
export type Count =
  | 'CallbackSignatureRejected'
  /** A genuine callback came long after it was signed. */
  | 'CallbackStale'
  | 'QuestionFailed'
  | 'NoticeUnreadable'
  /** A provider's list of movements could not be fetched or read. */
  | 'FeedUnreadable'
  | 'NoticeContradicted'
  | 'MoneyUnapplied'
  | 'UnexplainedDebit'
  | 'OrderReversed'
  | 'WebhookUndelivered'
  /** A statement was refused whole. */
  | 'StatementQuarantined'
  /** A file in the bucket whose name does not say what it is of, or that nobody is set up to take. */
  | 'StatementUnplaced'
  /** No statement came by ten o'clock of the next working day. */
  | 'StatementMissing'
  /** The classes of a run do not add up. */
  | 'RunNotBalanced'
  /** A run could not be finished, and gave way to the next with a statement of its own. */
  | 'RunGivenUp'
  /** A discrepancy has waited for longer than its source allows. */
  | 'DiscrepancyOverdue'
  /** How late the longest due work is when a sweep finds it. */
  | 'DueWorkLateSeconds';

/** What is told of something counted; `value` is how many or how long, 1 when it is not said. */
type About = Readonly<Record<string, string | number | undefined>> & { readonly value?: number };

/** A request to somebody else's server: to a provider, or to a portal. A GET has an empty body. */
export type Call = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  /** `status` when the answer's body is not wanted: none of it is given back, and it may be of any length. */
  readonly wants?: 'status';
};

/** What came of a call: an answer of any status with at most 64 kB of its body, or why there was none. */
export type Called =
  | { readonly type: 'answered'; readonly status: number; readonly body: string }
  | { readonly type: 'failed'; readonly why: string };

/** The world as use cases know it; tests pass their own. */
export type Parts = {
  readonly store: Store;
  readonly now: () => Instant;
  readonly sleep: (ms: number) => Promise<void>;
  /** From 0 up to 1, for jitter; never for secrets. */
  readonly random: () => number;
  /** Unpredictable bytes, for ids and secrets. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** Counts, and tells the log what it is about: ids and reasons, never personal data. */
  readonly count: (what: Count, about?: About) => void;
};

/** For use cases of reconciliation, which read and write the bucket for statements and reports. */
export type ReconcileParts = Parts & { readonly files: Files };

/** For use cases that call other servers. `call` never throws, and follows no redirects. */
export type Calling = { readonly call: (call: Call) => Promise<Called> };

/** A merchant account, and what its plug-in can do with it. */
export type OpenedAccount = { readonly account: MerchantAccount; readonly plugIn: OpenAccount };

/** Finds and opens a merchant account; nothing when there is none, or none of its keys. */
export type FindAccount = (id: string) => Promise<OpenedAccount | undefined>;

/** What deciding at the desk needs: whether a provider can refund is its plug-in's to say. */
export type DeskParts = Parts & { readonly findAccount: FindAccount };
