import type { BankDay } from '../domain/bank-day.ts';
import { applyBankDayFact } from '../domain/bank-day-changes.ts';
import type { ProposalRequest, ReopeningProposal } from '../domain/proposal.ts';
import { Refusal } from '../domain/refusal.ts';
import type { BankDayName } from '../domain/run.ts';
import { putBankDayChange } from '../store/reconciliation-keys.ts';
import type { Store } from '../store/store.ts';
import type { DeskParts } from './parts.ts';
import type { Asked, Asking, ProposalActs } from './proposal-acts.ts';
import { getBankDay } from './read-reconciliation.ts';
import { runAgainLater } from './run-again-later.ts';

const getClosed = async (store: Store, of: BankDayName): Promise<BankDay> => {
  const bankDay = await getBankDay(store, of);
  if (bankDay.closed === undefined) throw new Refusal('not-at-desk', { detail: 'The bank day is not closed.' });
  return bankDay;
};

/**
 * Asks for a closed bank day to be opened again.
 *
 * @throws Refusal not-found
 * @throws Refusal not-at-desk when it is not closed
 */
export const askForReopening = async (
  { store, now }: DeskParts,
  { of, reason }: ProposalRequest & { kind: 'reopening' },
  { id: proposalId, by }: Asking,
): Promise<Asked> => {
  const fact = { type: 'reopening.requested' as const, proposalId, by, reason };
  return { writes: putBankDayChange(applyBankDayFact(await getClosed(store, of), fact, now())) };
};

/** What deciding to open a bank day again does: its report can change, and a run shows what became known since. */
export const reopeningActs = (parts: DeskParts, { id: proposalId, of }: ReopeningProposal): ProposalActs => {
  const { store, now } = parts;
  return {
    approve: async (by) => ({
      writes: putBankDayChange(
        applyBankDayFact(await getClosed(store, of), { type: 'day.reopened', proposalId, by }, now()),
      ),
      afterwards: () => runAgainLater(parts, of),
    }),
    decline: async ({ by, reason }) => {
      const fact = { type: 'reopening.declined' as const, proposalId, by, reason };
      return putBankDayChange(applyBankDayFact(await getBankDay(store, of), fact, now()));
    },
  };
};
