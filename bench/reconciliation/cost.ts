import { log } from '../../lib/runtime/log.ts';
import { makeDynamoStore } from '../../lib/store/dynamo-store.ts';
import { advanceRun } from '../../lib/use-cases/advance-run.ts';
import { eachEntryOf } from '../../lib/use-cases/list-entries.ts';
import {
  bring,
  calendar,
  dayNamed,
  listOf,
  nextMorning,
  openReconciliation,
  type Paid,
  payTold,
  payUntold,
  runOf,
  source,
  unhurried,
} from '../../test/lib/use-cases/reconciliation-world.ts';
import { type Cost, countEach, countRequests } from '../count-requests.ts';
import { rounded } from '../measure.ts';
import type { Table } from '../result.ts';
import { setUpTestStand } from '../test-stand.ts';

/** On both sides. */
const payments = 1000;
/** Of these nobody told us, and as many the list does not show. */
const unknown = 5;
const atOnce = 8;

async function payMany(count: number, pay: (number: number) => Promise<Paid>): Promise<readonly Paid[]> {
  const paid: Paid[] = [];
  const numbers = Array.from({ length: count }, (_, index) => index + 1).values();
  const payInTurn = async (): Promise<void> => {
    for (const number of numbers) paid.push(await pay(number));
  };
  await Promise.all(Array.from({ length: atOnce }, payInTurn));
  return paid;
}

type Step = Cost & { readonly name: string };

/** What the reconciliation of a thousand payments with a thousand lines asks of the table. */
export async function countReconciliation(): Promise<{ readonly table: Table; readonly raw: unknown }> {
  await using parts = new AsyncDisposableStack();
  const { connect, tableName } = await setUpTestStand(parts);
  log.setLogLevel('SILENT');
  const client = connect();
  const counter = countRequests(client);
  const world = await openReconciliation({ store: makeDynamoStore(client, tableName) });
  const day = dayNamed(0);
  const paid = await payMany(payments + unknown, (number) =>
    number <= unknown ? payUntold(world, number) : payTold(world, number),
  );
  nextMorning(world, day);
  counter.stop();
  const steps: Step[] = [];
  const step = async <Outcome>(name: string, work: () => Promise<Outcome>): Promise<Outcome> => {
    const outcome = await work();
    steps.push({ name, ...counter.stop() });
    return outcome;
  };
  const period = { from: day.on, to: day.on };
  let listed = 0;
  await step('our side is listed, as a run does it', () =>
    eachEntryOf(world.store, { ...day, period, rules: source.rules, calendar }, () => (listed += 1)),
  );
  if (listed !== payments) throw new Error(`${listed} payments are listed`);
  const received = await step('the statement is received', () => bring(world, day, listOf(...paid.slice(0, payments))));
  await step('its run, until it is done', () => advanceRun(world, day, runOf(received).number, unhurried));
  return {
    table: {
      title: `On the embedded DynamoDB: ${payments} lines and payments, ${2 * unknown} discrepancies`,
      head: ['step', 'requests', 'items written', 'read units', 'write units', 'which requests'],
      rows: steps.map(({ name, requests, itemsWritten, readUnits, writeUnits }) => [
        name,
        requests.length,
        itemsWritten,
        rounded(readUnits, 1),
        rounded(writeUnits, 1),
        countEach(requests),
      ]),
    },
    raw: steps.map(({ requests, ...step }) => ({ ...step, requests: countEach(requests) })),
  };
}
