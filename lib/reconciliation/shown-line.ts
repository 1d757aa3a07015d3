import { createHash } from 'node:crypto';
import { findCodeInText } from '../domain/code-in-text.ts';
import { type OrderId, orderIdOfReference, orderIdSchema } from '../domain/order-id.ts';
import { proposalIdSchema } from '../domain/proposal-id.ts';
import { type LineTable, lineTexts } from './line-table.ts';

/** A field of an object in JSON, of a text as JSON writes it between its quotes; nothing when there is none. */
export const field = (name: string, text: string | undefined): string =>
  text === undefined ? '' : `,"${name}":"${text}"`;

/**
 * What a line says, as canonical JSON: without where in its file it stands and what a profile makes of it. Equal lines have
 * equal texts, and lines are put in order by it.
 */
export const lineText = (lines: LineTable, line: number): string => {
  const written = (name: keyof typeof lineTexts): string => field(name, lines.texts.written(line, lineTexts[name]));
  return (
    `{"amountVnd":${lines.amountVnd(line)}${written('at')},"bookedOn":"${lines.bookedOn(line)}"` +
    `,"direction":"${lines.isOut(line) ? 'out' : 'in'}"${written('reference')},"status":"${lines.status(line)}"` +
    `${written('text')}${written('transactionId')}${field('treasuryStatus', lines.treasuryStatus(line))}}`
  );
};

/** Lines in order of what they say. */
export const inOrderOfText = (lines: LineTable, some: readonly number[]): readonly number[] =>
  some
    .map((line) => ({ line, text: lineText(lines, line) }))
    .toSorted((one, other) => (one.text < other.text ? -1 : one.text > other.text ? 1 : 0))
    .map(({ line }) => line);

/** How lines that say the same are called, but for which of them it is. */
export const nameOfText = (text: string): string =>
  `line#${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;

/** What moved by a line, as the account sees it: nothing by one that failed. */
export const lineVnd = (lines: LineTable, line: number): number => {
  if (lines.status(line) === 'failed') return 0;
  return lines.isOut(line) ? 0 - lines.amountVnd(line) : lines.amountVnd(line);
};

const orderCode = { letters: 'LP', schema: orderIdSchema };
const refundCode = { letters: 'DN', schema: proposalIdSchema };

/** What a line writes that can name an order or a refund. */
type Written = { readonly reference?: string | undefined; readonly text?: string | undefined };

/** The order that a text of money in names: its reference, else its text. */
export const orderCodeOf = ({ reference = '', text = '' }: Written): string | undefined =>
  orderIdOfReference(reference) ?? findCodeInText(reference, orderCode) ?? findCodeInText(text, orderCode);

/** The refund that a text of money out names. */
export const refundCodeOf = ({ reference = '', text = '' }: Written): string | undefined =>
  findCodeInText(reference, refundCode) ?? findCodeInText(text, refundCode);

/** The order that money in names, or the refund that money out names. */
export const codeOf = (lines: LineTable, line: number): string | undefined => {
  const written = { reference: lines.text(line, 'reference'), text: lines.text(line, 'text') };
  return lines.isOut(line) ? refundCodeOf(written) : orderCodeOf(written);
};

/** The order that a line names; of money out, whose payment it gives back: a provider lists that under its reference. */
export const orderOf = (lines: LineTable, line: number): OrderId | undefined =>
  lines.isOut(line)
    ? orderIdOfReference(lines.text(line, 'reference') ?? '')
    : orderIdSchema.safeParse(codeOf(lines, line)).data;
