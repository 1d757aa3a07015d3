import * as z from 'zod';
import type { LocalFunction } from '../lambda/local-function.ts';
import type { Outcome } from '../lambda/runtime-api.ts';
import type { StreamMapping } from '../topology/read-topology.ts';
import type { FeedRecord } from './feed-record.ts';

/** Doubles with each try. */
const firstPauseMs = 200;
const pauseMaxMs = 10_000;

const itemFailures = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullish()
  .transform((answer) => answer?.batchItemFailures ?? []);

type DeliveryParts = {
  mapping: Pick<StreamMapping, 'bisects' | 'name' | 'recordAgeMaxMs' | 'reportsItems' | 'retriesMax'>;
  function: Pick<LocalFunction, 'invoke'>;
  tell: (line: string) => void;
  signal: AbortSignal;
  /** Ends early, with an error, when the signal is given. */
  pause: (ms: number) => Promise<unknown>;
};

/**
 * Gives a batch to the function until all of it is done or given up, as Lambda does: from the first record that failed
 * on, in halves where the mapping asks for it (a cut does not count as a try), until records are too old or were tried
 * too often. Throws when the signal is given, and then nobody knows how far it came.
 */
export async function deliverBatch(batch: FeedRecord[], parts: DeliveryParts, tries = 0): Promise<void> {
  const { mapping, signal, tell } = parts;
  const oldestAtMs = Date.now() - mapping.recordAgeMaxMs;
  const fresh = batch.filter(({ createdAtMs }) => createdAtMs >= oldestAtMs);
  if (fresh.length === 0) return;
  const outcome = await parts.function.invoke({ Records: fresh.map(({ event }) => event) });
  signal.throwIfAborted();

  const failed = fresh.slice(findFirstFailure(fresh, outcome, mapping.reportsItems));
  if (failed.length === 0) return;
  if (tries >= mapping.retriesMax && !(mapping.bisects && failed.length > 1)) {
    tell(`${mapping.name}: ${failed.length} stream record(s) given up after ${tries + 1} tries`);
    return;
  }
  await parts.pause(Math.min(firstPauseMs * 2 ** tries, pauseMaxMs));
  if (!mapping.bisects || failed.length === 1) {
    await deliverBatch(failed, parts, tries + 1);
    return;
  }
  const middle = Math.ceil(failed.length / 2);
  await deliverBatch(failed.slice(0, middle), parts, tries);
  await deliverBatch(failed.slice(middle), parts, tries);
}

/** The place of the first record that failed; the batch's length when none did. */
function findFirstFailure(batch: FeedRecord[], outcome: Outcome, reportsItems: boolean): number {
  if (outcome.kind === 'failure') return 0;
  if (!reportsItems) return batch.length;
  const parsed = itemFailures.safeParse(outcome.payload);
  if (!parsed.success) return 0;
  // A number that is in no record fails the whole batch.
  const places = parsed.data.map(({ itemIdentifier }) =>
    Math.max(
      0,
      batch.findIndex(({ sequenceNumber }) => sequenceNumber === itemIdentifier),
    ),
  );
  return Math.min(batch.length, ...places);
}
