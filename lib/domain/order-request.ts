import * as z from 'zod/mini';
import { says } from './field-messages.ts';
import {
  beneficiaryAccountSchema,
  feeLineSchema,
  isSameAccount,
  type OrderDetails,
  orderDetailsSchema,
  personSchema,
} from './order-details.ts';
import { Refusal } from './refusal.ts';
import { addMs, dayMs, type Instant } from './time.ts';

/** An order that says nothing of its deadline stays payable so long. */
const defaultLifetimeMs = 30 * dayMs;

const lifetimeMsMax = 366 * dayMs;

/** A line as a portal sends it; what it repeats of the order must be the same. */
const requestedLineSchema = z
  .extend(feeLineSchema, {
    beneficiaryAccount: z.optional(beneficiaryAccountSchema),
    obligor: z.optional(personSchema),
  })
  .register(z.globalRegistry, { id: 'RequestedLine' });

const isOfFine = (lines: readonly { readonly kind: string }[]): boolean => lines.every(({ kind }) => kind === 'phat');

/** The body of `POST /v1/orders`. */
export const orderRequestSchema = z
  .extend(orderDetailsSchema, {
    payer: z.optional(personSchema),
    lines: z.array(requestedLineSchema).check(z.minLength(1), z.maxLength(50)),
    expiresAt: z.optional(orderDetailsSchema.shape.expiresAt),
    locale: z._default(orderDetailsSchema.shape.locale, 'vi'),
  })
  .check(
    z.superRefine(({ dossierCode, decisionNumber, lines }, context) => {
      if ((dossierCode === undefined) === (decisionNumber === undefined))
        context.addIssue({ code: 'custom', path: ['dossierCode'], message: says('dossier-or-decision') });
      if (decisionNumber !== undefined && !isOfFine(lines))
        context.addIssue({ code: 'custom', path: ['decisionNumber'], message: says('decision-of-fine-only') });
      lines.forEach(({ feeCode }, index) => {
        if (lines.findIndex((line) => line.feeCode === feeCode) < index)
          context.addIssue({ code: 'custom', path: ['lines', index, 'feeCode'], message: says('fee-code-twice') });
      });
    }),
  )
  .register(z.globalRegistry, { id: 'OrderRequest' });

export type OrderRequest = z.infer<typeof orderRequestSchema>;

const isSamePerson = (one: OrderRequest['obligor'], other: OrderRequest['obligor']): boolean =>
  one.name === other.name && one.idNumber === other.idNumber;

/**
 * The details of the order that a request asks for.
 *
 * @throws Refusal mixed-beneficiaries when a line names another account or obligor than the order
 * @throws Refusal deadline-passed
 */
export const decideDetails = (request: OrderRequest, now: Instant): OrderDetails => {
  const { lines, beneficiaryAccount, obligor } = request;
  const mixed = lines.findIndex(
    (line) =>
      !isSameAccount(line.beneficiaryAccount ?? beneficiaryAccount, beneficiaryAccount) ||
      !isSamePerson(line.obligor ?? obligor, obligor),
  );
  if (mixed >= 0) throw new Refusal('mixed-beneficiaries', { pointer: `/lines/${mixed}` });
  const expiresAt = request.expiresAt ?? addMs(now, defaultLifetimeMs);
  if (expiresAt <= now) throw new Refusal('deadline-passed', { pointer: '/expiresAt' });
  if (expiresAt > addMs(now, lifetimeMsMax))
    throw new Refusal('validation-failed', { errors: [{ pointer: '/expiresAt', message: says('too-far-ahead') }] });
  return {
    ...request,
    expiresAt,
    payer: request.payer ?? obligor,
    lines: lines.map(({ beneficiaryAccount: _account, obligor: _obligor, ...line }) => line),
  };
};
