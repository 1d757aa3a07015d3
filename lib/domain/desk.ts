import * as z from 'zod/mini';
import { instantSchema } from './time.ts';

/** Why genuine money made no order paid. */
export const unappliedReasonSchema = z.enum(['unknown-reference', 'wrong-amount', 'paid-twice', 'closed-order']);

export type UnappliedReason = z.infer<typeof unappliedReasonSchema>;

/** What reconciliation found and could not explain, by the class of the result, in the order in which it is reported. */
export const discrepancyClasses = [
  'amount-differs',
  'missing-at-provider',
  'missing-at-lephi',
  'line-of-unknown-reference',
  'duplicate-line',
  'line-reversed',
] as const;

/** See {@link discrepancyClasses}. */
export const discrepancyClassSchema = z.enum(discrepancyClasses);

/**
 * What can wait at the desk, by class: unapplied items by their reason; a debit that no refund explains; a movement of
 * which a provider said two different things; one that was reversed after some of its money had been used; an attempt
 * that three days of questions did not settle; what one officer proposed and another must approve; a refund whose
 * transfer an officer must make, and one that no question settled; and discrepancies.
 */
export const deskClassSchema = z.enum([
  ...unappliedReasonSchema.options,
  'unexplained-debit',
  'contradicted',
  'reversed-in-part',
  'attempt-in-doubt',
  'proposal',
  'refund-to-transfer',
  'refund-in-doubt',
  ...discrepancyClasses,
]);

export type DeskClass = z.infer<typeof deskClassSchema>;

/** That something waits for an officer: as what, and since when. */
export const deskSchema = z.object({ class: deskClassSchema, since: instantSchema });

export type Desk = z.infer<typeof deskSchema>;
