import * as z from 'zod/mini';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { proposalIdSchema } from '../domain/proposal-id.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import { proposalBodySchema, proposalQuerySchema, reasonBodySchema, transferBodySchema } from './desk-requests.ts';
import { answering, byOfficers, jsonBody, refusingOfficers, wrongBody } from './openapi-answers.ts';
import { deskExamples } from './openapi-desk-examples.ts';
import { fullProposalSchema, proposalPageSchema } from './public-proposal.ts';
import { idempotencyKeySchema } from './request.ts';

const proposalPath = z.object({ proposalId: proposalIdSchema });

const impossible: readonly RefusalCode[] = [
  'order-not-found',
  'not-found',
  'refund-not-possible',
  'refund-too-large',
  'application-not-possible',
  'not-at-desk',
  'discrepancy-not-resolvable',
  'day-closed',
];

/** What officers ask each other for, and decide. */
export const proposalPaths: ZodOpenApiPathsObject = {
  '/v1/desk/proposals': {
    post: byOfficers({
      operationId: 'makeProposal',
      summary: 'Ask for what two officers must decide',
      description:
        'A refund; unapplied money to pay an order; the end of a refund that no question settled; a line and a movement to be ' +
        'matched, or a match to be undone; a line to be taken as a movement; a closed bank day to be opened. Another officer ' +
        'must approve it; until then no money moves and none is reserved. The same `Idempotency-Key` with ' +
        'the same body gives the same proposal again, for ever; with another body it is refused. Needs the role ' +
        '`finance-officer` or `finance-approver`.',
      requestParams: { header: z.object({ 'Idempotency-Key': idempotencyKeySchema }) },
      requestBody: jsonBody(proposalBodySchema, deskExamples.proposalBody),
      responses: {
        '201': answering('It waits for another officer', fullProposalSchema, deskExamples.requested),
        '200': answering('The same key had made it before', fullProposalSchema, deskExamples.requested),
        ...refusingOfficers(...wrongBody, ...impossible, 'idempotency-key-missing', 'idempotency-key-reused'),
      },
    }),
    get: byOfficers({
      operationId: 'listProposals',
      summary: 'List the proposals that wait',
      description: 'For approval, or for the transfer of an approved refund. The longest waiting first.',
      requestParams: { query: proposalQuerySchema },
      responses: {
        '200': answering('A page of proposals', proposalPageSchema, deskExamples.proposals),
        ...refusingOfficers('validation-failed'),
      },
    }),
  },
  '/v1/desk/proposals/{proposalId}': {
    get: byOfficers({
      operationId: 'getProposal',
      summary: 'Get a proposal',
      description: 'With how far its refund has come, and what the provider answered.',
      requestParams: { path: proposalPath },
      responses: {
        '200': answering('The proposal', fullProposalSchema, deskExamples.transferred),
        ...refusingOfficers('not-found'),
      },
    }),
  },
  '/v1/desk/proposals/{proposalId}/approve': {
    post: byOfficers({
      operationId: 'approveProposal',
      summary: 'Approve what another officer asked for',
      description:
        'Decided anew with what is there now: a refund is reserved and the provider is asked for it, or it waits for a ' +
        'transfer; an application pays its order; a refund in doubt is done, or gone and its amount free again; a line is ' +
        'taken like a callback; what is matched shows in the next run. Doing it again changes nothing. There is no body. Needs the role `finance-approver`, and another person than the one who ' +
        'asked.',
      requestParams: { path: proposalPath },
      responses: {
        '200': answering('The proposal', fullProposalSchema, deskExamples.approved),
        ...refusingOfficers('not-found', ...impossible.slice(2), 'proposal-decided', 'same-officer'),
      },
    }),
  },
  '/v1/desk/proposals/{proposalId}/decline': {
    post: byOfficers({
      operationId: 'declineProposal',
      summary: 'Decline a proposal, or take one’s own back',
      description:
        'An approved refund can be given up while nobody has begun to pay it. Doing it again changes nothing. Needs the ' +
        'role `finance-approver`; whoever asked needs none but theirs.',
      requestParams: { path: proposalPath },
      requestBody: jsonBody(reasonBodySchema, deskExamples.reasonBody),
      responses: {
        '200': answering('The proposal', fullProposalSchema, deskExamples.declined),
        ...refusingOfficers(...wrongBody, 'not-found', 'proposal-decided'),
      },
    }),
  },
  '/v1/desk/proposals/{proposalId}/transfer': {
    post: byOfficers({
      operationId: 'enterTransfer',
      summary: 'Tell of the transfer that pays a refund',
      description:
        'For an approved refund that no provider can pay. Its debit closes it: the one of that reference, or one whose text ' +
        'names the proposal. Told again, it replaces what was wrong. Needs the role `finance-officer`.',
      requestParams: { path: proposalPath },
      requestBody: jsonBody(transferBodySchema, deskExamples.transferBody),
      responses: {
        '200': answering('The proposal', fullProposalSchema, deskExamples.transferred),
        ...refusingOfficers(...wrongBody, 'not-found', 'not-at-desk'),
      },
    }),
  },
  '/v1/desk/proposals/{proposalId}/ask': {
    post: byOfficers({
      operationId: 'askAfterRefund',
      summary: 'Have a refund looked after once more',
      description:
        'One that waits as `refund-in-doubt`: the provider is asked, or its debit looked for, within a minute or so. There ' +
        'is no body. Needs the role `finance-officer`.',
      requestParams: { path: proposalPath },
      responses: {
        '200': answering('The proposal', fullProposalSchema, deskExamples.approved),
        ...refusingOfficers('not-found', 'not-at-desk'),
      },
    }),
  },
  '/v1/desk/proposals/{proposalId}/accept': {
    post: byOfficers({
      operationId: 'acceptContradiction',
      summary: 'Accept that a provider said otherwise of a refund',
      description:
        'For a refund that waits as `contradicted`: officers had ended it, and its provider says that it was paid after ' +
        'all, or was not. No money moves by it. Needs the role `finance-officer`.',
      requestParams: { path: proposalPath },
      requestBody: jsonBody(reasonBodySchema, { reason: 'Đã hoàn lại bằng đề nghị khác' }),
      responses: {
        '200': answering('The proposal', fullProposalSchema, deskExamples.transferred),
        ...refusingOfficers(...wrongBody, 'not-found', 'not-at-desk'),
      },
    }),
  },
};
