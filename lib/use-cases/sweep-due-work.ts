import { orderIdSchema } from '../domain/order-id.ts';
import { addMs, type Instant, instantSchema, instantToMs } from '../domain/time.ts';
import type { DueItem, DueWork } from '../store/store.ts';
import { deliverWebhooks, type WebhookParts } from './deliver-webhooks.ts';
import { readMovements } from './read-movements.ts';
import { type SettleParts, settleOrder } from './settle-order.ts';

/** What came of a sweep. */
type Swept = { readonly done: number; readonly failures: readonly Error[] };

const pageSize = 100;

/** So many are at work at once: more would only wait for the same two processors and connections. */
const atOnce = 10;

/** A sweep stops taking new work so long after its start: the next one goes on. */
const sweepMs = 40_000;

const secondsBetween = (since: string, until: Instant): number =>
  Math.round((instantToMs(until) - instantToMs(instantSchema.parse(since))) / 1000);

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));

/** The id in a partition key, behind the kind of record. */
const idOf = ({ pk }: DueItem): string => pk.slice(pk.indexOf('#') + 1);

type DoOne = (id: string) => Promise<void>;

/** Does the work of some, a few at a time, until the sweep's time is over. */
const doAll = async (ids: readonly string[], doOne: DoOne, hasTime: () => boolean): Promise<Swept> => {
  const failures: Error[] = [];
  let done = 0;
  for (let start = 0; start < ids.length && hasTime(); start += atOnce) {
    const outcomes = await Promise.allSettled(ids.slice(start, start + atOnce).map(doOne));
    done += outcomes.length;
    failures.push(...outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [asError(outcome.reason)] : [])));
  }
  return { done, failures };
};

/** Does the due work of one kind, the longest due first, each one once, until none is due or the time is over. */
const sweep = async (parts: SettleParts & WebhookParts, work: DueWork, doOne: DoOne): Promise<Swept> => {
  const until = parts.now();
  const hasTime = (): boolean => parts.now() < addMs(until, sweepMs);
  const seen = new Set<string>();
  const swept = { done: 0, failures: new Array<Error>() };
  while (hasTime()) {
    const due = await parts.store.listDue(work, until, pageSize);
    const [longest] = due;
    if (longest && seen.size === 0)
      parts.count('DueWorkLateSeconds', { value: secondsBetween(longest.dueAt, until), longest: longest.pk });
    const ids = [...new Set(due.map(idOf))].filter((id) => !seen.has(id));
    if (ids.length === 0) break;
    for (const id of ids) seen.add(id);
    const { done, failures } = await doAll(ids, doOne, hasTime);
    swept.done += done;
    swept.failures.push(...failures);
  }
  return swept;
};

/**
 * Does whatever is due: webhooks first, then lists of movements to read, then attempts to ask after and orders to expire.
 * Safe to run twice at once.
 */
export const sweepDueWork = async (parts: SettleParts & WebhookParts): Promise<Swept> => {
  const swept = [
    await sweep(parts, 'webhook', async (id) => deliverWebhooks(parts, orderIdSchema.parse(id))),
    await sweep(parts, 'account', async (id) => readMovements(parts, id)),
    await sweep(parts, 'order', async (id) => settleOrder(parts, orderIdSchema.parse(id))),
  ];
  return {
    done: swept.reduce((sum, { done }) => sum + done, 0),
    failures: swept.flatMap(({ failures }) => failures),
  };
};
