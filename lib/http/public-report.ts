import * as z from 'zod/mini';
import { collectionSchema } from '../reports/collections.ts';
import { detailRowSchema } from '../reports/detail.ts';
import { discrepancyRowSchema } from '../reports/discrepancies.ts';
import { overviewRowSchema } from '../reports/overview.ts';

/** The rows of an overview: no more than days, so all at once. */
export const overviewSchema = z
  .object({ items: z.array(overviewRowSchema) })
  .register(z.globalRegistry, { id: 'Overview' });

/** A page of the rows of a detail; `next` goes into `after` of the next request. */
export const detailPageSchema = z
  .object({ items: z.array(detailRowSchema), next: z.optional(z.string()) })
  .register(z.globalRegistry, { id: 'DetailPage' });

/** A page of collections, which may have parts of the same sum as others. */
export const collectionPageSchema = z
  .object({ items: z.array(collectionSchema), next: z.optional(z.string()) })
  .register(z.globalRegistry, { id: 'CollectionPage' });

/** A page of open discrepancies with their ages. */
export const discrepancyReportPageSchema = z
  .object({ items: z.array(discrepancyRowSchema), next: z.optional(z.string()) })
  .register(z.globalRegistry, { id: 'DiscrepancyReportPage' });
