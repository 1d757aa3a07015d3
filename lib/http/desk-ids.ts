import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { type OrderId, readPaymentCode } from '../domain/order-id.ts';
import { type ProposalId, proposalIdSchema } from '../domain/proposal-id.ts';
import { Refusal } from '../domain/refusal.ts';

/** A movement's key as an address can carry it. A key has at most 512 characters of at most three bytes. */
export const movementIdSchema = z.string().check(z.regex(/^[\w-]{2,2048}$/));

/** A movement's key as an address can carry it: base64url. */
export const toMovementId = (movementKey: string): string => Buffer.from(movementKey).toString('base64url');

/**
 * The key of the movement of an id.
 *
 * @throws Refusal not-found when no key can have this id
 */
export const readMovementId = (id: string): string => {
  const key = Buffer.from(id, 'base64url').toString();
  if (toMovementId(key) !== id || key.length === 0 || key.length > 512)
    throw new Refusal('not-found', { detail: 'There is no such movement.' });
  return key;
};

/**
 * A proposal's id, perhaps typed by a person.
 *
 * @throws Refusal not-found when it is none
 */
export const readProposalId = (typed: string): ProposalId => {
  const id = proposalIdSchema.safeParse(typed.toUpperCase().replaceAll(/[\s-]/g, ''));
  if (!id.success) throw new Refusal('not-found', { detail: 'There is no such proposal.' });
  return id.data;
};

type Event = APIGatewayProxyEventV2;

/** @throws Refusal not-found when the address names no movement that can be */
export const movementKeyIn = ({ pathParameters }: Event): string => readMovementId(pathParameters?.movementId ?? '');

/** @throws Refusal not-found when the address names no proposal that can be */
export const proposalIdIn = ({ pathParameters }: Event): ProposalId => readProposalId(pathParameters?.proposalId ?? '');

/** @throws Refusal order-not-found when the address names no order, in any form of its payment code */
export const orderIdIn = ({ pathParameters }: Event): OrderId => {
  const id = readPaymentCode(pathParameters?.id ?? '');
  if (id === undefined) throw new Refusal('order-not-found');
  return id;
};

const attemptNumberSchema = z.pipe(z.string().check(z.regex(/^[1-9]\d?$/)), z.coerce.number());

/** @throws Refusal not-at-desk when the address names no attempt that can be */
export const attemptIn = ({ pathParameters }: Event): number => {
  const number = attemptNumberSchema.safeParse(pathParameters?.number);
  if (!number.success) throw new Refusal('not-at-desk');
  return number.data;
};
