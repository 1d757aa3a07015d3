import type { ReadToken } from '../runtime/officer-tokens.ts';
import type { ReconcileParts } from '../use-cases/parts.ts';
import { makeDiscrepancyReads } from './discrepancy-reads.ts';
import { makeAsOfficer } from './officers.ts';
import { makeReconciliationActs } from './reconciliation-acts.ts';
import { makeReconciliationReads } from './reconciliation-reads.ts';
import { makeReportRoutes } from './reconciliation-reports.ts';
import { makeRunFileRoutes } from './run-files.ts';
import type { HttpRoute } from './stack.ts';

/** The API of reconciliation: what statements prove, what they do not, and who closed which day on it. */
export const makeReconciliationRoutes = (
  parts: ReconcileParts & { readonly readToken: ReadToken },
): readonly HttpRoute[] => {
  const asOfficer = makeAsOfficer(parts.readToken);
  return [
    ...makeReconciliationReads(asOfficer, parts),
    ...makeRunFileRoutes(asOfficer, parts),
    ...makeReconciliationActs(asOfficer, parts),
    ...makeDiscrepancyReads(asOfficer, parts),
    ...makeReportRoutes(asOfficer, parts),
  ];
};
