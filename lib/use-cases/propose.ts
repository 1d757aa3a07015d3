import { createHash } from 'node:crypto';
import { canonicalJson } from '../domain/canonical-json.ts';
import { type Officer, subjectOf } from '../domain/officer.ts';
import type { Proposal, ProposalRequest } from '../domain/proposal.ts';
import { makeProposal } from '../domain/proposal-decisions.ts';
import { makeProposalId, proposalIdRandomBytes } from '../domain/proposal-id.ts';
import { Refusal } from '../domain/refusal.ts';
import { at, type Idempotency, put } from '../store/key-table.ts';
import { find } from '../store/read.ts';
import { decideAgain } from './decide-again.ts';
import type { DeskParts, Parts } from './parts.ts';
import { askFor } from './proposal-acts.ts';
import { getProposal } from './read-desk.ts';

/** What an officer asks for, under which key of their own. */
export type Propose = {
  readonly officer: Officer;
  readonly idempotencyKey: string;
  readonly request: ProposalRequest;
};

/** The proposal, and whether this very request made it. */
export type Proposed = { readonly proposal: Proposal; readonly isNew: boolean };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** An officer's keys are apart from those of clients, none of which has a slash in its id. */
const callerOf = (officer: Officer): string => `officer/${sha256(subjectOf(officer))}`;

const hashRequest = (request: ProposalRequest): string => sha256(canonicalJson(request));

const getMade = async ({ store }: Parts, { request }: Propose, made: Idempotency): Promise<Proposed> => {
  if (made.bodyHash !== hashRequest(request)) throw new Refusal('idempotency-key-reused');
  return { proposal: await getProposal(store, made.madeId), isNew: false };
};

/**
 * Writes down what an officer asks another to approve, once for each key of the officer: the proposal, the key, and a
 * fact in the journal of everything that it is about, in one commit. No money moves and none is reserved.
 *
 * @throws Refusal order-not-found, not-found, refund-not-possible, refund-too-large, application-not-possible, not-at-desk,
 * discrepancy-not-resolvable, day-closed: it could not be approved as things stand
 * @throws Refusal idempotency-key-reused
 */
export const propose = (parts: DeskParts, by: Propose): Promise<Proposed> => {
  const { officer, idempotencyKey, request } = by;
  return decideAgain(parts, async () => {
    const { store, now, randomBytes } = parts;
    const idempotency = at.idempotency(callerOf(officer), idempotencyKey);
    const made = await find(store, idempotency);
    if (made) return getMade(parts, by, made);

    const id = makeProposalId(randomBytes(proposalIdRandomBytes));
    const { writes, amountVnd } = await askFor(parts, request, { id, by: officer });
    const proposal = makeProposal(request, { id, by: officer, amountVnd }, now());
    const outcome = await store.commit([
      put(at.proposal(id), proposal),
      put(idempotency, { version: 1, madeId: id, bodyHash: hashRequest(request) }),
      ...writes,
    ]);
    return outcome === 'conflict' ? 'conflict' : { proposal, isNew: true };
  });
};
