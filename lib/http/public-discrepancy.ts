import * as z from 'zod/mini';
import { agencyCodeSchema } from '../domain/codes.ts';
import type { Discrepancy } from '../domain/discrepancy.ts';
import { orderIdSchema } from '../domain/order-id.ts';
import { correctionSchema, resultClassSchema } from '../domain/result.ts';
import { bankDayNameSchema } from '../domain/run.ts';
import { instantSchema, vietnamDaySchema } from '../domain/time.ts';
import { publicDeskClassSchema } from './desk-requests.ts';
import { publicOfficerSchema } from './public-proposal.ts';
import { publicResultSchema } from './public-result.ts';

/** A discrepancy in a list: nothing in it says who paid. */
const discrepancySummarySchema = z
  .object({
    id: z.string(),
    ...bankDayNameSchema.shape,
    agencyCode: agencyCodeSchema,
    provider: z.string(),
    status: z.enum(['open', 'ended']),
    class: z.optional(publicDeskClassSchema),
    since: z.optional(instantSchema),
    foundAs: resultClassSchema,
    statementVnd: z.int(),
    lephiVnd: z.int(),
    orderId: z.optional(orderIdSchema),
    correction: z.optional(correctionSchema),
    foundAt: instantSchema,
    firstRun: z.int(),
    latestOn: vietnamDaySchema,
    latestRun: z.int(),
    carriedUntil: z.optional(instantSchema),
    overdue: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'DiscrepancySummary' });

/** A page of discrepancies; `next` goes into `after` of the next request. */
export const discrepancyPageSchema = z
  .object({ items: z.array(discrepancySummarySchema), next: z.optional(z.string()) })
  .register(z.globalRegistry, { id: 'DiscrepancyPage' });

/** A discrepancy with its line and entry, what was tried, what would close it, and what closed it. */
export const publicDiscrepancySchema = z
  .extend(discrepancySummarySchema, {
    result: publicResultSchema,
    end: z.optional(
      z.object({
        by: z.enum(['run', 'acceptance', 'proposal']),
        at: instantSchema,
        on: z.optional(vietnamDaySchema),
        run: z.optional(z.int()),
        officer: z.optional(publicOfficerSchema),
        reason: z.optional(z.string()),
        proposalId: z.optional(z.string()),
      }),
    ),
  })
  .register(z.globalRegistry, { id: 'Discrepancy' });

/** A discrepancy as it stands in a list. */
export const toDiscrepancySummary = (discrepancy: Discrepancy): z.input<typeof discrepancySummarySchema> => {
  const { id, of, agencyCode, provider, status, desk, result, foundAt, firstRun, latestOn, latestRun } = discrepancy;
  return {
    id,
    ...of,
    agencyCode,
    provider,
    status,
    ...desk,
    foundAs: result.class,
    statementVnd: result.statementVnd,
    lephiVnd: result.lephiVnd,
    orderId: result.entry?.orderId,
    correction: result.correction,
    foundAt,
    firstRun,
    latestOn,
    latestRun,
    carriedUntil: discrepancy.dueAt,
    overdue: discrepancy.overdue ?? false,
  };
};

/** A discrepancy with all that is known of it. */
export const toPublicDiscrepancy = (discrepancy: Discrepancy): z.input<typeof publicDiscrepancySchema> => ({
  ...toDiscrepancySummary(discrepancy),
  result: discrepancy.result,
  end: discrepancy.end,
});
