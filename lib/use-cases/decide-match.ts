import { type BankDay, type Join, joinsMax } from '../domain/bank-day.ts';
import { applyBankDayFact } from '../domain/bank-day-changes.ts';
import type { Discrepancy } from '../domain/discrepancy.ts';
import { afterOfficersEnd, applyDiscrepancyFact } from '../domain/discrepancy-changes.ts';
import { decidePair, refuseDifference } from '../domain/discrepancy-decisions.ts';
import { type AmountVnd, amountVndSchema } from '../domain/money.ts';
import type { Officer } from '../domain/officer.ts';
import type { MatchProposal, ProposalRequest } from '../domain/proposal.ts';
import type { ProposalId } from '../domain/proposal-id.ts';
import { Refusal } from '../domain/refusal.ts';
import { putBankDayChange, putDiscrepancyChange } from '../store/reconciliation-keys.ts';
import type { Store, Write } from '../store/store.ts';
import { dayOfLine, getOpenBankDay } from './get-open-bank-day.ts';
import type { DeskParts } from './parts.ts';
import type { Asked, Asking, ProposalActs } from './proposal-acts.ts';
import { getDiscrepancy } from './read-reconciliation.ts';
import { runAgainLater } from './run-again-later.ts';

/** What is to be matched: a line and a movement, with the bank day of the line; or one discrepancy in amounts. */
type Matched = {
  readonly discrepancies: readonly Discrepancy[];
  readonly pair?: { readonly join: Join; readonly bankDay: BankDay };
};

/** @throws Refusal when these cannot be matched as things stand */
const getMatched = async (store: Store, ids: readonly string[]): Promise<Matched> => {
  const discrepancies = await Promise.all(ids.map((id) => getDiscrepancy(store, id)));
  const [one, other] = discrepancies;
  if (one === undefined || other === undefined) {
    for (const alone of discrepancies) refuseDifference(alone);
    return { discrepancies };
  }
  const { line, join } = decidePair(one, other);
  return { discrepancies, pair: { join, bankDay: await getOpenBankDay(store, dayOfLine(line)) } };
};

/** What the match is about: what came or went by the line. */
const amountOf = ({ discrepancies, pair }: Matched): AmountVnd | undefined =>
  pair?.join.amountVnd ?? amountVndSchema.safeParse(discrepancies[0]?.result.line?.amountVnd).data;

/** Officers join a line of a bank day with a movement, which the next runs of the day go by. */
export const withJoin = (bankDay: BankDay, join: Join & { readonly proposalId: ProposalId }): BankDay => {
  const others = (bankDay.joins ?? []).filter(({ line, key }) => line !== join.line && key !== join.key);
  if (others.length >= joinsMax)
    throw new Refusal('discrepancy-not-resolvable', { detail: `The day has ${joinsMax} such matches already.` });
  return { ...bankDay, joins: [...others, join] };
};

/**
 * Asks for a line and a movement to be one, or for the amounts of one discrepancy to differ. Nothing is matched yet.
 *
 * @throws Refusal not-found, not-at-desk, discrepancy-not-resolvable, day-closed
 */
export const askForMatch = async (
  { store, now }: DeskParts,
  { kind, discrepancyIds, reason }: ProposalRequest & { kind: 'forced-match' },
  { id: proposalId, by }: Asking,
): Promise<Asked> => {
  const matched = await getMatched(store, discrepancyIds);
  const fact = { type: 'proposal.requested' as const, proposalId, kind, by, reason };
  const amountVnd = amountOf(matched);
  return {
    writes: matched.discrepancies.flatMap((one) => putDiscrepancyChange(applyDiscrepancyFact(one, fact, now()))),
    ...(amountVnd !== undefined && { amountVnd }),
  };
};

/** What deciding a forced match does: both ends of it are ended, and the next runs join them. */
export const matchActs = (parts: DeskParts, proposal: MatchProposal): ProposalActs => {
  const { store, now } = parts;
  const { id: proposalId, discrepancyIds, kind } = proposal;

  const endAll = ({ discrepancies }: Matched, by: Officer): readonly Write[] =>
    discrepancies.flatMap((one) => {
      const other = discrepancies.find(({ id }) => id !== one.id);
      const end = { by: 'proposal' as const, proposalId, officer: by, at: now() };
      const fact = { type: 'match.forced' as const, proposalId, by, ...(other && { with: other.id }) };
      return putDiscrepancyChange(afterOfficersEnd(one, end, fact));
    });

  return {
    approve: async (by) => {
      const matched = await getMatched(store, discrepancyIds);
      const { pair } = matched;
      if (pair === undefined) return { writes: endAll(matched, by) };
      const { join, bankDay } = pair;
      const { line, key } = join;
      const fact = { type: 'match.forced' as const, proposalId, by, line, key };
      const change = applyBankDayFact(withJoin(bankDay, { ...join, proposalId }), fact, now());
      return {
        writes: [...endAll(matched, by), ...putBankDayChange(change)],
        afterwards: () => runAgainLater(parts, bankDay),
      };
    },
    decline: async ({ by, reason }) => {
      const discrepancies = await Promise.all(discrepancyIds.map((id) => getDiscrepancy(store, id)));
      const fact = { type: 'proposal.declined' as const, proposalId, kind, by, reason };
      return discrepancies.flatMap((one) => putDiscrepancyChange(applyDiscrepancyFact(one, fact, now())));
    },
  };
};
