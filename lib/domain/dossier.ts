import * as z from 'zod/mini';
import { orderIdSchema } from './order-id.ts';

/**
 * Which order last asked for each fee of one dossier at one agency. Whether that order still stands in the way of a
 * new one is for its own head to say.
 */
export const dossierSchema = z.object({
  version: z.int().check(z.positive()),
  orderByFeeCode: z.record(z.string(), orderIdSchema),
});

export type Dossier = z.infer<typeof dossierSchema>;
