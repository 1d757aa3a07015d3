import type * as z from 'zod/mini';
import type { Attempt, FailureReason } from '../domain/attempt.ts';
import type { MerchantAccount, MerchantKeys } from '../domain/merchant-account.ts';
import type { AmountVnd } from '../domain/money.ts';
import type { CallbackWord, Notice } from '../domain/notice.ts';
import type { BeneficiaryAccount, Locale } from '../domain/order-details.ts';
import type { OrderId } from '../domain/order-id.ts';
import type { KeyFacts, LineKey, StatementLine } from '../domain/statement.ts';
import type { Side } from '../domain/statement-source.ts';
import type { Instant } from '../domain/time.ts';

/** One of an account's signing keys. The id is told to nobody but our own evidence. */
export type MerchantKey = MerchantKeys['current'];

/** A merchant account as its plug-in sees it: options parsed, and the keys, the current one first, then the previous. */
export type ProviderAccount<Options> = {
  readonly id: string;
  /** Where what is paid through it goes. */
  readonly beneficiaryAccount: BeneficiaryAccount;
  readonly options: Options;
  readonly keys: readonly [current: MerchantKey, ...previous: MerchantKey[]];
  /** What it shows to the provider when it asks, where that is no signature. */
  readonly apiToken?: MerchantKey | undefined;
};

/** A callback as it came over the wire: header names in small letters, the body as text before any parsing. */
export type CallbackRequest = {
  readonly method: string;
  readonly rawQueryString: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
};

/** An answer in the provider's own protocol. */
export type ProtocolAnswer = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
};

/** No plug-in gives back more of what it read than this, so that the bytes fit into evidence. */
export const rawCharactersMax = 16 * 1024;

/** What shows that a message is genuine: the bytes that were signed, as they came, and the key that signed them. */
type Signed = {
  readonly keyId: string;
  readonly raw: string;
  readonly signedHeaders?: Readonly<Record<string, string>>;
};

/** What a plug-in made of bytes from a provider. Whatever cannot be shown to be genuine has a bad signature. */
export type Reading =
  | { readonly type: 'bad-signature' }
  | (Signed & { readonly type: 'unreadable'; readonly why: string })
  | (Signed & {
      readonly type: 'notice';
      readonly notice: Notice;
      /** When the provider says that it signed, where it signs that too. */
      readonly signedAt?: Instant | undefined;
    });

/** What Lephi sends to a provider; plug-ins make it, somebody else sends it. A GET has an empty body. */
export type ProviderRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What a provider answered to a question after an attempt. */
export type QueryReading =
  | { readonly type: 'bad-signature' | 'unreadable'; readonly why: string }
  /** The provider does not know the attempt, or knows that nobody has paid by it (yet). */
  | { readonly type: 'unknown' }
  /** The provider could not say now. */
  | { readonly type: 'no-answer'; readonly why: string }
  | (Signed & { readonly type: 'notice'; readonly notice: Notice });

/** A trip of a payer to the provider's page. */
export type RedirectPayment = {
  readonly attempt: Attempt;
  /** Names what is paid, in any letters: a plug-in writes it as its provider can read it. */
  readonly description: string;
  readonly locale: Locale;
  readonly returnUrl: string;
};

/**
 * What a payer's browser brings back; for display alone, it never changes anything. What cannot be read, or speaks of
 * another account, is no more genuine than a bad signature.
 */
export type ReturnReading =
  | { readonly type: 'bad-signature' }
  | ({ readonly type: 'genuine' } & Pick<Notice, 'result' | 'reference' | 'reasonCode'>);

/** A transfer that a payer is to make at a bank of their own. */
export type TransferPayment = { readonly attempt: Attempt; readonly orderId: OrderId };

/** What a payer must put into a transfer: as a code for a bank's app to scan, and as text. */
export type Transfer = {
  /** What the QR code says. */
  readonly qrPayload: string;
  /** The beneficiary's bank, by its BIN at NAPAS. */
  readonly bankCode: string;
  readonly accountNumber: string;
  readonly accountName?: string | undefined;
  readonly amountVnd: AmountVnd;
  /** The text by which the money is known again. */
  readonly content: string;
};

/** Where to read on in a provider's list: a cursor that its plug-in gave, or the first time from an instant on. */
export type ListPlace = {
  readonly cursor?: string | undefined;
  /** What moved before this is none of ours. */
  readonly from: Instant;
};

