import * as z from 'zod/mini';
import { findCodeInText } from '../domain/code-in-text.ts';
import { type AmountVnd, amountVndSchema } from '../domain/money.ts';
import type { Notice } from '../domain/notice.ts';
import { orderIdSchema } from '../domain/order-id.ts';
import { proposalIdSchema } from '../domain/proposal-id.ts';
import type { KeyFacts, LineKey, StatementLine } from '../domain/statement.ts';
import type { Side } from '../domain/statement-source.ts';
import type { Instant } from '../domain/time.ts';
import { readJsonObject } from './json-text.ts';
import { type SepayAccount, sepayIdSchema, sepayTimeSchema } from './sepay-fields.ts';

/** A notice, or why a genuine message cannot be read. */
type NoticeReading = { readonly notice: Notice } | { readonly why: string };

/** What a message of SePay says of one transaction, whichever way it came. */
type Transaction = {
  readonly id: number;
  readonly accountNumber: string;
  readonly direction: Notice['direction'];
  readonly amountVnd: AmountVnd;
  readonly at: Instant;
  readonly text: string;
  readonly bankReference: string;
};

/** A text that may be null, as SePay says that there is none. */
const optionalText = z._default(z.nullable(z.string()), null);

const bankReferenceForm = /^[ -~]{0,64}$/;

/** The bank's own number of a transaction. */
const bankReferenceSchema = z.pipe(
  z.pipe(
    optionalText,
    z.transform((text) => (text ?? '').trim()),
  ),
  z.string().check(z.regex(bankReferenceForm, 'is not a reference of a bank')),
);

const accountNumberSchema = z.string().check(z.regex(/^[0-9A-Za-z._-]{1,34}$/, 'is not an account number'));

const digitsSchema = (form: RegExp, problem: string) =>
  z.pipe(
    z.pipe(
      z.string().check(z.regex(form, problem)),
      z.transform((digits) => Number(digits)),
    ),
    z.int().check(z.nonnegative()),
  );

const callbackSchema = z.object({
  id: sepayIdSchema,
  accountNumber: accountNumberSchema,
  transactionDate: sepayTimeSchema,
  transferType: z.enum(['in', 'out']),
  /** The number as it was written, because a parser rounds what is no whole number, or too large. */
  transferAmount: z.pipe(digitsSchema(/^[1-9]\d{0,15}$/, 'is not whole đồng'), amountVndSchema),
  content: optionalText,
  referenceCode: bankReferenceSchema,
});

/** In the list an amount has two decimals, which are zeros. */
const listAmountSchema = digitsSchema(/^(?:0|[1-9]\d{0,15})\.00$/, 'is not whole đồng');

const listedSchema = z
  .object({
    id: sepayIdSchema,
    account_number: accountNumberSchema,
    transaction_date: sepayTimeSchema,
    amount_in: listAmountSchema,
    amount_out: listAmountSchema,
    transaction_content: optionalText,
    reference_number: bankReferenceSchema,
  })
  .check(
    z.refine((one) => (one.amount_in === 0) !== (one.amount_out === 0), {
      error: 'moves nothing, or both ways',
      path: ['amount_in'],
    }),
  );

const textMax = 512;

/** Free text on one line, of which nothing but the words counts: the same from a callback and from the list. */
const toLine = (text: string | null): string =>
  (text ?? '')
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, textMax)
    .toWellFormed();

const orderCode = { letters: 'LP', schema: orderIdSchema };
const refundCode = { letters: 'DN', schema: proposalIdSchema };

/** What the money is for: the order, or of money out the refund, whose code stands in the text, else the text itself. */
const referenceOf = ({ direction, text }: Pick<Transaction, 'direction' | 'text'>): string =>
  (direction === 'in' ? findCodeInText(text, orderCode) : findCodeInText(text, refundCode)) ?? text;

type KeyParts = Pick<Transaction, 'direction' | 'bankReference'> & { readonly amountVnd: number };

/**
 * Names a movement for ever. The bank's reference is on its statements too, which SePay's own number never is; with the
 * direction and the amount it tells apart what some banks book under one reference, such as a transfer and its fee. So a
 * message that gives another amount speaks of another movement, never of this one in other words.
 *
 * Some banks give no reference. SePay's number stands in its place then: the same in callback and list, on no statement.
 */
const toMovementKey = (account: string, { direction, amountVnd, bankReference }: KeyParts, id?: number): string => {
  const name = bankReference === '' ? `#${id ?? ''}` : encodeURIComponent(bankReference);
  return `sepay:${account}:${name}:${direction}:${amountVnd}`;
};

