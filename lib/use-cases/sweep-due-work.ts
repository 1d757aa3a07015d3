import { orderIdSchema } from '../domain/order-id.ts';
import { addMs, type Instant, instantSchema, instantToMs } from '../domain/time.ts';
import type { DueWork } from '../store/store.ts';
import { deliverWebhooks, type WebhookParts } from './deliver-webhooks.ts';
import { makePatience } from './patience.ts';
import { readMovements } from './read-movements.ts';
import { settleMovement } from './settle-movement.ts';
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

/** Does what is due of one subject: an order or an account by its id, or a movement by its key. */
type DoOne = (subject: string) => Promise<void>;

/** What stands after the kind in a partition key: `ORDER#LP…`, `MOVEMENT#vnpay:…`. */
const subjectOf = (pk: string): string => pk.slice(pk.indexOf('#') + 1);

/** Does the work of some subjects, a few at a time, until the sweep's time is over. One that takes long holds up no other. */
const doAll = async (subjects: readonly string[], doOne: DoOne, hasTime: () => boolean): Promise<Swept> => {
  const waiting = subjects.values();
  const failures: Error[] = [];
  let done = 0;
  const work = async (): Promise<void> => {
    for (const subject of waiting) {
      if (!hasTime()) return;
      done += 1;
      await doOne(subject).catch((reason: unknown) => failures.push(asError(reason)));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { done, failures };
};

/**
 * Does the due work of one kind, the longest due first, each subject once, until none is due or the time is over. What
 * stays due because it fails is read past: a hundred such must not hide what is behind them.
 */
const sweep = async (parts: SettleParts & WebhookParts, work: DueWork, doOne: DoOne): Promise<Swept> => {
  const until = parts.now();
  const hasTime = (): boolean => parts.now() < addMs(until, sweepMs);
  const seen = new Set<string>();
  const swept = { done: 0, failures: new Array<Error>() };
  for (let pastCount = 0; hasTime();) {
    const due = await parts.store.listDue(work, until, pastCount + pageSize);
    const [longest] = due;
    if (longest && seen.size === 0)
      parts.count('DueWorkLateSeconds', { value: secondsBetween(longest.dueAt, until), longest: longest.pk });
    const subjects = [...new Set(due.map(({ pk }) => subjectOf(pk)))].filter((subject) => !seen.has(subject));
    if (subjects.length === 0 && due.length < pastCount + pageSize) break;
    const stale = due.filter(({ pk }) => seen.has(subjectOf(pk)));
    for (const subject of subjects) seen.add(subject);
    const { done, failures } = await doAll(subjects, doOne, hasTime);
    swept.done += done;
    swept.failures.push(...failures);
    pastCount = stale.length + failures.length;
  }
  return swept;
};

/**
 * Does whatever is due: webhooks first, then lists of movements to read, then attempts and refunds to ask after and orders
 * to expire, then refunds of unapplied items. Safe to run twice at once.
 */
export const sweepDueWork = async (parts: SettleParts & WebhookParts): Promise<Swept> => {
  const patient = { ...parts, patience: makePatience() };
  const webhooks = await sweep(parts, 'webhook', async (id) => deliverWebhooks(patient, orderIdSchema.parse(id)));
  const accounts = await sweep(parts, 'account', (id) => readMovements(parts, id));
  const orders = await sweep(parts, 'order', async (id) => settleOrder(parts, orderIdSchema.parse(id)));
  const movements = await sweep(parts, 'movement', (key) => settleMovement(parts, key));
  const all = [webhooks, accounts, orders, movements];
  return {
    done: all.reduce((total, { done }) => total + done, 0),
    failures: all.flatMap(({ failures }) => failures),
  };
};
