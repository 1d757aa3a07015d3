import type { StatementLine } from '../../../lib/domain/statement.ts';

/** A line of a statement that brought 135.000 đ, with changes. */
export const statementLine = (changes: Partial<Record<keyof StatementLine, unknown>> = {}): StatementLine =>
  ({
    number: 1,
    rawLine: 2,
    direction: 'in',
    amountVnd: 135_000,
    bookedOn: '2026-11-21',
    status: 'paid',
    ...changes,
  }) as StatementLine;
