import type { ReadToken } from '../runtime/officer-tokens.ts';
import type { DeskParts } from '../use-cases/parts.ts';
import { makeDeskActs } from './desk-acts.ts';
import { makeProposalRoutes } from './desk-proposals.ts';
import { makeDeskReads } from './desk-reads.ts';
import { makeAsOfficer } from './officers.ts';
import type { HttpRoute } from './stack.ts';

/** The API of the desk: what officers see, ask each other for, and decide. */
export const makeDeskRoutes = (parts: DeskParts & { readonly readToken: ReadToken }): readonly HttpRoute[] => {
  const asOfficer = makeAsOfficer(parts.readToken);
  return [
    ...makeDeskReads(asOfficer, parts.store),
    ...makeDeskActs(asOfficer, parts),
    ...makeProposalRoutes(asOfficer, parts),
  ];
};
