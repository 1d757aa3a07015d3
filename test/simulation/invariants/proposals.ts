import type { Officer } from '../../../lib/domain/officer.ts';
import type { Proposal } from '../../../lib/domain/proposal.ts';
import type { Books, ProposalBook } from '../books.ts';
import { must, Violation } from '../violation.ts';

/** Who a credential belongs to: letters with marks may be written in two ways, and blanks around are nothing. */
const personOf = ({ subject }: Officer): string => subject.normalize('NFC').trim();

/** Nothing is reconciled here. */
const outOfPlay = ({ id, kind }: Proposal): never => {
  throw new Violation(id, `nobody asks for a ${kind}`);
};

const whatOf = (proposal: Proposal): readonly unknown[] => {
  if (proposal.kind === 'refund') return [proposal.of, proposal.amountVnd];
  if (proposal.kind === 'application') return [proposal.orderId, proposal.parts];
  return proposal.kind === 'refund-ending'
    ? [proposal.refundId, proposal.as, proposal.amountVnd, proposal.evidence]
    : outOfPlay(proposal);
};

/** What was asked for and by whom, which nothing changes afterwards. */
const askedOf = (proposal: Proposal): string => {
  const { kind, reason, askedBy, askedAt } = proposal;
  return JSON.stringify([kind, reason, askedBy, askedAt, whatOf(proposal)]);
};

type Fact = { readonly type: string; readonly refundId?: string; readonly proposalId?: string; readonly by?: Officer };

/** The journals of what a proposal is about. */
const factsAbout = (books: Books, proposal: Proposal): readonly Fact[] => {
  const { orders, movements, proposals } = books;
  if (proposal.kind === 'refund-ending') return factsAbout(books, proposals.get(proposal.refundId)!.proposal);
  const ofOrder = (id: string): readonly Fact[] => (orders.get(id)?.events ?? []).map(({ fact }) => fact as Fact);
  const ofMovement = (key: string): readonly Fact[] =>
    (movements.get(key)?.events ?? []).map(({ fact }) => fact as Fact);
  if (proposal.kind === 'application')
    return [...ofOrder(proposal.orderId), ...proposal.parts.flatMap(({ movementKey }) => ofMovement(movementKey))];
  if (proposal.kind !== 'refund') return outOfPlay(proposal);
  return 'orderId' in proposal.of ? ofOrder(proposal.of.orderId) : ofMovement(proposal.of.movementKey);
};

/** What becomes of a refund that officers end. */
const endings: readonly string[] = ['refund.failed', 'refund.done', 'order.part-refunded', 'order.refunded'];

/** How often its approval has had its effect. */
const effectsOf = (books: Books, proposal: Proposal): number => {
  const facts = factsAbout(books, proposal);
  if (proposal.kind === 'refund')
    return facts.filter(({ type, refundId }) => type === 'refund.approved' && refundId === proposal.id).length;
  if (proposal.kind === 'refund-ending')
    return facts.filter(({ type, proposalId }) => endings.includes(type) && proposalId === proposal.id).length;
  if (proposal.kind !== 'application') return outOfPlay(proposal);
  const paid = books.orders
    .get(proposal.orderId)!
    .events.filter(({ fact }) => fact.type === 'order.paid' && fact.payment.proposalId === proposal.id).length;
  const applied = facts.filter(({ type, proposalId }) => type === 'money.applied' && proposalId === proposal.id).length;
  must(applied === paid * proposal.parts.length, proposal.id, 'all parts of an application are applied, or none');
  return paid;
};

/** Each act of an officer is in the journals of what it was about. */
const checkTold = (books: Books, proposal: Proposal): void => {
  const facts = factsAbout(books, proposal);
  const count = (type: string): number =>
    facts.filter((fact) => fact.type === type && fact.proposalId === proposal.id).length;
  const subjects = proposal.kind === 'application' ? proposal.parts.length + 1 : 1;
  const [asked, declined] = [count('proposal.requested'), count('proposal.declined')];
  must(asked === subjects, proposal.id, `what was asked for is told ${asked} times in ${subjects} journals`);
  const hadEffect = effectsOf(books, proposal) > 0;
  if (proposal.status !== 'declined') must(declined === 0, proposal.id, 'nobody declined it');
  // One that was approved and then given up ends its refund, and tells of itself only when there is none any more.
  else must(declined === subjects || (hadEffect && declined === 0), proposal.id, `declined is told ${declined} times`);
};

/** Promises 2 and 6, for one proposal: what was asked for stays, two persons approve it, and it has its effect once. */
export const checkProposal = (books: Books, { id, first, proposal }: ProposalBook): void => {
  must(askedOf(proposal) === askedOf(first), id, 'what was asked for never changes');
  const effects = effectsOf(books, proposal);
  must(effects <= 1, id, `its approval has its effect once, not ${effects} times`);
  must(proposal.status !== 'requested' || effects === 0, id, 'it has no effect before it is approved');
  must(proposal.status !== 'approved' || effects === 1, id, 'an approved proposal has its effect');
  if (proposal.status === 'approved')
    must(
      proposal.decidedBy !== undefined && personOf(proposal.decidedBy) !== personOf(proposal.askedBy),
      id,
      'another officer than the one who asked approves it',
    );
  checkTold(books, proposal);
};
