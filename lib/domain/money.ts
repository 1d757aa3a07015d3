import * as z from 'zod/mini';

/** A sum of whole Vietnamese đồng, 1 to 2^53 − 1: the đồng has no smaller unit in circulation, so there are no fractions. */
export const amountVndSchema = z.int().check(z.positive()).brand<'AmountVnd'>();

/** Whole đồng, above zero. */
export type AmountVnd = z.infer<typeof amountVndSchema>;

/** Whether a number is what {@link amountVndSchema} lets through, told without the schema: of millions of numbers. */
export const isAmountVnd = (value: number): value is AmountVnd => Number.isSafeInteger(value) && value > 0;

const sum = (amounts: readonly AmountVnd[]): number => amounts.reduce((total: number, amount) => total + amount, 0);

/** The sum of amounts, exactly; nothing when it leaves the integers that a double holds exactly. */
export const findSumVnd = (amounts: readonly AmountVnd[]): AmountVnd | undefined =>
  amountVndSchema.safeParse(sum(amounts)).data;

/**
 * The sum of amounts, exactly.
 *
 * @throws ZodError when the sum leaves the integers that a double holds exactly, or when there is nothing to add
 */
export const sumVnd = (amounts: readonly AmountVnd[]): AmountVnd => amountVndSchema.parse(sum(amounts));

/** A number with a mark between its thousands, `1.234.567`; a minus stays in front. */
export const groupThousands = (whole: number, mark: '.' | ','): string =>
  String(whole).replaceAll(/\B(?=(?:\d{3})+$)/g, mark);
