import { log } from '../lib/runtime/log.ts';
import { at, put } from '../lib/store/key-table.ts';
import { makeDynamoStore } from '../lib/store/dynamo-store.ts';
import type { OpenedAccount } from '../lib/use-cases/parts.ts';
import { merchantAccount, transferAccount } from '../test/samples.ts';
import { makeWorld, type World } from '../test/world.ts';
import { type Cost, countEach, countRequests } from './count-requests.ts';
import { prepareCase } from './decision-cases.ts';
import { decisionRows, type Path } from './decision-rows.ts';
import type { Result, Target } from './result.ts';
import { setUpTestStand } from './test-stand.ts';

type Measured = Cost & {
  readonly notice: string;
  readonly order: string;
  readonly hears: string;
  readonly path: Path;
};

const requestsMax = 2;
const itemsMax = 3;

/** What each row of the decision table asks of the table. */
export async function measureDecisions(): Promise<Result> {
  await using parts = new AsyncDisposableStack();
  const { connect, tableName } = await setUpTestStand(parts);
  log.setLogLevel('SILENT');
  const client = connect();
  const counter = countRequests(client);
  const world = await keepAccount(makeWorld({ store: makeDynamoStore(client, tableName) }));
  await world.store.commit([put(at.merchantAccount(transferAccount.id), transferAccount)]);
  const measured: Measured[] = [];
  for (const [index, row] of decisionRows.entries()) {
    const prepared = await prepareCase(world, row, index + 1);
    counter.stop();
    const heard = await row.act(prepared);
    const { notice, order, hears, path } = row;
    if (heard !== hears) throw new Error(`${notice} of an order that is ${order}: ${heard}`);
    measured.push({ notice, order, hears, path, ...counter.stop() });
  }
  return toResult(measured);
}

/** A function keeps a merchant account for half a minute: only the first of its callbacks reads it. */
async function keepAccount(world: World): Promise<World> {
  const kept: OpenedAccount | undefined = await world.findAccount(merchantAccount.id);
  return { ...world, findAccount: async (id) => (id === merchantAccount.id ? kept : world.findAccount(id)) };
}

function targetOf(promise: string, rows: readonly Measured[]): Target {
  const requests = Math.max(...rows.map((row) => row.requests.length));
  const items = Math.max(...rows.map(({ itemsWritten }) => itemsWritten));
  return {
    promise: `${promise}, ${rows.length} rows of the decision table`,
    target: `≤ ${requestsMax} requests, ≤ ${itemsMax} items written`,
    measured: `${requests} requests, ${items} items written`,
    isMet: requests <= requestsMax && items <= itemsMax,
  };
}

function toResult(measured: readonly Measured[]): Result {
  const onPath = (wanted: Path): readonly Measured[] => measured.filter(({ path }) => path === wanted);
  return {
    title: 'What each row of the decision table costs in DynamoDB',
    how: `The use cases with the real store on the embedded DynamoDB, one order for each row, brought there by other notices first.
Requests and units are counted as for the steps of a payment's life. Money that is late for an order which was followed by
another must look at the others too, and a debit at whose money its refund is of: both are rare, and cost more requests.`,
    targets: [
      targetOf('Taking a notice', onPath('common')),
      targetOf('Taking money late for an order that another one followed', onPath('followed')),
      targetOf('Taking a debit that pays a refund', onPath('refund')),
    ],
    tables: [
      {
        title: 'Rows of the decision table',
        head: [
          'a notice',
          'order',
          'hears',
          'requests',
          'items written',
          'read units',
          'write units',
          'which requests',
        ],
        rows: measured.map(({ notice, order, hears, requests, itemsWritten, readUnits, writeUnits }) => [
          notice,
          order,
          hears,
          requests.length,
          itemsWritten,
          readUnits,
          writeUnits,
          countEach(requests),
        ]),
      },
    ],
    raw: measured,
  };
}
