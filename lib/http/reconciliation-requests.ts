import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { agencyCodeSchema } from '../domain/codes.ts';
import { discrepancyClassSchema } from '../domain/desk.ts';
import { merchantAccountSchema } from '../domain/merchant-account.ts';
import { plainText } from '../domain/order-details.ts';
import { type OrderId, readPaymentCode } from '../domain/order-id.ts';
import { Refusal } from '../domain/refusal.ts';
import { type BankDayName, sha256Schema } from '../domain/run.ts';
import { sideSchema } from '../domain/statement-source.ts';
import { vietnamDaySchema } from '../domain/time.ts';
import { readMovementId } from './desk-ids.ts';
import { cursorSchema, limitSchema } from './paging.ts';

const accountIdSchema = merchantAccountSchema.shape.id;

/** Where a bank day is found: the account, the side, and the last of its days. */
export const bankDayPathSchema = z.object({ account: accountIdSchema, side: sideSchema, on: vietnamDaySchema });

const wholeNumber = (max: number) => z.coerce.number().check(z.int(), z.minimum(0), z.maximum(max));

const runNumberSchema = z.pipe(z.string().check(z.regex(/^[1-9]\d{0,5}$/)), z.coerce.number());

/** Where a run is found, as the API's description says it. */
export const runPathSchema = z.extend(bankDayPathSchema, { run: z.int().check(z.minimum(1), z.maximum(999_999)) });

/** Which file of a run: the bytes of its statement, or what the run has written. */
export const runFileSchema = z.enum(['statement', 'snapshot', 'terms', 'body', 'sidecar']);

/** A file of a run, as addresses name it. */
type NamedRunFile = z.infer<typeof runFileSchema>;

/** The query of `GET /v1/reconciliation/days`: the latest 31 days when none are given. */
export const daysQuerySchema = z.object({
  account: accountIdSchema,
  side: sideSchema,
  from: z.optional(vietnamDaySchema),
  to: z.optional(vietnamDaySchema),
});

/** The query of a list of runs. */
export const runsQuerySchema = z.object({ limit: limitSchema, after: cursorSchema(/^RUN#\d{6}$/) });

/** The query of a list of refused statements. */
export const quarantinedQuerySchema = z.object({
  limit: limitSchema,
  after: cursorSchema(/^QUARANTINED#[0-9a-f]{64}$/),
});

/** Of a name that the table takes: 1,000 bytes in base64url. */
const nameCursorLengthMax = 1334;

/** The query of a list of results: `after` is the name of one. */
export const resultsQuerySchema = z.object({
  limit: limitSchema,
  after: cursorSchema(/^[^\uFFFD]+$/, nameCursorLengthMax),
});

/** The query of a piece of a file. */
export const pieceQuerySchema = z.object({ offset: z._default(wholeNumber(Number.MAX_SAFE_INTEGER), 0) });

/** The query of a statement that is brought. */
export const arrivalQuerySchema = z.object({ name: plainText(200), from: z.optional(vietnamDaySchema) });

/** The body of `POST …/close`. */
export const closeBodySchema = z
  .strictObject({ bodySha256: sha256Schema })
  .register(z.globalRegistry, { id: 'CloseRequest' });

const amount = z.optional(wholeNumber(Number.MAX_SAFE_INTEGER));

/** The query of `GET /v1/reconciliation/discrepancies`. */
export const discrepancyQuerySchema = z.object({
  class: discrepancyClassSchema,
  account: z.optional(accountIdSchema),
  side: z.optional(sideSchema),
  agency: z.optional(agencyCodeSchema),
  provider: z.optional(z.string().check(z.regex(/^[a-z0-9-]{1,40}$/))),
  minVnd: amount,
  maxVnd: amount,
  olderThanDays: z.optional(wholeNumber(3660)),
  limit: limitSchema,
  after: cursorSchema(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z\nDISCREPANCY#[0-9a-f]{32}\nDISCREPANCY$/),
});

/** A discrepancy's id, as an address carries it. */
export const discrepancyIdSchema = z.string().check(z.regex(/^[0-9a-f]{32}$/));

type Event = APIGatewayProxyEventV2;

/** @throws Refusal not-found when the address names no bank day that can be */
export const bankDayIn = ({ pathParameters }: Event): BankDayName => {
  const path = bankDayPathSchema.safeParse(pathParameters);
  if (!path.success) throw new Refusal('not-found', { detail: 'There is no such bank day.' });
  const { account: accountId, side, on } = path.data;
  return { accountId, side, on };
};

/** @throws Refusal not-found when the address names no run that can be */
export const runIn = (event: Event): { readonly of: BankDayName; readonly run: number } => {
  const of = bankDayIn(event);
  const run = runNumberSchema.safeParse(event.pathParameters?.run);
  if (!run.success) throw new Refusal('not-found', { detail: 'There is no such run.' });
  return { of, run: run.data };
};

/** @throws Refusal not-found when a run has no file of this name */
export const runFileIn = ({ pathParameters }: Event): NamedRunFile => {
  const file = runFileSchema.safeParse(pathParameters?.file);
  if (!file.success) throw new Refusal('not-found', { detail: 'A run has no such file.' });
  return file.data;
};

/** @throws Refusal not-found when the address names no discrepancy that can be */
export const discrepancyIdIn = ({ pathParameters }: Event): string => {
  const id = discrepancyIdSchema.safeParse(pathParameters?.discrepancyId);
  if (!id.success) throw new Refusal('not-found', { detail: 'There is no such discrepancy.' });
  return id.data;
};

/**
 * What a payment is called: a payment code in any form, or the id that the desk gives its movement.
 *
 * @throws Refusal not-found when it is neither
 */
export const paymentIn = ({
  pathParameters,
}: Event): { readonly orderId: OrderId } | { readonly movementKey: string } => {
  const name = pathParameters?.payment ?? '';
  const orderId = readPaymentCode(name);
  return orderId === undefined ? { movementKey: readMovementId(name) } : { orderId };
};

/** How long a statement that is sent may be: a function is sent 6 MB at most, in which the bytes stand as base 64. */
export const statementBytesMax = 4 * 1024 * 1024;

/**
 * The bytes of a statement that is brought, as they were sent: what comes as text may have been made into text on the way.
 *
 * @throws Refusal statement-not-bytes or statement-too-large
 */
export const readStatement = ({ body = '', isBase64Encoded }: Event): Uint8Array => {
  if (!isBase64Encoded && body !== '') throw new Refusal('statement-not-bytes');
  const bytes = Buffer.from(body, 'base64');
  if (bytes.length > statementBytesMax) throw new Refusal('statement-too-large');
  return bytes;
};
