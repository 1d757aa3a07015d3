/** The place of the greatest of some remainders; the first of equal ones. */
const byRemainder = (remainders: readonly bigint[]): readonly number[] =>
  remainders
    .map((_, index) => index)
    .toSorted((one, other) => {
      const difference = (remainders[other] ?? 0n) - (remainders[one] ?? 0n);
      return difference > 0n ? 1 : difference < 0n ? -1 : one - other;
    });

/**
 * Shares out whole đồng in proportion to weights, by largest remainder: the shares add up to the amount exactly, none is
 * off its exact proportion by a đồng or more, and none is above its weight when the amount is not above their sum.
 *
 * @param amountVnd not negative; it must be 0 when all weights are
 */
export const shareOut = (amountVnd: number, weights: readonly number[]): readonly number[] => {
  const all = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (all === 0n) {
    if (amountVnd !== 0) throw new RangeError('there is nobody to share an amount out to');
    return weights;
  }
  const products = weights.map((weight) => BigInt(amountVnd) * BigInt(weight));
  const floors = products.map((product) => Number(product / all));
  const left = amountVnd - floors.reduce((sum, floor) => sum + floor, 0);
  const luckier = new Set(byRemainder(products.map((product) => product % all)).slice(0, left));
  return floors.map((floor, index) => floor + (luckier.has(index) ? 1 : 0));
};

/**
 * Lays amounts that pay a total end to end beside the amounts that make it up, and says how much of each pays for which:
 * one row for each payer. Rows and columns add up exactly when both sides add up to the same.
 */
export const layBeside = (paying: readonly number[], paid: readonly number[]): readonly (readonly number[])[] => {
  let payingFrom = 0;
  return paying.map((amount) => {
    const from = payingFrom;
    payingFrom += amount;
    const to = payingFrom;
    let paidFrom = 0;
    return paid.map((price) => {
      const begin = Math.max(from, paidFrom);
      paidFrom += price;
      return Math.max(0, Math.min(to, paidFrom) - begin);
    });
  });
};
