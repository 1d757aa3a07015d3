import { join } from 'node:path';
import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { startEmbeddedDynamodb } from '../../../local/embedded-dynamodb.ts';
import type { Outcome } from '../../../local/lambda/runtime-api.ts';
import { feedStream } from '../../../local/stream/feed.ts';
import { openProgress } from '../../../local/stream/progress.ts';
import { ensureTable } from '../../../local/tables.ts';
import type { StreamMapping } from '../../../local/topology/read-topology.ts';
import { sampleTable } from '../sample-table.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const region = 'ap-southeast-1';

const mapping: StreamMapping = {
  name: 'sample-feed',
  arn: 'any',
  streamArn: 'any',
  function: 'any',
  functionName: 'any',
  tableName: sampleTable.name,
  partitionKey: 'pk',
  batchRecordsMax: 10,
  lanes: 4,
  bisects: true,
  reportsItems: true,
  retriesMax: 2,
  recordAgeMaxMs: 60_000,
  patterns: [{ eventName: ['INSERT'], dynamodb: { NewImage: { dueShard: { S: [{ prefix: 'webhook#' }] } } } }],
};

type Handed = { Records: { dynamodb: { Keys: { pk: { S: string } }; NewImage: { n: { N: string } } } }[] };

let client: DynamoDBClient;
let streams: DynamoDBStreamsClient;
let streamArn = '';
let folder = '';

beforeEach(async () => {
  const engine = await startEmbeddedDynamodb();
  const settings = {
    endpoint: engine.endpoint,
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  client = new DynamoDBClient(settings);
  streams = new DynamoDBStreamsClient(settings);
  folder = await makeTemporaryFolder();
  streamArn = (await ensureTable(client, sampleTable)).streamArn ?? '';
  onTestFinished(async () => {
    client.destroy();
    streams.destroy();
    await engine.stop();
  });
});

async function put(pk: string, n: number, dueShard = 'webhook#1'): Promise<void> {
  const Item = { pk: { S: pk }, sk: { S: String(n) }, n: { N: String(n) }, dueShard: { S: dueShard } };
  await client.send(new PutItemCommand({ TableName: sampleTable.name, Item }));
}

/** Feeds the table's stream to a function as a new start of Lephi would; what it is given is in `events`. */
function startFeed(invoke: (event: Handed) => Promise<Outcome> = async () => ({ kind: 'answer', payload: null })) {
  const events: Handed[] = [];
  const told: string[] = [];
  const feed = feedStream(mapping, {
    client: streams,
    streamArn,
    region,
    partitionKey: 'pk',
    function: {
      invoke: (event) => {
        events.push(event as Handed);
        return invoke(event as Handed);
      },
    },
    progress: openProgress(join(folder, 'progress.json'), streamArn),
    tell: (line) => told.push(line),
  });
  onTestFinished(feed.stop);
  const seen = () =>
    events.flatMap(({ Records }) => Records.map(({ dynamodb }) => `${dynamodb.Keys.pk.S}/${dynamodb.NewImage.n.N}`));
  return { events, seen, told, stop: feed.stop };
}

describe('the feed of a stream', () => {
  test('hands over records as Lambda does, and only those that the filter wants', async () => {
    await put('a', 1, 'expiry#1');
    await put('a', 2);
    await put('a', 2);
    await client.send(new DeleteItemCommand({ TableName: sampleTable.name, Key: { pk: { S: 'a' }, sk: { S: '1' } } }));
    await put('a', 3);

    const { events, seen, told } = startFeed();

    await expect.poll(seen).toEqual(['a/2', 'a/3']);
    expect(events[0]?.Records[0]).toEqual({
      eventID: expect.any(String),
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: region,
      eventSourceARN: streamArn,
      dynamodb: {
        ApproximateCreationDateTime: expect.toSatisfy((seconds: number) => Number.isInteger(seconds)),
        Keys: { pk: { S: 'a' }, sk: { S: '2' } },
        NewImage: { pk: { S: 'a' }, sk: { S: '2' }, n: { N: '2' }, dueShard: { S: 'webhook#1' } },
        SequenceNumber: expect.stringMatching(/^\d+$/),
        SizeBytes: expect.any(Number),
        StreamViewType: 'NEW_IMAGE',
      },
    });
    expect(told).toEqual([]);
  });

  test('goes on after a restart where it was, and hands over again what was not finished', async () => {
    await put('a', 1);
    const first = startFeed(async ({ Records }) => {
      const isStuck = Records.some(({ dynamodb }) => dynamodb.NewImage.n.N === '2');
      if (isStuck) await new Promise(() => undefined);
      return { kind: 'answer', payload: null };
    });
    await expect.poll(first.seen).toEqual(['a/1']);
    await put('a', 2);
    await expect.poll(first.seen).toEqual(['a/1', 'a/2']);
    first.stop();
    await put('a', 3);

    const second = startFeed();

    await expect.poll(second.seen).toEqual(['a/2', 'a/3']);
  });

  test('keeps the order of each partition, however often records fail', async () => {
    let calls = 0;
    const taken: string[] = [];
    for (let n = 0; n < 8; n += 1) await Promise.all(['a', 'b', 'c'].map((pk) => put(pk, n)));

    startFeed(async ({ Records }) => {
      calls += 1;
      if (calls % 3 === 0) return { kind: 'failure', failure: { errorType: 'Error', errorMessage: 'no' } };
      taken.push(...Records.map(({ dynamodb }) => `${dynamodb.Keys.pk.S}/${dynamodb.NewImage.n.N}`));
      return { kind: 'answer', payload: null };
    });

    await expect.poll(() => taken.length, { timeout: 5_000 }).toBe(24);
    for (const pk of ['a', 'b', 'c']) {
      const numbers = taken.filter((one) => one.startsWith(pk)).map((one) => Number(one.slice(2)));
      expect(numbers).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    }
  });

  test('goes on with other lanes while one is held up', async () => {
    const { seen } = startFeed(async ({ Records }) => {
      if (Records[0]?.dynamodb.Keys.pk.S === 'slow') await new Promise(() => undefined);
      return { kind: 'answer', payload: null };
    });
    await put('slow', 1);
    await expect.poll(seen).toContain('slow/1');
    for (const pk of ['b', 'c', 'd', 'e', 'f']) await put(pk, 1);

    await expect.poll(() => seen().length).toBeGreaterThan(2);
  });
});
