import type { Attempt } from '../domain/attempt.ts';
import { abandonedAfterMs, isUnsettled } from '../domain/attempt.ts';
import { afterAsking, applyFact, type Order } from '../domain/order.ts';
import { decideAbandon, decideExpire } from '../domain/order-decisions.ts';
import type { OrderId } from '../domain/order-id.ts';
import { findDueRefund } from '../domain/refund.ts';
import { addMs } from '../domain/time.ts';
import type { OpenAccount, Question } from '../providers/provider.ts';
import { at, put, putOrderChange } from '../store/key-table.ts';
import { find } from '../store/read.ts';
import { callProvider, makeRequestId } from './call-provider.ts';
import type { FindAccount, Parts, Calling } from './parts.ts';
import { receiveNotice } from './receive-notice.ts';
import { settleRefund } from './settle-refund.ts';

/** What settling needs beside the usual parts. */
export type SettleParts = Parts &
  Calling & {
    readonly findAccount: FindAccount;
  };

/** The attempt of an order after which its provider is to be asked now. */
const dueAttempt = (order: Order, now: string): Attempt | undefined =>
  order.attempts.find((attempt) => isUnsettled(attempt) && attempt.askAt !== undefined && attempt.askAt <= now);

/**
 * What the list of an account says of an attempt that nobody can be asked after: nobody paid, when everything was read
 * that came until half an hour after the attempt's end.
 */
const askFeed = async ({ store }: Parts, { accountId, expiresAt }: Attempt): Promise<'unknown' | 'answered'> => {
  const readUntilAt = (await find(store, at.feed(accountId)))?.readUntilAt;
  return readUntilAt !== undefined && readUntilAt >= addMs(expiresAt, abandonedAfterMs) ? 'unknown' : 'answered';
};

type Query = NonNullable<OpenAccount['query']>;

/** What the provider says of an attempt, decided as if it had called us. */
const askProvider = async (parts: SettleParts, attempt: Attempt, query: Query): Promise<'unknown' | 'answered'> => {
  const { accountId, reference } = attempt;
  const tellWhy = (why: string): void => {
    parts.count('QuestionFailed', { accountId, reference, why });
  };
  const question: Question = { attempt, requestId: makeRequestId(parts), now: parts.now() };
  const called = await callProvider(parts, query.request(question));
  if ('why' in called) {
    tellWhy(called.why);
    return 'answered';
  }
  const reading = query.read(called.body, question);
  if ('why' in reading) tellWhy(reading.why);
  if (reading.type === 'notice') {
    const { keyId, raw, signedHeaders, notice } = reading;
    await receiveNotice(parts, notice, { source: 'query', receivedAt: parts.now(), raw, keyId, signedHeaders });
  }
  return reading.type === 'unknown' ? 'unknown' : 'answered';
};

/** Asks whoever can know: the provider, or the list that it keeps. Where there is neither, only a callback tells. */
const ask = async (parts: SettleParts, attempt: Attempt): Promise<'unknown' | 'answered'> => {
  const plugIn = (await parts.findAccount(attempt.accountId))?.plugIn;
  if (plugIn?.query) return askProvider(parts, attempt, plugIn.query);
  return plugIn?.movements ? askFeed(parts, attempt) : 'answered';
};

/** Ends an attempt that its provider does not know long after nobody could pay by it any more. */
const abandon = async ({ store, now }: Parts, id: OrderId, number: number): Promise<void> => {
  const order = await find(store, at.order(id));
  const attempt = order?.attempts.find((one) => one.number === number);
  const fact = attempt && decideAbandon(attempt, now());
  if (order && fact) await store.commit(putOrderChange(applyFact(order, fact, now())));
};

/** What is due of an order of whose attempts none is: one of its refunds, or its end. */
const settleRest = async (parts: SettleParts, order: Order): Promise<void> => {
  const { store, now } = parts;
  const refund = findDueRefund(order.refunds, now());
  if (refund !== undefined) await settleRefund(parts, { orderId: order.id }, refund.refundId);
  const fact = refund === undefined ? decideExpire(order, now()) : undefined;
  if (fact) await store.commit(putOrderChange(applyFact(order, fact, now())));
};

/**
 * Does what is due of one order: asks its provider after attempts that are not settled, sends refunds and looks after
 * them, and lets the order expire.
 *
 * The next question is written down before this one is asked, so two that run at once do not both ask, and one that
 * dies is followed by the next. A commit that met a conflict is left to whoever comes next.
 */
export const settleOrder = async (parts: SettleParts, id: OrderId): Promise<void> => {
  const { store, now } = parts;
  const order = await find(store, at.order(id));
  if (order === undefined) return;
  const attempt = dueAttempt(order, now());
  if (attempt === undefined) {
    await settleRest(parts, order);
    return;
  }
  const outcome = await store.commit([put(at.order(id), afterAsking(order, attempt.number))]);
  if (outcome === 'conflict') return;
  if ((await ask(parts, attempt)) === 'unknown') await abandon(parts, id, attempt.number);
};
