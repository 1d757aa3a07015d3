import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { deskClassSchema } from '../domain/desk.ts';
import type { ReadToken } from '../runtime/officer-tokens.ts';
import type { Parts } from '../use-cases/parts.ts';
import { authenticateOfficer, type OfficerRole, requireRole, type SignedInOfficer } from './officers.ts';
import type { HttpRoute } from './stack.ts';

type Event = APIGatewayProxyEventV2;
type Answer = APIGatewayProxyStructuredResultV2;

/** What the API for officers needs beside the usual parts. */
type DeskParts = Parts & { readonly readToken: ReadToken };

const everybody: readonly OfficerRole[] = ['finance-officer', 'finance-approver', 'auditor'];

const countedMax = 100;

const json = (statusCode: number, body: unknown): Answer => ({
  statusCode,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

/** The API of the desk: what officers can do, each after showing who they are and that their roles allow it. */
export const makeDeskRoutes = (parts: DeskParts): readonly HttpRoute[] => {
  const asOfficer =
    (roles: readonly OfficerRole[], answer: (event: Event, officer: SignedInOfficer) => Promise<Answer>) =>
    async (event: Event) => {
      const officer = await authenticateOfficer(parts.readToken, event);
      requireRole(officer, roles);
      return answer(event, officer);
    };

  const summary = async (): Promise<Answer> => {
    const classes = deskClassSchema.options.map(async (name) => {
      const { items, next } = await parts.store.listDesk(name, { limit: countedMax });
      return { class: name, count: items.length, more: next !== undefined, oldestSince: items[0]?.deskSince };
    });
    return json(200, { classes: await Promise.all(classes) });
  };

  return [{ method: 'GET', path: '/v1/desk', handler: asOfficer(everybody, summary) }];
};
