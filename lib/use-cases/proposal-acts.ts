import type { AmountVnd } from '../domain/money.ts';
import type { Officer } from '../domain/officer.ts';
import type { Proposal, ProposalRequest } from '../domain/proposal.ts';
import type { ProposalId } from '../domain/proposal-id.ts';
import type { RefundWay } from '../domain/refund.ts';
import type { Write } from '../store/store.ts';
import { applicationActs, askForApplication } from './decide-application.ts';
import { askForEnding, endingActs } from './decide-ending.ts';
import { askForLine, lineActs } from './decide-line.ts';
import { askForMatch, matchActs } from './decide-match.ts';
import { askForRefund, refundActs } from './decide-refund.ts';
import { askForReopening, reopeningActs } from './decide-reopening.ts';
import { askForUndoing, undoingActs } from './decide-undoing.ts';
import type { DeskParts } from './parts.ts';

/** What is written when something is asked for, and the amount that it is about where the request does not say. */
export type Asked = { readonly writes: readonly Write[]; readonly amountVnd?: AmountVnd };

/** What an approval does beside the proposal itself. */
type Effect = {
  readonly writes: readonly Write[];
  /** Who pays a refund. */
  readonly way?: RefundWay;
  /** What is left to be done once all is committed; nothing is lost when it is not. */
  readonly afterwards?: () => Promise<void>;
};

/** Who declines, and why. */
export type Declining = { readonly by: Officer; readonly reason: string };

/** What deciding a proposal does to what it is about. */
export type ProposalActs = {
  readonly approve: (by: Officer) => Promise<Effect>;
  readonly decline: (by: Declining) => Promise<readonly Write[]>;
};

/** As which proposal it is asked for, and by whom. */
export type Asking = { readonly id: ProposalId; readonly by: Officer };

/**
 * Asks for something: it is told in the journals of whatever it is about.
 *
 * @throws Refusal when it could not be approved as things stand
 */
export const askFor = (parts: DeskParts, request: ProposalRequest, asking: Asking): Promise<Asked> => {
  switch (request.kind) {
    case 'refund':
      return askForRefund(parts, request, asking);
    case 'application':
      return askForApplication(parts, request, asking);
    case 'refund-ending':
      return askForEnding(parts, request, asking);
    case 'forced-match':
      return askForMatch(parts, request, asking);
    case 'match-undoing':
      return askForUndoing(parts, request, asking);
    case 'line':
      return askForLine(parts, request, asking);
    case 'reopening':
      return askForReopening(parts, request, asking);
  }
};

/** What approving or declining a proposal does, by its kind. */
export const actsOf = (parts: DeskParts, proposal: Proposal): ProposalActs => {
  switch (proposal.kind) {
    case 'refund':
      return refundActs(parts, proposal);
    case 'application':
      return applicationActs(parts, proposal);
    case 'refund-ending':
      return endingActs(parts, proposal);
    case 'forced-match':
      return matchActs(parts, proposal);
    case 'match-undoing':
      return undoingActs(parts, proposal);
    case 'line':
      return lineActs(parts, proposal);
    case 'reopening':
      return reopeningActs(parts, proposal);
  }
};
