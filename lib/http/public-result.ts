import * as z from 'zod/mini';
import { resultSchema } from '../domain/result.ts';

/** One row of a report, as it stands in the body. */
export const publicResultSchema = z.object(resultSchema.shape).register(z.globalRegistry, { id: 'Result' });

/** Results of a run in the order of their names; `next` goes into `after` of the next request. */
export const resultPageSchema = z
  .object({ items: z.array(publicResultSchema), next: z.optional(z.string()) })
  .register(z.globalRegistry, { id: 'ResultPage' });
