import { createHash } from 'node:crypto';
import { refuseApplication } from '../domain/application-decisions.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import { applyMovementFact } from '../domain/movement-changes.ts';
import { type Officer, subjectOf } from '../domain/officer.ts';
import { applyFact } from '../domain/order.ts';
import type { Proposal, ProposalRequest } from '../domain/proposal.ts';
import { makeProposal } from '../domain/proposal-decisions.ts';
import { makeProposalId, type ProposalId, proposalIdRandomBytes } from '../domain/proposal-id.ts';
import { refuseItemRefund, refuseOrderRefund } from '../domain/refund-decisions.ts';
import { Refusal } from '../domain/refusal.ts';
import { at, type Idempotency, put, putMovementChange, putOrderChange } from '../store/key-table.ts';
import { find } from '../store/read.ts';
import type { Write } from '../store/store.ts';
import { decideAgain } from './decide-again.ts';
import type { Parts } from './parts.ts';
import { getApplication, getMovement, getOrderAtDesk, getProposal } from './read-desk.ts';

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

type Requested = { readonly type: 'proposal.requested'; readonly proposalId: ProposalId } & Pick<
  ProposalRequest,
  'kind' | 'reason'
> & { readonly by: Officer };

/**
 * What is written in the journals of what a proposal is about.
 *
 * @throws Refusal when it could not be approved as things stand
 */
const subjectWrites = async (
  { store, now }: Parts,
  request: ProposalRequest,
  fact: Requested,
): Promise<readonly Write[]> => {
  if (request.kind === 'application') {
    const of = await getApplication(store, request);
    refuseApplication(of);
    const amountVnd = of.order.totalAmountVnd;
    return [
      ...putOrderChange(applyFact(of.order, { ...fact, amountVnd }, now())),
      ...of.parts.flatMap((part) =>
        putMovementChange(applyMovementFact(part.movement, { ...fact, amountVnd: part.amountVnd }, now())),
      ),
    ];
  }
  const { of, amountVnd } = request;
  if ('orderId' in of) {
    const order = await getOrderAtDesk(store, of.orderId);
    refuseOrderRefund(order, amountVnd);
    return putOrderChange(applyFact(order, { ...fact, amountVnd }, now()));
  }
  const movement = await getMovement(store, of.movementKey);
  refuseItemRefund(movement, amountVnd);
  return putMovementChange(applyMovementFact(movement, { ...fact, amountVnd }, now()));
};

/**
 * Writes down what an officer asks another to approve, once for each key of the officer: the proposal, the key, and a
 * fact in the journal of everything that it is about, in one commit. No money moves and none is reserved.
 *
 * @throws Refusal order-not-found, not-found, refund-not-possible, refund-too-large, application-not-possible: it could
 * not be approved as things stand
 * @throws Refusal idempotency-key-reused
 */
export const propose = (parts: Parts, by: Propose): Promise<Proposed> => {
  const { officer, idempotencyKey, request } = by;
  return decideAgain(parts, async () => {
    const { store, now, randomBytes } = parts;
    const idempotency = at.idempotency(callerOf(officer), idempotencyKey);
    const made = await find(store, idempotency);
    if (made) return getMade(parts, by, made);

    const id = makeProposalId(randomBytes(proposalIdRandomBytes));
    const proposal = makeProposal(request, { id, by: officer }, now());
    const { kind, reason } = request;
    const writes = await subjectWrites(parts, request, {
      type: 'proposal.requested',
      proposalId: id,
      kind,
      by: officer,
      reason,
    });
    const outcome = await store.commit([
      put(at.proposal(id), proposal),
      put(idempotency, { version: 1, madeId: id, bodyHash: hashRequest(request) }),
      ...writes,
    ]);
    return outcome === 'conflict' ? 'conflict' : { proposal, isNew: true };
  });
};
