import { Refusal } from '../domain/refusal.ts';
import type { BankDayName } from '../domain/run.ts';
import type { Parts } from './parts.ts';
import { runAgain } from './run-again.ts';

/**
 * Begins another run of a bank day, in which what officers decided shows. What they decided stands whether or not it
 * begins: then the next run shows it, whenever that is.
 */
export const runAgainLater = async (parts: Parts, { accountId, side, on }: BankDayName): Promise<void> => {
  try {
    await runAgain(parts, { accountId, side, on });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
};
