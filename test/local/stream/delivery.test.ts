import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../local/lambda/runtime-api.ts';
import { deliverBatch } from '../../../local/stream/delivery.ts';
import type { FeedRecord } from '../../../local/stream/feed-record.ts';

const record = (sequenceNumber: string, createdAtMs = Date.now()): FeedRecord => ({
  shardId: 'a',
  sequenceNumber,
  createdAtMs,
  partition: 'p',
  event: sequenceNumber,
});

const mapping = { name: 'sample', bisects: false, reportsItems: true, retriesMax: 2, recordAgeMaxMs: 60_000 };

const done: Outcome = { kind: 'answer', payload: null };
const failed: Outcome = { kind: 'failure', failure: { errorType: 'Error', errorMessage: 'no' } };
const failedAt = (...numbers: string[]): Outcome => ({
  kind: 'answer',
  payload: { batchItemFailures: numbers.map((itemIdentifier) => ({ itemIdentifier })) },
});

/** Delivers a batch to a function that answers by its event; gives back what it was given, in order. */
async function deliver(batch: FeedRecord[], answer: (numbers: string, call: number) => Outcome, changed: object = {}) {
  const invocations: string[] = [];
  const told: string[] = [];
  const pausesMs: number[] = [];
  const stopping = new AbortController();
  const delivery = deliverBatch(batch, {
    mapping: { ...mapping, ...changed },
    function: {
      invoke: async (event) => {
        const numbers = (event as { Records: string[] }).Records.join('');
        invocations.push(numbers);
        if (numbers.includes('!')) stopping.abort();
        return answer(numbers, invocations.length);
      },
    },
    tell: (line) => told.push(line),
    signal: stopping.signal,
    pause: async (ms) => pausesMs.push(ms),
  });
  return { delivery, invocations, told, pausesMs };
}

async function run(...args: Parameters<typeof deliver>) {
  const { delivery, ...seen } = await deliver(...args);
  await delivery;
  return seen;
}

const abcd = ['a', 'b', 'c', 'd'].map((number) => record(number));

describe('a batch', () => {
  test('that the function takes is delivered once', async () => {
    expect(await run(abcd, () => done)).toEqual({ invocations: ['abcd'], told: [], pausesMs: [] });
  });

  test('that fails comes again, after longer and longer pauses, and is given up after the last try', async () => {
    expect(await run(abcd, () => failed)).toEqual({
      invocations: ['abcd', 'abcd', 'abcd'],
      told: ['sample: 4 stream record(s) given up after 3 tries'],
      pausesMs: [200, 400],
    });
  });

  test('comes again from the first record that is reported', async () => {
    const { invocations } = await run(abcd, (_, call) => (call === 1 ? failedAt('d', 'c') : done));

    expect(invocations).toEqual(['abcd', 'cd']);
  });

  test.each([
    ['a record is reported that is not in it', failedAt('z')],
    ['the report cannot be read', { kind: 'answer', payload: { batchItemFailures: 'all' } } satisfies Outcome],
  ])('comes again as a whole when %s', async (_, report) => {
    const { invocations } = await run(abcd, (__, call) => (call === 1 ? report : done));

    expect(invocations).toEqual(['abcd', 'abcd']);
  });

  test('is taken by any answer when the mapping does not ask for reports', async () => {
    const { invocations } = await run(abcd, () => failedAt('a'), { reportsItems: false });

    expect(invocations).toEqual(['abcd']);
  });

  test('is cut in two until the record that fails is alone; only that one is given up', async () => {
    const { invocations, told } = await run(abcd, (numbers) => (numbers.includes('c') ? failed : done), {
      bisects: true,
    });

    expect(invocations).toEqual(['abcd', 'ab', 'cd', 'c', 'c', 'c', 'd']);
    expect(told).toEqual(['sample: 1 stream record(s) given up after 3 tries']);
  });

  test('loses records that are too old', async () => {
    const { invocations } = await run([record('a', Date.now() - 61_000), record('b')], () => done);

    expect(invocations).toEqual(['b']);
  });

  test('that was under way when Lephi stops is not done', async () => {
    const { delivery } = await deliver([record('!')], () => done);

    await expect(delivery).rejects.toThrow('aborted');
  });
});