/** One movement of a provider's list, with its own bytes: a notice, or why it cannot be read. */
export type ListedMovement = { readonly keyId: string; readonly raw: string } & (
  { readonly notice: Notice } | { readonly why: string }
);

/** A page of a provider's list. It is complete when nothing newer was left out. */
export type ListReading =
  | { readonly type: 'unreadable'; readonly why: string }
  | {
      readonly type: 'page';
      readonly movements: readonly ListedMovement[];
      readonly cursor: string | undefined;
      readonly complete: boolean;
    };

/** A question after one attempt. `requestId` is new for each question: 1 to 32 letters and digits. */
export type Question = { readonly attempt: Attempt; readonly requestId: string; readonly now: Instant };

/** Money to give back. `requestId` is new for each refund: 1 to 32 letters and digits. */
export type RefundOrder = {
  /** The attempt by which the money came. */
  readonly attempt: Attempt;
  /** What came by it. */
  readonly paidVnd: AmountVnd;
  readonly amountVnd: AmountVnd;
  /** The provider's own number of the payment, when it told one. */
  readonly transactionId?: string | undefined;
  readonly requestId: string;
  /** The officer, as the provider may know them. */
  readonly by: string;
  readonly now: Instant;
};

/** What a provider answered to a refund. An acceptance is not yet money back; in doubt, ask and never send it again. */
export type RefundReading =
  /** `transactionId` is the provider's own number of the refund. */
  | (Signed & { readonly type: 'taken'; readonly transactionId?: string | undefined })
  | (Signed & { readonly type: 'refused'; readonly why: string })
  | { readonly type: 'in-doubt'; readonly why: string };

/** A question after a refund that the provider may have been asked for. `requestId` is new for each question. */
export type RefundQuestion = Pick<RefundOrder, 'attempt' | 'paidVnd' | 'amountVnd' | 'requestId' | 'now'>;

/** What a provider says of a refund: the money is out, on its way, or stays; or nothing that is certain. */
export type RefundQueryReading =
  | (Signed & { readonly type: 'done' | 'under-way' })
  | (Signed & { readonly type: 'rejected'; readonly why: string })
  | { readonly type: 'no-answer'; readonly why: string };

/**
 * What can be done with one merchant account. What its provider cannot do is absent. Everything here is pure: it makes
 * and reads messages, and never sends or stores any.
 */
export type OpenAccount = {
  /** How a payer pays: sent to the provider's page, or told what to transfer. */
  readonly pay:
    | {
        readonly kind: 'redirect';
        readonly url: (payment: RedirectPayment) => string;
        readonly readReturn: (rawQueryString: string) => ReturnReading;
      }
    | { readonly kind: 'transfer'; readonly instruct: (payment: TransferPayment) => Transfer };

  /** Verifies a callback as it came, then reads it. No input makes it throw. */
  readonly callback: { readonly read: (request: CallbackRequest) => Reading };

  /** The key of an attempt's movement, where the attempt's reference is enough to tell it. */
  readonly movementKey?: (reference: string) => string;

  /** The key of a transfer out of the account, from the bank's reference of it and its amount. */
  readonly debitKey?: (debit: { readonly reference: string; readonly amountVnd: AmountVnd }) => string;

  /** Its list of what moved, which is read on a schedule because callbacks can be lost. */
  readonly movements?: {
    readonly request: (place: ListPlace) => ProviderRequest;
    readonly read: (body: string, place: ListPlace) => ListReading;
  };

  /** Asks what became of an attempt. */
  readonly query?: {
    readonly request: (question: Question) => ProviderRequest;
    readonly read: (body: string, question: Question) => QueryReading;
  };

  /** Gives money back, and asks what became of that. */
  readonly refund?: {
    readonly request: (refund: RefundOrder) => ProviderRequest;
    readonly read: (body: string, refund: RefundOrder) => RefundReading;
    readonly query: {
      readonly request: (question: RefundQuestion) => ProviderRequest;
      readonly read: (body: string, question: RefundQuestion) => RefundQueryReading;
    };
  };
};

/** A merchant account as far as it takes to read a line of a statement: nobody needs its keys for that. */
type LineAccount<Options> = Pick<ProviderAccount<Options>, 'id' | 'beneficiaryAccount' | 'options'>;

type ReadLine<Account> = (account: Account, line: StatementLine, side: Side) => Notice | undefined;
type ReadLineKey<Account> = (account: Account, line: KeyFacts, side: Side) => LineKey | undefined;

