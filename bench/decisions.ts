import { log } from '../lib/runtime/log.ts';
import { makeDynamoStore } from '../lib/store/dynamo-store.ts';
import type { OpenedAccount } from '../lib/use-cases/parts.ts';
import { merchantAccount } from '../test/samples.ts';
import { makeWorld, type World } from '../test/world.ts';
import { type Cost, countEach, countRequests } from './count-requests.ts';
import { decisionRows, prepareCase } from './decision-rows.ts';
import type { Result, Target } from './result.ts';
import { setUpTestStand } from './test-stand.ts';

type Measured = Cost & {
  readonly notice: string;
  readonly order: string;
  readonly hears: string;
  readonly isRare: boolean;
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
  const measured: Measured[] = [];
  for (const [index, row] of decisionRows.entries()) {
    const prepared = await prepareCase(world, row, index + 1);
    counter.stop();
    const heard = await row.act(prepared);
    const { notice, order, hears, isRare = false } = row;
    if (heard !== hears) throw new Error(`${notice} of an order that is ${order}: ${heard}`);
    measured.push({ notice, order, hears, isRare, ...counter.stop() });
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
    promise,
    target: `≤ ${requestsMax} requests, ≤ ${itemsMax} items written`,
    measured: `${requests} requests, ${items} items written`,
    isMet: requests <= requestsMax && items <= itemsMax,
  };
}

function toResult(measured: readonly Measured[]): Result {
  const [rare, common] = [measured.filter(({ isRare }) => isRare), measured.filter(({ isRare }) => !isRare)];
  return {
    title: 'What each row of the decision table costs in DynamoDB',
    how: `The use cases with the real store on the embedded DynamoDB, one order for each row, brought there by other notices first.
Requests and units are counted as for the steps of a payment's life. Money that is late for an order which was followed by
another must look at the others too: that is rare, and costs two requests more.`,
    targets: [
      targetOf(`Taking a notice, ${common.length} rows of the decision table`, common),
      targetOf(`Taking money late for an order that another one followed, ${rare.length} rows`, rare),
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