/** The key of a transfer out of the account by the bank's reference of it. */
export const toDebitKey = (
  { reference, amountVnd }: { readonly reference: string; readonly amountVnd: AmountVnd },
  { options }: SepayAccount,
): string => toMovementKey(options.accountNumber, { direction: 'out', amountVnd, bankReference: reference.trim() });

/**
 * A genuine message can be of another bank account, where SePay was told to send here what moves there. Its notice then is
 * of an account id that none of ours can have, under a key of its own; it says of no account of ours that money reached it,
 * and names no order and no refund of ours.
 */
const placeOf = (transaction: Transaction, { id, beneficiaryAccount, options }: SepayAccount) => {
  const { accountNumber, text } = transaction;
  return accountNumber === options.accountNumber
    ? { accountId: id, keyed: accountNumber, reached: beneficiaryAccount, reference: referenceOf(transaction) }
    : {
        accountId: `sepay:${accountNumber}`,
        keyed: `${options.accountNumber}/${accountNumber}`,
        reference: `${accountNumber}: ${text}`.slice(0, textMax).toWellFormed(),
      };
};

const toNotice = (transaction: Transaction, account: SepayAccount): Notice => {
  const { id, direction, amountVnd, at, bankReference } = transaction;
  const { keyed, ...place } = placeOf(transaction, account);
  return {
    ...place,
    movementKey: toMovementKey(keyed, transaction, id),
    alias: String(id),
    provider: 'sepay',
    direction,
    result: 'paid',
    amountVnd,
    paidAt: at,
    transactionId: bankReference || undefined,
  };
};

/** Names the fields that are wrong and why, never what they say: that may be personal. */
const whyNot = ({ issues }: z.core.$ZodError): { why: string } => ({
  why: issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
});

const notAnObject = { why: 'is not a JSON object, or says a name twice' };

/** The notice of a callback whose signature held. */
export const readCallbackBody = (json: string, account: SepayAccount): NoticeReading => {
  const message = readJsonObject(json);
  if (!message) return notAnObject;
  const { transferAmount } = message.texts;
  const { data, error } = callbackSchema.safeParse({ ...message.values, transferAmount });
  if (error) return whyNot(error);
  const { id, accountNumber, transactionDate: at, transferType: direction, referenceCode: bankReference } = data;
  const text = toLine(data.content);
  return {
    notice: toNotice(
      { id, accountNumber, direction, amountVnd: data.transferAmount, at, text, bankReference },
      account,
    ),
  };
};

/** The notice of one entry of the list. */
export const readListed = (json: string, account: SepayAccount): NoticeReading => {
  const { data, error } = listedSchema.safeParse(readJsonObject(json)?.values);
  if (error) return whyNot(error);
  const isIn = data.amount_out === 0;
  return {
    notice: toNotice(
      {
        id: data.id,
        accountNumber: data.account_number,
        direction: isIn ? 'in' : 'out',
        amountVnd: amountVndSchema.parse(isIn ? data.amount_in : data.amount_out),
        at: data.transaction_date,
        text: toLine(data.transaction_content),
        bankReference: data.reference_number,
      },
      account,
    ),
  };
};

/**
 * The key of a line of the bank's own statement: its transaction id is the bank's reference, which with the account, the
 * direction and the amount is the whole key. A transfer that the bank took back is a movement of its own.
 */
export const readSepayLineKey = (
  { options }: Pick<SepayAccount, 'options'>,
  { direction, amountVnd, transactionId }: KeyFacts,
  side: Side,
): LineKey | undefined => {
  if (side !== 'bank' || transactionId === undefined || !bankReferenceForm.test(transactionId)) return undefined;
  const key = toMovementKey(options.accountNumber, { direction, amountVnd, bankReference: transactionId });
  return { key, isOfUndone: false };
};

/** The notice that a line of the bank's own statement amounts to, where it has a key. */
export const readSepayLine = (
  account: Pick<SepayAccount, 'id' | 'beneficiaryAccount' | 'options'>,
  line: StatementLine,
  side: Side,
): Notice | undefined => {
  const movementKey = readSepayLineKey(account, line, side)?.key;
  if (movementKey === undefined) return undefined;
  const { direction, amountVnd, status, transactionId, text = '', at } = line;
  return {
    movementKey,
    provider: 'sepay',
    accountId: account.id,
    reached: account.beneficiaryAccount,
    reference: referenceOf({ direction, text: toLine(text) }),
    direction,
    result: status === 'failed' ? 'failed' : 'paid',
    amountVnd,
    paidAt: at,
    transactionId,
  };
};