/** Amounts from the least to the most, in whole đồng. */
type Amounts = { readonly minVnd: number; readonly maxVnd: number };

/**
 * What a plug-in's one file says of a bank or intermediary that moves money and tells us. First what is so for all of
 * its accounts, then how to open one.
 */
type PlugIn<Options> = {
  readonly id: string;
  readonly name: Readonly<Record<Locale, string>>;
  /** What an account needs beside its keys; refuses names that it does not know. */
  readonly options: z.ZodMiniType<Options>;
  /** The beneficiary accounts that it can reach, where it cannot reach any. */
  readonly beneficiaryAccount?: z.ZodMiniType<BeneficiaryAccount>;
  /** Whether an account needs an API token beside its keys before it is switched on. */
  readonly needsApiToken?: boolean;
  /** The amounts that an account can carry. */
  readonly amounts: (options: Options) => Amounts;
  /** Web origins that the checkout page may send a browser to. */
  readonly origins: (options: Options) => readonly string[];
  /** What a notice's reason code tells a payer of a failed attempt. */
  readonly failureReason: (reasonCode: string | undefined) => FailureReason;
  /** The answer to a callback. It needs no account: a callback for an unknown one must be answered too. */
  readonly acknowledge: (word: CallbackWord) => ProtocolAnswer;
  /**
   * The notice that a line of a statement amounts to, where the line tells its movement's key for certain: the same key as
   * callback and query give.
   */
  readonly readLine?: ReadLine<LineAccount<Options>> | undefined;
  /** The key of that notice, without the rest of it: of a million lines. */
  readonly readLineKey?: ReadLineKey<LineAccount<Options>> | undefined;
  readonly open: (account: ProviderAccount<Options>) => OpenAccount;
};

/** A plug-in as everybody else sees it: alike for all, whatever options its accounts have. */
export type Provider = Omit<PlugIn<unknown>, 'amounts' | 'origins' | 'readLine' | 'readLineKey' | 'open'> & {
  /** @throws ZodError when the account's options are not the plug-in's */
  readonly amounts: (account: MerchantAccount) => Amounts;
  /** @throws ZodError when the account's options are not the plug-in's */
  readonly origins: (account: MerchantAccount) => readonly string[];
  /** @throws ZodError when the account's options are not the plug-in's */
  readonly readLine?: ReadLine<LineAccount<MerchantAccount['options']>>;
  readonly readLineKey?: ReadLineKey<LineAccount<MerchantAccount['options']>>;
  /** @throws ZodError when the account's options are not the plug-in's */
  readonly open: (account: MerchantAccount, keys: MerchantKeys) => OpenAccount;
};

/** Options are parsed once for all the lines of an account. */
const lineReadersOf = <Options>(
  schema: PlugIn<Options>['options'],
  { readLine, readLineKey }: Pick<PlugIn<Options>, 'readLine' | 'readLineKey'>,
): Pick<Provider, 'readLine' | 'readLineKey'> => {
  const parsed = new WeakMap<object, LineAccount<Options>>();
  const open = ({ id, beneficiaryAccount, options }: LineAccount<MerchantAccount['options']>): LineAccount<Options> => {
    const known = parsed.get(options);
    if (known) return known;
    const account = { id, beneficiaryAccount, options: schema.parse(options) };
    parsed.set(options, account);
    return account;
  };
  return {
    ...(readLine && { readLine: (account, line, side) => readLine(open(account), line, side) }),
    ...(readLineKey && { readLineKey: (account, line, side) => readLineKey(open(account), line, side) }),
  };
};

/** Makes a provider of a plug-in: reads an account's options by the plug-in's own schema before the plug-in sees them. */
export const defineProvider = <Options>({ readLine, readLineKey, ...plugIn }: PlugIn<Options>): Provider => ({
  ...plugIn,
  ...lineReadersOf(plugIn.options, { readLine, readLineKey }),
  amounts: ({ options }) => plugIn.amounts(plugIn.options.parse(options)),
  origins: ({ options }) => plugIn.origins(plugIn.options.parse(options)),
  open: ({ id, beneficiaryAccount, options }, { current, previous, apiToken }) =>
    plugIn.open({
      id,
      beneficiaryAccount,
      options: plugIn.options.parse(options),
      keys: previous ? [current, previous] : [current],
      apiToken,
    }),
});
