import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  type BatchGetCommandInput,
  DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { makeDynamoStore } from '../lib/store/dynamo-store.ts';
import { takeCallback } from '../lib/use-cases/take-callback.ts';
import { toHttpEvent } from '../test/lib/http/http-call.ts';
import { merchantAccount } from '../test/samples.ts';
import { makeWorld } from '../test/world.ts';
import { type Handler, loadHandler } from './bundled-functions.ts';
import { interleave, median, medianRatio, rounded, time, type Times } from './measure.ts';
import { bankQuery, callbackCall } from './payment.ts';
import type { Result } from './result.ts';
import { parties, setUpTestStand } from './test-stand.ts';
import { addWaitingOrders, type WaitingOrder } from './waiting-orders.ts';

const rounds = 20;
const warmUp = 4;
const callbacksPerRound = 50;

/** What is sent to the table for one callback. */
type Requests = { readonly read: BatchGetCommandInput; readonly write: TransactWriteCommandInput };

/** How many callbacks a second the deployed function takes, beside a loop that only sends the same two requests. */
export async function measureThroughput(): Promise<Result> {
  await using parts = new AsyncDisposableStack();
  const { connect, store, tableName, bundles, environment } = await setUpTestStand(parts);
  const count = (rounds + warmUp) * callbacksPerRound;

  Object.assign(process.env, environment);
  const handler = await loadHandler(bundles, 'provider-callback');
  const events = (await addWaitingOrders(store, count)).map(toEvent);
  const bare = DynamoDBDocumentClient.from(connect(), { marshallOptions: { removeUndefinedValues: true } });
  const requests = await recordRequests(connect(), tableName, await addWaitingOrders(store, count));

  const batchOf = <T>(all: readonly T[], round: number): readonly T[] =>
    all.slice(round * callbacksPerRound, (round + 1) * callbacksPerRound);
  const measured = await interleave(
    { rounds, warmUp },
    {
      handler: (round) => time(() => takeAll(handler, batchOf(events, round))),
      bare: (round) => time(() => sendAll(bare, batchOf(requests, round))),
    },
  );
  return toResult(measured);
}

const toEvent = ({ payment }: WaitingOrder): APIGatewayProxyEventV2 =>
  toHttpEvent(callbackCall(parties, bankQuery(parties, payment)));

/** Does the function's work for each attempt up to its write, which is only written down. */
async function recordRequests(
  client: DynamoDBClient,
  tableName: string,
  orders: readonly WaitingOrder[],
): Promise<Requests[]> {
  const inputs: unknown[] = [];
  client.middlewareStack.add(
    (next, context) => (args) => {
      inputs.push(args.input);
      return context.commandName === 'TransactWriteItemsCommand'
        ? Promise.resolve({ output: { $metadata: {} }, response: undefined })
        : next(args);
    },
    { step: 'initialize' },
  );
  const world = makeWorld({ store: makeDynamoStore(client, tableName) });
  const opened = await world.findAccount(merchantAccount.id);
  const requests: Requests[] = [];
  for (const event of orders.map(toEvent)) {
    inputs.length = 0;
    const { rawQueryString, headers } = event;
    const word = await takeCallback(
      { ...world, findAccount: () => Promise.resolve(opened) },
      {
        provider: 'vnpay',
        accountId: merchantAccount.id,
        request: { method: 'GET', rawQueryString, headers, body: '' },
      },
    );
    if (word !== 'accepted' || inputs.length !== 2) throw new Error(`${word} after ${inputs.length} requests`);
    const [read, write] = inputs as [BatchGetCommandInput, TransactWriteCommandInput];
    requests.push({ read, write });
  }
  return requests;
}

async function takeAll(handler: Handler, events: readonly APIGatewayProxyEventV2[]): Promise<void> {
  for (const event of events) {
    const { body = '' } = await handler(event);
    if (!body.includes('"00"')) throw new Error(`the bank heard ${body}`);
  }
}

async function sendAll(client: DynamoDBDocumentClient, requests: readonly Requests[]): Promise<void> {
  for (const { read, write } of requests) {
    await client.send(new BatchGetCommand(read));
    await client.send(new TransactWriteCommand(write));
  }
}

type Measured = Readonly<Record<'handler' | 'bare', readonly Times[]>>;

function toResult(measured: Measured): Result {
  const ms = (arm: keyof Measured): number[] => measured[arm].map((one) => one.ms);
  const cpuMs = (arm: keyof Measured): number[] => measured[arm].map((one) => one.cpuMs);
  // The quicker, the less time: the ratio of the rates is that of the times the other way round.
  const ratio = medianRatio(ms('bare'), ms('handler'));
  const cpuRatio = medianRatio(cpuMs('bare'), cpuMs('handler'));
  const row = (name: string, arm: keyof Measured): string[] => [
    name,
    rounded((callbacksPerRound * 1000) / median(ms(arm)), 0),
    rounded(median(ms(arm)) / callbacksPerRound),
    rounded(median(cpuMs(arm)) / callbacksPerRound),
  ];
  return {
    title: 'Throughput of the provider’s callback',
    how: `The bundle of \`provider-callback\` takes ${callbacksPerRound} genuine IPNs one after the other, each for another order;
then a loop sends the same reads and transactions for as many other orders through the SDK's document client to the same
embedded DynamoDB. ${rounds} rounds of both in turn, after ${warmUp} to warm up; the ratio is the median of the rounds' ratios.`,
    targets: [
      {
        promise: 'IPNs a second, against a bare loop with the same requests',
        target: '≥ 0.8 of it',
        measured: rounded(ratio),
        isMet: ratio >= 0.8,
      },
    ],
    tables: [
      {
        title: 'One after the other, medians',
        head: ['', 'per second', 'ms each', 'processor ms of this process'],
        rows: [
          row('the function', 'handler'),
          row('the bare loop', 'bare'),
          ['the function’s rate against the bare loop’s', rounded(ratio), '', rounded(cpuRatio)],
        ],
      },
    ],
    raw: { callbacksPerRound, ...measured },
  };
}
