import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { parseOrRefuse } from '../domain/field-errors.ts';
import { isSameOfficer } from '../domain/officer.ts';
import type { Proposal } from '../domain/proposal.ts';
import { acceptContradiction } from '../use-cases/accept-contradiction.ts';
import { approveProposal, declineProposal } from '../use-cases/decide-proposal.ts';
import { askRefundAgain } from '../use-cases/end-doubt.ts';
import { enterTransfer } from '../use-cases/enter-transfer.ts';
import type { DeskParts } from '../use-cases/parts.ts';
import { propose } from '../use-cases/propose.ts';
import { findRefundState, getProposal, listDesk, listRefundAnswers } from '../use-cases/read-desk.ts';
import { proposalIdIn } from './desk-ids.ts';
import {
  proposalBodySchema,
  proposalQuerySchema,
  reasonBodySchema,
  toProposalRequest,
  transferBodySchema,
} from './desk-requests.ts';
import { answerJson } from './json-answer.ts';
import { type AsOfficer, type Caller, may, requireRole } from './officers.ts';
import { toCursor } from './paging.ts';
import { toFullProposal, toPublicProposal } from './public-proposal.ts';
import { getIdempotencyKey, languageOf, readJson, readQuery } from './request.ts';
import type { HttpRoute } from './stack.ts';

type Event = APIGatewayProxyEventV2;
type Answer = APIGatewayProxyStructuredResultV2;

/** What one officer asks for and another approves. */
export const makeProposalRoutes = (asOfficer: AsOfficer, parts: DeskParts): readonly HttpRoute[] => {
  const { store } = parts;

  const show = async (proposal: Proposal, statusCode = 200): Promise<Answer> => {
    const refund = await findRefundState(store, proposal);
    const answers = proposal.kind === 'refund' ? await listRefundAnswers(store, proposal.id) : [];
    return answerJson(statusCode, toFullProposal({ proposal, refund, answers }));
  };

  const make = async (event: Event, { by: officer }: Caller): Promise<Answer> => {
    const idempotencyKey = getIdempotencyKey(event);
    const body = parseOrRefuse(proposalBodySchema, readJson(event), { language: languageOf(event) });
    const made = await propose(parts, { officer, idempotencyKey, request: toProposalRequest(body) });
    return show(made.proposal, made.isNew ? 201 : 200);
  };

  const list = async (event: Event): Promise<Answer> => {
    const query = parseOrRefuse(proposalQuerySchema, readQuery(event), { language: languageOf(event) });
    const { items, next } = await listDesk(store, query);
    const proposals = items.flatMap((waiting) => (waiting.type === 'proposal' ? [waiting.proposal] : []));
    return answerJson(200, { items: proposals.map(toPublicProposal), next: toCursor(next) });
  };

  const get = async (event: Event): Promise<Answer> => show(await getProposal(store, proposalIdIn(event)));

  const approve = async (event: Event, { by }: Caller): Promise<Answer> =>
    show(await approveProposal(parts, by, proposalIdIn(event)));

  /** Whoever asked for something can take it back, also without the role that declines what others ask for. */
  const decline = async (event: Event, caller: Caller): Promise<Answer> => {
    const { reason } = parseOrRefuse(reasonBodySchema, readJson(event), { language: languageOf(event) });
    const { id, askedBy } = await getProposal(store, proposalIdIn(event));
    if (!isSameOfficer(askedBy, caller.by)) requireRole(caller, may.approve);
    return show(await declineProposal(parts, { by: caller.by, id, reason }));
  };

  const transfer = async (event: Event, { by }: Caller): Promise<Answer> => {
    const made = parseOrRefuse(transferBodySchema, readJson(event), { language: languageOf(event) });
    return show(await enterTransfer(parts, { by, id: proposalIdIn(event), transfer: made }));
  };

  const ask = async (event: Event, { by }: Caller): Promise<Answer> => {
    const id = proposalIdIn(event);
    await askRefundAgain(parts, by, id);
    return show(await getProposal(store, id));
  };

  const accept = async (event: Event, { by }: Caller): Promise<Answer> => {
    const { reason } = parseOrRefuse(reasonBodySchema, readJson(event), { language: languageOf(event) });
    return show(await acceptContradiction(parts, { by, id: proposalIdIn(event), reason }));
  };

  return [
    { method: 'POST', path: '/v1/desk/proposals', handler: asOfficer(may.ask, make) },
    { method: 'GET', path: '/v1/desk/proposals', handler: asOfficer(may.read, list) },
    { method: 'GET', path: '/v1/desk/proposals/{proposalId}', handler: asOfficer(may.read, get) },
    { method: 'POST', path: '/v1/desk/proposals/{proposalId}/approve', handler: asOfficer(may.approve, approve) },
    { method: 'POST', path: '/v1/desk/proposals/{proposalId}/decline', handler: asOfficer(may.ask, decline) },
    { method: 'POST', path: '/v1/desk/proposals/{proposalId}/transfer', handler: asOfficer(may.act, transfer) },
    { method: 'POST', path: '/v1/desk/proposals/{proposalId}/ask', handler: asOfficer(may.act, ask) },
    { method: 'POST', path: '/v1/desk/proposals/{proposalId}/accept', handler: asOfficer(may.act, accept) },
  ];
};
