import type { ProposalRequest } from '../../../lib/domain/proposal.ts';
import type { RefusalCode } from '../../../lib/domain/refusal.ts';
import type { Proposed } from '../../../lib/use-cases/propose.ts';
import type { Books } from '../books.ts';
import type { Ended } from '../process.ts';
import { must } from '../violation.ts';
import type { Person } from './officer-people.ts';
import { refusalOf } from './portal-memory.ts';

/** What a person asked for, under which key, and the proposal that they were told it made. */
export type AskedFor = {
  readonly person: Person;
  readonly key: string;
  readonly request: ProposalRequest;
  proposalId?: string;
};

/** Why each act may be refused; any other code is a bug. */
const mayRefuse = {
  propose: ['refund-not-possible', 'refund-too-large', 'application-not-possible', 'not-at-desk', 'busy'],
  approve: [
    ...['proposal-decided', 'same-officer', 'refund-not-possible', 'refund-too-large'],
    ...['application-not-possible', 'not-at-desk', 'busy'],
  ],
  decline: ['proposal-decided', 'busy'],
  'enter transfer': ['not-at-desk', 'busy'],
  accept: ['not-at-desk', 'busy'],
  'end attempt': ['not-at-desk', 'busy'],
  'ask again': ['not-at-desk', 'busy'],
} as const satisfies Record<string, readonly string[]>;

export const checkRefusal = (act: keyof typeof mayRefuse, subject: string, ended: Ended<unknown>): void => {
  const code = refusalOf(ended);
  const codes: readonly string[] = mayRefuse[act];
  if (code !== undefined) must(codes.includes(code), subject, `${code} is no answer to "${act}"`);
};

/**
 * Promise 2, as an officer sees it: under one key they get one proposal, of what they asked for; and none of more money
 * than came.
 *
 * @param known the proposal that they were told of before they asked this time
 */
export const checkProposed = (books: Books, one: AskedFor, known: string | undefined, ended: Ended<Proposed>): void => {
  const { key, request } = one;
  const subject = one.proposalId ?? key;
  checkRefusal('propose', subject, ended);
  const code: RefusalCode | undefined = refusalOf(ended);
  if (known !== undefined) must(code === undefined || code === 'busy', subject, `${code ?? ''} after it was made`);
  if (ended.type !== 'answered') return;
  const { proposal } = ended.value;
  must(proposal.id === (one.proposalId ?? proposal.id), subject, `${key} makes the same proposal, not ${proposal.id}`);
  must(proposal.reason === request.reason, proposal.id, 'a proposal is of what was asked for');
  const kept = books.proposals.get(proposal.id);
  must(kept !== undefined, proposal.id, 'a proposal that was answered is stored');
  one.proposalId = proposal.id;
};
