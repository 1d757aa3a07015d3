import { createHash } from 'node:crypto';
import { canonicalJson } from '../domain/canonical-json.ts';
import { findCodeInText } from '../domain/code-in-text.ts';
import type { Notice } from '../domain/notice.ts';
import { orderIdOfReference, orderIdSchema } from '../domain/order-id.ts';
import { proposalIdSchema } from '../domain/proposal-id.ts';
import type { Result } from '../domain/result.ts';
import type { StatementLine } from '../domain/statement.ts';

/** What a line says, without where in its file it stands and what a profile makes of it. */
export type ShownLine = NonNullable<Result['line']>;

/** The lines of a statement by their places in the file, 0 for the first. Nothing that is decided may depend on them. */
export type LineTable = {
  readonly count: number;
  readonly add: (line: StatementLine) => void;
  readonly at: (line: number) => StatementLine;
  /** The key of its movement, where the line tells it for certain. */
  readonly keyOf: (line: number) => string | undefined;
  /** Whether its key is of the movement that it undoes, and not of one of its own. */
  readonly undoesKey: (line: number) => boolean;
};

/** Makes a table; `readLine` is the plug-in's, where the provider tells keys. */
export function makeLineTable(readLine: (line: StatementLine) => Notice | undefined): LineTable {
  const lines: StatementLine[] = [];
  const keys: (string | undefined)[] = [];
  const undoing = new Set<number>();
  const at = (line: number): StatementLine => {
    const found = lines[line];
    if (!found) throw new RangeError(`there is no line ${line}`);
    return found;
  };
  return {
    get count() {
      return lines.length;
    },
    add: (line) => {
      const notice = readLine(line);
      if (notice?.result === 'reversed') undoing.add(lines.length);
      lines.push(line);
      keys.push(notice?.movementKey);
    },
    at,
    keyOf: (line) => keys[line],
    undoesKey: (line) => undoing.has(line),
  };
}

/** What moved by a line, as the account sees it: nothing by one that failed. */
export const lineVnd = ({ status, direction, amountVnd }: StatementLine): number => {
  if (status === 'failed') return 0;
  return direction === 'in' ? amountVnd : 0 - amountVnd;
};

/** What a line says, its names in order of code unit. */
export const showLine = ({
  amountVnd,
  at,
  bookedOn,
  direction,
  reference,
  status,
  text,
  transactionId,
  treasuryStatus,
}: StatementLine): ShownLine => ({
  amountVnd,
  ...(at !== undefined && { at }),
  bookedOn,
  direction,
  ...(reference !== undefined && { reference }),
  status,
  ...(text !== undefined && { text }),
  ...(transactionId !== undefined && { transactionId }),
  ...(treasuryStatus !== undefined && { treasuryStatus }),
});

/** What a line says as one text: equal lines have equal texts, and lines are put in order by it. */
export const lineText = (line: StatementLine): string => canonicalJson(showLine(line));

/** How lines that say the same are called, but for which of them it is. */
export const nameOfText = (text: string): string =>
  `line#${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;

const orderCode = { letters: 'LP', schema: orderIdSchema };
const refundCode = { letters: 'DN', schema: proposalIdSchema };

/** The order that money in names, or the refund that money out names: in its reference, else in its text. */
export const codeOf = ({ direction, reference = '', text = '' }: StatementLine): string | undefined => {
  if (direction === 'out') return findCodeInText(reference, refundCode) ?? findCodeInText(text, refundCode);
  return orderIdOfReference(reference) ?? findCodeInText(reference, orderCode) ?? findCodeInText(text, orderCode);
};
