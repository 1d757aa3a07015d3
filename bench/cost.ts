import { log } from '../lib/runtime/log.ts';
import { makeDynamoStore } from '../lib/store/dynamo-store.ts';
import { openLedger } from '../local/sandbox-bank/ledger.ts';
import { answerMerchant } from '../local/sandbox-bank/merchant-api.ts';
import { readPaymentRequest } from '../local/sandbox-bank/payment-request.ts';
import { makeWorld } from '../test/world.ts';
import { type Cost, countEach, countRequests } from './count-requests.ts';
import { playPaymentLife, type PlayStep } from './payment-life.ts';
import type { Result, Target } from './result.ts';
import { parties, setUpTestStand } from './test-stand.ts';

type Step = Cost & { readonly name: string };

/** What each step of a payment's life asks of the table. The code is the functions' own; only its SDK client counts. */
export async function measureCost(): Promise<Result> {
  await using parts = new AsyncDisposableStack();
  const { connect, tableName, dataFolder } = await setUpTestStand(parts);
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
  await playPaymentLife(world, { payAtBank: bank.pay, breakReceiver }, step);
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

function toResult(steps: readonly Step[]): Result {
  const named = (part: string): readonly Step[] => steps.filter(({ name }) => name.includes(part));
  return {
    title: 'What each step costs in DynamoDB',
    how: `The functions' own code with the real store on the embedded DynamoDB, whose client counts and asks with each request what
it consumed. Units are Amazon's: a read unit is 4 kB read consistently, a write unit 1 kB, twice that in a transaction,
indexes included. A process keeps a merchant account for half a minute, so only the first of its callbacks reads it.`,
    targets: [
      orderTarget('Making an order', named('portal makes an order')),
      orderTarget('Making an order where another one stood', named('portal makes another order')),
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
