import type * as z from 'zod/mini';
import { codeRandomBytes, codeSchema, makeCode } from './check-symbol.ts';
import { says } from './field-messages.ts';

const prefix = 'DN';

/**
 * A proposal's id (đề nghị): `DN`, nine random symbols and a check symbol. A refund's id is its proposal's; an officer
 * writes it into the text of the transfer that pays the refund, so it can be found there like a payment code.
 */
export const proposalIdSchema = codeSchema(prefix, says('not-a-refund-code')).brand<'ProposalId'>();

/** A proposal's id; see {@link proposalIdSchema}. */
export type ProposalId = z.infer<typeof proposalIdSchema>;

/** Random bytes that {@link makeProposalId} needs. */
export const proposalIdRandomBytes = codeRandomBytes;

/** A proposal id from {@link proposalIdRandomBytes} random bytes. */
export const makeProposalId = (random: Uint8Array): ProposalId => proposalIdSchema.parse(makeCode(prefix, random));
