import type { Result } from '../../../lib/domain/result.ts';
import { type BankDayName, bankDayNameSchema } from '../../../lib/domain/run.ts';
import type { Side } from '../../../lib/domain/statement-source.ts';
import { vietnamDaySchema } from '../../../lib/domain/time.ts';
import { put } from '../../../lib/store/key-table.ts';
import { reconciled } from '../../../lib/store/reconciliation-keys.ts';
import type { Store } from '../../../lib/store/store.ts';
import { merchantAccount } from '../../samples.ts';
import { makeBankDay, makeRun } from '../reports/sample-day.ts';

const [from, to] = ['2026-11-20', '2026-11-25'].map((on) => vietnamDaySchema.parse(on));

/** Some days of the sample account, and whose list stands for its bank. */
export const someDays = { accountId: merchantAccount.id, side: 'bank' as const, from: from!, to: to! };

const pagesOf = (results: readonly Result[], pageSize: number): Result[][] => {
  const sorted = results.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return Array.from({ length: Math.ceil(sorted.length / pageSize) }, (_, page) =>
    sorted.slice(page * pageSize, (page + 1) * pageSize),
  );
};

/** Puts a bank day into a store, with a run that counts and the pages of its results. */
export const putBankDay = async (
  store: Store,
  { side = 'bank', on = '2026-11-20' }: { side?: Side; on?: string },
  results: readonly Result[],
  pageSize = 100,
): Promise<BankDayName> => {
  const day = makeBankDay(results, { side, on });
  await store.commit([
    put(reconciled.bankDay(day), day),
    put(reconciled.run(day, 2), makeRun(`${side}-${on}.csv`)),
    ...pagesOf(results, pageSize).map((page) =>
      put(reconciled.resultPage(day, 2, page.at(-1)!.name), { version: 1, results: page }),
    ),
  ]);
  return bankDayNameSchema.parse(day);
};

/** All pages of a list, as a reader hands `next` back. */
export const readAll = async <T>(
  readPage: (
    after: string | undefined,
  ) => Promise<{ readonly items: readonly T[]; readonly next?: string | undefined }>,
): Promise<readonly (readonly T[])[]> => {
  const pages: (readonly T[])[] = [];
  for (let after: string | undefined; ;) {
    const { items, next } = await readPage(after);
    pages.push(items);
    if (next === undefined) return pages;
    if (next === after) throw new Error(`the page after ${next} is itself`);
    after = next;
  }
};
