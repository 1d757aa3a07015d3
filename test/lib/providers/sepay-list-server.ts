import { answerList, listed } from './sepay-example.ts';

/** A transaction as SePay keeps it: its number, and when it was, in seconds since 14:00 in Viet Nam. */
export type Kept = { readonly id: number; readonly second: number };

export const timeOf = (second: number): string =>
  new Date(Date.UTC(2026, 10, 21, 14, 0, second)).toISOString().slice(0, 19).replace('T', ' ');

const entryOf = ({ id, second }: Kept) => ({
  ...listed,
  id: String(id),
  reference_number: `FT${id}`,
  transaction_date: timeOf(second),
});

/** Answers as SePay’s list does by its documentation, in the order that a test says. */
export const answerAsSepay = (
  kept: readonly Kept[],
  url: string,
  compare: (one: Kept, other: Kept) => number,
): string => {
  const { searchParams: query } = new URL(url);
  const [since, from, until] = ['since_id', 'transaction_date_min', 'transaction_date_max'].map((name) =>
    query.get(name),
  );
  const found = kept.filter(
    ({ id, second }) =>
      id >= Number(since ?? 0) && timeOf(second) >= (from ?? '') && timeOf(second) <= (until ?? '9999'),
  );
  return answerList(
    found
      .toSorted(compare)
      .slice(0, Number(query.get('limit')))
      .map(entryOf),
  );
};
