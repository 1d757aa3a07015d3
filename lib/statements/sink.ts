import { type AmountVnd, isAmountVnd } from '../domain/money.ts';
import type { Problem, ProblemCode, Problems } from './problems.ts';
import type { StatementHeader, StatementLine } from '../domain/statement.ts';
import { hasControlCharacter } from './text.ts';

/** A line as a reader found it, before the gate numbers it and tells its kind. */
export type ReadLine = Omit<StatementLine, 'number' | 'kind'>;

/** Where a reader puts what it finds. */
export type Sink = {
  readonly problems: Problems;
  /** `isPart` for all but the first line of an entry that the file's own count takes as one. */
  readonly line: (line: ReadLine, isPart?: boolean) => void;
  /** Facts of the header; the same fact twice must say the same. */
  readonly header: (facts: StatementHeader, line?: number) => void;
};

/** Where a value stands, for messages. */
export type Spot = Pick<Problem, 'line' | 'field'>;

const charactersMax = { transactionId: 128, reference: 512, text: 4096 } as const;

/** The texts of a line. */
export type TextField = keyof typeof charactersMax;

/**
 * An optional text of a line: nothing when it is blank. Ids lose the spaces around them, texts keep all of theirs.
 * `isDecoded` says that it stands in the file as it is, where no control character passed the decoder.
 */
export function readText(
  problems: Problems,
  field: TextField,
  { text, line, isDecoded = false }: { text: string; line: number; isDecoded?: boolean },
): string | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (text.length > charactersMax[field]) problems.add({ code: 'too-long', line, field });
  if (!isDecoded && hasControlCharacter(text)) problems.add({ code: 'control-character', line, field });
  return field === 'text' ? text : trimmed;
}

/** What was read of a number, or nothing once its problem is told. */
export function tellAmount(
  problems: Problems,
  read: number | ProblemCode,
  at: Spot & { readonly found: string },
): number | undefined {
  if (typeof read === 'number') return read;
  problems.add({ code: read, ...at });
  return undefined;
}

/** The amount of a line: above zero. */
export function tellLineAmount(
  problems: Problems,
  read: number | ProblemCode,
  at: Spot & { readonly found: string },
): AmountVnd | undefined {
  const amount = tellAmount(problems, read, at);
  if (amount === undefined) return undefined;
  if (isAmountVnd(amount)) return amount;
  problems.add({ code: amount === 0 ? 'zero-amount' : 'negative-amount', ...at });
  return undefined;
}
