import { isDeepStrictEqual } from 'node:util';
import { log } from '../lib/runtime/log.ts';
import { makeDynamoStore } from '../lib/store/dynamo-store.ts';
import { openLedger } from '../local/sandbox-bank/ledger.ts';
import { answerMerchant } from '../local/sandbox-bank/merchant-api.ts';
import { readPaymentRequest } from '../local/sandbox-bank/payment-request.ts';
import { makeWorld } from '../test/world.ts';
import { type Cost, countRequests } from './count-requests.ts';
import { crowd, playPaymentLife, type PlayStep } from './payment-life.ts';
import type { Result, Target } from './result.ts';
import { parties, setUpTestStand } from './test-stand.ts';
import { addWaitingOrders } from './waiting-orders.ts';

const crowdSize = 500;

type Step = Cost & { readonly name: string };

/** What each step of a payment's life asks of the table. The code is the functions' own; only its SDK client counts. */
export async function measureCost(): Promise<Result> {
  await using parts = new AsyncDisposableStack();
  const { connect, store, tableName, dataFolder } = await setUpTestStand(parts);
  log.setLogLevel('SILENT');
  const client = connect();
  const counter = countRequests(client);
  const bank = openBank(dataFolder, parts);
  let receiverStatus = 204;
  const world = makeWorld({
    store: makeDynamoStore(client, tableName),
    answer: ({ url, body }) =>
      url.includes('/merchant_webapi/')
        ? { type: 'answered', status: 200, body: bank.answer(body) }
        : { type: 'answered', status: receiverStatus, body: '' },
  });
  const steps: Step[] = [];
  const step: PlayStep = async (name, work, expected) => {
    counter.stop();
    const outcome = await work();
    steps.push({ name, ...counter.stop() });
    if (!expected(outcome)) throw new Error(`${name}: ${JSON.stringify(outcome)}`);
    return outcome;
  };
  const breakReceiver = (): void => void (receiverStatus = 500);
  const crowdTable = (): Promise<unknown> => addWaitingOrders(store, crowdSize);
  await playPaymentLife(world, { payAtBank: bank.pay, breakReceiver, crowdTable }, step);
  return toResult(steps);
}

/** The sandbox bank's books without its server: takes the money of a payment URL, and answers what merchants ask. */
function openBank(dataFolder: string, parts: AsyncDisposableStack) {
  const ledger = openLedger(dataFolder);
  parts.defer(ledger.close);
  const accounts = [{ ...parties.account, callbackUrl: 'http://127.0.0.1/' }];
  return {
    pay: (paymentUrl: string): void => {
      const reading = readPaymentRequest(new URL(paymentUrl).search, accounts);
      if (reading.type === 'refused') throw new Error(reading.refusal.why);
      const now = new Date().toISOString();
      ledger.endPayment(ledger.openPayment(reading.request, now).transactionNo, 'success', now);
    },
    answer: (body: string): string =>
      JSON.stringify(answerMerchant(JSON.parse(body), { ledger, accounts, now: Date.now })),
  };
}

const isWrite = (request: string): boolean => request === 'Put' || request === 'TransactWrite';

/** `BatchGet, 2 × Query` */
function countEach(requests: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const request of requests) counts.set(request, (counts.get(request) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${count} × ${name}`)).join(', ');
}

function toResult(steps: readonly Step[]): Result {
  const named = (part: string): readonly Step[] => steps.filter(({ name }) => name.includes(part));
  const rare = [...named('and another was made'), ...named('first of a process')];
  const usual = named('IPN: ').filter((step) => !rare.includes(step));
  return {
    title: 'What each step costs in DynamoDB',
    how: `The functions' own code with the real store on the embedded DynamoDB, whose client counts and asks with each request what
it consumed. Units are Amazon's: a read unit is 4 kB read consistently, a write unit 1 kB, twice that in a transaction,
indexes included. A process keeps a merchant account for half a minute, so only the first of its callbacks reads it.`,
    targets: [
      ipnTarget('Taking an IPN', usual),
      ipnTarget('Taking an IPN for an expired order that another one followed', named('and another was made')),
      orderTarget('Making an order', named('portal makes an order')),
      orderTarget('Making an order where another one stood', named('portal makes another order')),
      crowdTarget(named(crowd.before), named(crowd.after)),
    ],
    tables: [
      {
        title: 'Steps of a payment’s life',
        head: ['step', 'requests', 'items written', 'read units', 'write units', 'which requests'],
        rows: steps.map(({ name, requests, itemsWritten, readUnits, writeUnits }) => [
          name,
          requests.length,
          itemsWritten,
          readUnits,
          writeUnits,
          countEach(requests),
        ]),
      },
    ],
    raw: steps,
  };
}

function ipnTarget(promise: string, steps: readonly Step[]): Target {
  const requests = Math.max(...steps.map((step) => step.requests.length));
  const items = Math.max(...steps.map((step) => step.itemsWritten));
  return {
    promise,
    target: '≤ 2 requests, ≤ 3 items written',
    measured: `${requests} requests, ${items} items written`,
    isMet: requests <= 2 && items <= 3,
  };
}

function orderTarget(promise: string, steps: readonly Step[]): Target {
  const writes = Math.max(...steps.map(({ requests }) => requests.filter(isWrite).length));
  const items = Math.max(...steps.map((step) => step.itemsWritten));
  return {
    promise,
    target: '1 write request, ≤ 4 items written',
    measured: `${writes} write ${writes === 1 ? 'request' : 'requests'}, ${items} items written`,
    isMet: writes === 1 && items <= 4,
  };
}

function crowdTarget(before: readonly Step[], after: readonly Step[]): Target {
  const costsOf = (steps: readonly Step[]): unknown => steps.map(({ name: _, ...cost }) => cost);
  const isMet = before.length > 0 && isDeepStrictEqual(costsOf(before), costsOf(after));
  return {
    promise: `Cost with ${crowdSize} more orders in the table`,
    target: 'the same',
    measured: isMet ? 'the same' : 'another',
    isMet,
  };
}
