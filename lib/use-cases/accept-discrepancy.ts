import type { Discrepancy } from '../domain/discrepancy.ts';
import { afterOfficersEnd, afterUndoingExplained, type DiscrepancyChange } from '../domain/discrepancy-changes.ts';
import { refuseAcceptance } from '../domain/discrepancy-decisions.ts';
import type { Officer } from '../domain/officer.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Instant } from '../domain/time.ts';
import { putDiscrepancyChange } from '../store/reconciliation-keys.ts';
import { decideAgain } from './decide-again.ts';
import type { Parts } from './parts.ts';
import { getDiscrepancy } from './read-reconciliation.ts';

/** Who says what of which discrepancy, and why. */
type AcceptDiscrepancy = { readonly by: Officer; readonly id: string; readonly reason: string };

const change = (
  parts: Parts,
  id: string,
  decide: (discrepancy: Discrepancy, at: Instant) => DiscrepancyChange,
): Promise<Discrepancy> =>
  decideAgain(parts, async () => {
    const { store, now } = parts;
    const changed = decide(await getDiscrepancy(store, id), now());
    const outcome = await store.commit(putDiscrepancyChange(changed));
    return outcome === 'conflict' ? 'conflict' : changed.discrepancy;
  });

/**
 * Ends a discrepancy that an officer can explain. No money moves and nothing is matched; a run that finds it again the same
 * leaves it ended.
 *
 * @throws Refusal not-found
 * @throws Refusal not-at-desk when it is not open
 * @throws Refusal discrepancy-not-resolvable when money is to be taken, or amounts differ: that takes two officers
 */
export const acceptDiscrepancy = (parts: Parts, { by, id, reason }: AcceptDiscrepancy): Promise<Discrepancy> =>
  change(parts, id, (discrepancy, at) => {
    refuseAcceptance(discrepancy);
    const end = { by: 'acceptance' as const, officer: by, reason, at };
    return afterOfficersEnd(discrepancy, end, { type: 'discrepancy.accepted', by, reason });
  });

/**
 * Takes back what an officer accepted: the discrepancy is open as it was, unless a run has explained it since.
 *
 * @throws Refusal not-found
 * @throws Refusal not-at-desk when nobody has accepted it
 */
export const undoAcceptance = (parts: Parts, { by, id, reason }: AcceptDiscrepancy): Promise<Discrepancy> =>
  change(parts, id, (discrepancy, at) => {
    if (discrepancy.end?.by !== 'acceptance')
      throw new Refusal('not-at-desk', { detail: 'No officer has accepted the discrepancy.' });
    return afterUndoingExplained(discrepancy, { type: 'acceptance.undone', by, reason }, at);
  });
