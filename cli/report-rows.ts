import type * as z from 'zod';
import type { VietnamDay } from '../lib/domain/time.ts';
import {
  collectionPageSchema,
  detailPageSchema,
  discrepancyReportPageSchema,
  overviewSchema,
} from '../lib/http/public-report.ts';
import { addUp, type Collection, collectionsReport } from '../lib/reports/collections.ts';
import { detailReport } from '../lib/reports/detail.ts';
import { discrepanciesReport } from '../lib/reports/discrepancies.ts';
import { overviewReport } from '../lib/reports/overview.ts';
import type { Table } from '../lib/reports/table.ts';
import { showBar } from './progress-bar.ts';
import type { Reconciliation } from './reconciliation-client.ts';
import type { Terminal } from './terminal.ts';

/** What a report is wanted of. */
type Wanted = {
  readonly account: readonly string[];
  readonly side?: string | undefined;
  readonly from: VietnamDay;
  readonly to: VietnamDay;
};

/** Where its rows come from, and who waits for them. */
type Source = { readonly api: Reconciliation; readonly terminal: Terminal };

type Page<Row> = { readonly items: readonly Row[]; readonly next?: string | undefined };

/** The day of a row, by which its reader sees how far the report is. */
type Dated = { readonly on?: VietnamDay; readonly paidOn?: VietnamDay };

const epochDay = (day: VietnamDay): number => Date.parse(day) / 86_400_000;

const doneOf = ({ from, to }: Wanted, { on, paidOn = on ?? from }: Dated): number =>
  (epochDay(paidOn) - epochDay(from)) / (epochDay(to) - epochDay(from) + 1);

/** The rows of a report, account by account and page by page. */
async function* readRows<Row extends Dated>(
  report: string,
  schema: z.core.$ZodType<Page<Row>>,
  { api, terminal, ...wanted }: Source & Wanted,
): AsyncGenerator<Row> {
  const accounts: readonly (string | undefined)[] = wanted.account.length > 0 ? wanted.account : [undefined];
  let rows = 0;
  for (const [index, account] of accounts.entries()) {
    let after: string | undefined;
    do {
      const given = Object.entries({ account, side: wanted.side, from: wanted.from, to: wanted.to, after });
      const query = new URLSearchParams(
        given.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]])),
      );
      const page: Page<Row> = await api.get(`/reports/${report}?${query.toString()}`, schema);
      rows += page.items.length;
      const last = page.items.at(-1);
      const done = (index + (last ? doneOf(wanted, last) : 0)) / accounts.length;
      showBar(terminal, done, `${rows} rows${account === undefined ? '' : ` of ${account}`}`);
      yield* page.items;
      after = page.next;
    } while (after !== undefined);
  }
}

async function* addedUp(parts: AsyncIterable<Collection>): AsyncGenerator<Collection> {
  yield* await addUp(parts);
}

/** A report whatever its rows are: how many there were is known when it is written. */
export type WantedReport = {
  readonly rows: () => number;
  readonly write: (writer: <Row>(table: Table<Row>) => AsyncGenerator<Uint8Array>) => AsyncGenerator<Uint8Array>;
};

function countRows<Row>(table: Table<Row>): WantedReport {
  let count = 0;
  async function* counted(): AsyncGenerator<Row> {
    for await (const row of table.rows) {
      count += 1;
      yield row;
    }
  }
  return { rows: () => count, write: (writer) => writer({ ...table, rows: counted() }) };
}

/** The reports that there are, by their names. */
export const reports = {
  overview: (of: Source & Wanted) => countRows(overviewReport(headOf(of), readRows('overview', overviewSchema, of))),
  detail: (of: Source & Wanted) => countRows(detailReport(headOf(of), readRows('detail', detailPageSchema, of))),
  collections: (of: Source & Wanted) =>
    countRows(collectionsReport(headOf(of), addedUp(readRows('collections', collectionPageSchema, of)))),
  discrepancies: (of: Source & Wanted) =>
    countRows(discrepanciesReport(headOf(of), readRows('discrepancies', discrepancyReportPageSchema, of))),
} satisfies Record<string, (of: Source & Wanted) => WantedReport>;

const headOf = ({ account, from, to }: Wanted) => ({ accountIds: account, from, to });
