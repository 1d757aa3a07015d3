import * as z from 'zod/mini';
import { type OrderId, orderIdSchema } from './order-id.ts';

/**
 * Which order last asked for each fee of one dossier at one agency, and which ones before it. Whether one of them still
 * stands in the way of a new one is for its own head to say.
 */
export const dossierSchema = z.object({
  version: z.int().check(z.positive()),
  orderByFeeCode: z.record(z.string(), orderIdSchema),
  /** The latest last; at most ten for a fee. */
  formerOrdersByFeeCode: z.optional(z.record(z.string(), z.array(orderIdSchema))),
});

export type Dossier = z.infer<typeof dossierSchema>;

const formerOrdersMax = 10;

/** The dossier after an order asked for some of its fees. */
export const afterClaim = (dossier: Dossier | undefined, id: OrderId, feeCodes: readonly string[]): Dossier => {
  const former = feeCodes.flatMap((feeCode): [string, OrderId[]][] => {
    const last = dossier?.orderByFeeCode[feeCode];
    const before = dossier?.formerOrdersByFeeCode?.[feeCode] ?? [];
    return last === undefined ? [] : [[feeCode, [...before, last].slice(-formerOrdersMax)]];
  });
  const formerOrdersByFeeCode = { ...dossier?.formerOrdersByFeeCode, ...Object.fromEntries(former) };
  return {
    version: (dossier?.version ?? 0) + 1,
    orderByFeeCode: { ...dossier?.orderByFeeCode, ...Object.fromEntries(feeCodes.map((feeCode) => [feeCode, id])) },
    ...(Object.keys(formerOrdersByFeeCode).length > 0 && { formerOrdersByFeeCode }),
  };
};

/** The orders that asked for a fee after one of them did: its successor, that one's successor, and so on. */
export const listSuccessorIds = (dossier: Dossier, feeCode: string, id: OrderId): readonly OrderId[] => {
  const last = dossier.orderByFeeCode[feeCode];
  const ids = [...(dossier.formerOrdersByFeeCode?.[feeCode] ?? []), ...(last === undefined ? [] : [last])];
  return ids.slice(ids.indexOf(id) + 1);
};
