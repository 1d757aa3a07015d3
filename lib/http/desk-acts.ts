import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { parseOrRefuse } from '../domain/field-errors.ts';
import { acceptDiscrepancy, undoAcceptance } from '../use-cases/accept-discrepancy.ts';
import { acceptMovement } from '../use-cases/accept-movement.ts';
import { abandonAttempt, askAttemptAgain } from '../use-cases/end-doubt.ts';
import type { Parts } from '../use-cases/parts.ts';
import { getMovementAtDesk } from '../use-cases/read-desk.ts';
import { attemptIn, movementKeyIn, orderIdIn } from './desk-ids.ts';
import { reasonBodySchema } from './desk-requests.ts';
import { answerJson } from './json-answer.ts';
import { type AsOfficer, type Caller, may } from './officers.ts';
import { toDeskOrder } from './public-desk-order.ts';
import { toPublicDiscrepancy } from './public-discrepancy.ts';
import { toPublicMovement } from './public-movement.ts';
import { discrepancyIdIn } from './reconciliation-requests.ts';
import { languageOf, readJson } from './request.ts';
import type { HttpRoute } from './stack.ts';

type Event = APIGatewayProxyEventV2;
type Answer = APIGatewayProxyStructuredResultV2;

const reasonIn = (event: Event): string =>
  parseOrRefuse(reasonBodySchema, readJson(event), { language: languageOf(event) }).reason;

/** What one officer alone can do, because no money moves by it. */
export const makeDeskActs = (asOfficer: AsOfficer, parts: Parts): readonly HttpRoute[] => {
  const accept = async (event: Event, { by }: Caller): Promise<Answer> => {
    const movementKey = movementKeyIn(event);
    await acceptMovement(parts, { by, movementKey, reason: reasonIn(event) });
    return answerJson(200, toPublicMovement(await getMovementAtDesk(parts.store, movementKey)));
  };

  const abandon = async (event: Event, { by }: Caller): Promise<Answer> => {
    const of = { by, orderId: orderIdIn(event), attempt: attemptIn(event) };
    return answerJson(200, toDeskOrder(await abandonAttempt(parts, { ...of, reason: reasonIn(event) })));
  };

  const ask = async (event: Event, { by }: Caller): Promise<Answer> => {
    const of = { by, orderId: orderIdIn(event), attempt: attemptIn(event) };
    return answerJson(200, toDeskOrder(await askAttemptAgain(parts, of)));
  };

  const acceptFound = async (event: Event, { by }: Caller): Promise<Answer> => {
    const of = { by, id: discrepancyIdIn(event), reason: reasonIn(event) };
    return answerJson(200, toPublicDiscrepancy(await acceptDiscrepancy(parts, of)));
  };

  const undo = async (event: Event, { by }: Caller): Promise<Answer> => {
    const of = { by, id: discrepancyIdIn(event), reason: reasonIn(event) };
    return answerJson(200, toPublicDiscrepancy(await undoAcceptance(parts, of)));
  };

  const discrepancy = '/v1/desk/discrepancies/{discrepancyId}';
  const attempt = '/v1/desk/orders/{id}/attempts/{number}';
  return [
    { method: 'POST', path: '/v1/desk/movements/{movementId}/accept', handler: asOfficer(may.act, accept) },
    { method: 'POST', path: `${attempt}/abandon`, handler: asOfficer(may.act, abandon) },
    { method: 'POST', path: `${attempt}/ask`, handler: asOfficer(may.act, ask) },
    { method: 'POST', path: `${discrepancy}/accept`, handler: asOfficer(may.act, acceptFound) },
    { method: 'POST', path: `${discrepancy}/undo`, handler: asOfficer(may.ask, undo) },
  ];
};
