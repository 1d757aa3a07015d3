import type { Result } from '../domain/result.ts';
import type { BankDayName } from '../domain/run.ts';
import { list } from '../store/read.ts';
import { reconciled } from '../store/reconciliation-keys.ts';
import type { Store } from '../store/store.ts';

/** A text just before a name, in the order of the table and of the twin: no name lies between the two. */
const justBefore = (name: string): string =>
  `${name.slice(0, -1)}${String.fromCharCode(name.charCodeAt(name.length - 1) - 1)}\uFFFF`;

/** The result of a name in a run, by one query: pages are found by their last name. */
export const findResult = async (
  store: Store,
  { of, run }: { readonly of: BankDayName; readonly run: number },
  name: string,
): Promise<Result | undefined> => {
  const under = reconciled.resultPages(of, run);
  const { items } = await list(store, under, { limit: 1, after: `${under.sk}${justBefore(name)}` });
  return items[0]?.results.find((result) => result.name === name);
};
