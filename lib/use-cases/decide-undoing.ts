import type { BankDay, Join } from '../domain/bank-day.ts';
import { applyBankDayFact } from '../domain/bank-day-changes.ts';
import type { Discrepancy } from '../domain/discrepancy.ts';
import { afterUndoing, applyDiscrepancyFact } from '../domain/discrepancy-changes.ts';
import type { MatchProposal, ProposalRequest, UndoingProposal } from '../domain/proposal.ts';
import type { ProposalId } from '../domain/proposal-id.ts';
import { Refusal } from '../domain/refusal.ts';
import { putBankDayChange, putDiscrepancyChange } from '../store/reconciliation-keys.ts';
import type { Store } from '../store/store.ts';
import { dayOfLine, getOpenBankDay } from './get-open-bank-day.ts';
import type { DeskParts } from './parts.ts';
import type { Asked, Asking, ProposalActs } from './proposal-acts.ts';
import { getProposal } from './read-desk.ts';
import { getDiscrepancy } from './read-reconciliation.ts';
import { runAgainLater } from './run-again-later.ts';

const getMatch = async (store: Store, matchId: ProposalId): Promise<MatchProposal> => {
  const match = await getProposal(store, matchId);
  if (match.kind !== 'forced-match' || match.status !== 'approved')
    throw new Refusal('not-at-desk', { detail: 'It is no match that was forced.' });
  return match;
};

const listEnds = (store: Store, { discrepancyIds }: MatchProposal): Promise<readonly Discrepancy[]> =>
  Promise.all(discrepancyIds.map((id) => getDiscrepancy(store, id)));

/** A match that still stands: its ends, and the bank day that goes by it; none when it joined nothing. */
type Standing = {
  readonly ends: readonly Discrepancy[];
  readonly joined?: { readonly bankDay: BankDay; readonly join: Join } | undefined;
};

/** Whether an end is still what the match made of it: a run may have found or explained it since. */
const isEndedBy = ({ end }: Discrepancy, matchId: ProposalId): boolean =>
  end?.by === 'proposal' && end.proposalId === matchId;

const findJoined = async (store: Store, line: Discrepancy, matchId: ProposalId): Promise<Standing['joined']> => {
  const bankDay = await getOpenBankDay(store, dayOfLine(line));
  const join = bankDay.joins?.find(({ proposalId }) => proposalId === matchId);
  return join && { bankDay, join };
};

/** @throws Refusal not-at-desk when there is no such match, or it does not stand any more */
const getStanding = async (store: Store, matchId: ProposalId): Promise<Standing> => {
  const ends = await listEnds(store, await getMatch(store, matchId));
  const line = ends.length > 1 ? ends.find(({ result }) => result.entry === undefined) : undefined;
  const joined = line && (await findJoined(store, line, matchId));
  const stands = line === undefined ? ends.every((one) => isEndedBy(one, matchId)) : joined !== undefined;
  if (!stands) throw new Refusal('not-at-desk', { detail: 'The match does not stand any more.' });
  return { ends, joined };
};

/**
 * Asks for a forced match to be taken back.
 *
 * @throws Refusal not-found
 * @throws Refusal not-at-desk when there is no such match that stands, day-closed
 */
export const askForUndoing = async (
  { store, now }: DeskParts,
  { kind, matchId, reason }: ProposalRequest & { kind: 'match-undoing' },
  { id: proposalId, by }: Asking,
): Promise<Asked> => {
  const { ends } = await getStanding(store, matchId);
  const fact = { type: 'proposal.requested' as const, proposalId, kind, by, reason };
  return { writes: ends.flatMap((one) => putDiscrepancyChange(applyDiscrepancyFact(one, fact, now()))) };
};

/** What deciding to take back a forced match does: what it had ended is open again. */
export const undoingActs = (parts: DeskParts, proposal: UndoingProposal): ProposalActs => {
  const { store, now } = parts;
  const { id: proposalId, matchId, kind } = proposal;
  return {
    approve: async (by) => {
      const { ends, joined } = await getStanding(store, matchId);
      const fact = { type: 'match.undone' as const, proposalId, by, matchId };
      const writes = ends.flatMap((one) =>
        putDiscrepancyChange((isEndedBy(one, matchId) ? afterUndoing : applyDiscrepancyFact)(one, fact, now())),
      );
      if (joined === undefined) return { writes };
      const { bankDay, join } = joined;
      const { line, key } = join;
      const without = { ...bankDay, joins: bankDay.joins?.filter((one) => one !== join) };
      const change = applyBankDayFact(without, { type: 'match.undone', proposalId, by, line, key }, now());
      return { writes: [...writes, ...putBankDayChange(change)], afterwards: () => runAgainLater(parts, bankDay) };
    },
    decline: async ({ by, reason }) => {
      const ends = await listEnds(store, await getMatch(store, matchId));
      const fact = { type: 'proposal.declined' as const, proposalId, kind, by, reason };
      return ends.flatMap((one) => putDiscrepancyChange(applyDiscrepancyFact(one, fact, now())));
    },
  };
};
