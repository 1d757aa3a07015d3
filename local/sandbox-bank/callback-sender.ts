import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, findAccount } from './account.ts';
import type { CallbackCall, CallbackState, Ledger } from './ledger.ts';
import { callMerchant, type Heard, unheard } from './merchant-call.ts';
import { type EndedPayment, isEnded, resultQuery } from './payment.ts';

/** VNPAY calls a merchant at most `callsMax` times, `repeatMs` apart, and waits `timeoutMs` for each answer. */
export type CallbackPolicy = { callsMax: number; repeatMs: number; timeoutMs: number };

type Parts = { ledger: Ledger; accounts: readonly Account[]; policy: CallbackPolicy; now: () => number };

export type CallbackSender = ReturnType<typeof makeCallbackSender>;

/** Tells merchants' servers of payments, and tells them again. */
export function makeCallbackSender(parts: Parts) {
  const { ledger, accounts, policy, now } = parts;
  const closing = new AbortController();
  const running = new Set<Promise<void>>();

  const hear = (payment: EndedPayment): Promise<Heard> | Heard => {
    const account = findAccount(accounts, payment.tmnCode);
    if (account === undefined) return unheard('the merchant account is gone');
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(policy.timeoutMs)]);
    return callMerchant(`${account.callbackUrl}?${resultQuery(payment, account.secret)}`, signal);
  };

  const call = async (payment: EndedPayment, by: CallbackCall['by']): Promise<CallbackCall> => {
    const sentAt = new Date(now()).toISOString();
    const done = { sentAt, by, ...(await hear(payment)) };
    closing.signal.throwIfAborted();
    ledger.recordCall(payment.transactionNo, done);
    ledger.setCallbackState(payment.transactionNo, stateAfter(payment.transactionNo, done, parts));
    return done;
  };

  const seeThrough = async (transactionNo: number): Promise<void> => {
    for (;;) {
      const payment = ledger.getPayment(transactionNo);
      if (payment.callbackDueAt === null || !isEnded(payment)) return;
      const waitMs = Date.parse(payment.callbackDueAt) - now();
      if (waitMs > 0) await sleep(waitMs, undefined, { signal: closing.signal });
      else await call(payment, 'schedule');
    }
  };

  /** Keeps hold of work that goes on behind an answer, so that closing can end it and wait for it. */
  const keepRunning = (work: Promise<void>): void => {
    const kept = work
      .catch((error: unknown) => {
        if (!closing.signal.aborted) throw error;
      })
      .finally(() => running.delete(kept));
    running.add(kept);
  };

  return {
    /** Goes on with what was due when the bank stopped. */
    resume(): void {
      for (const transactionNo of ledger.listDue()) keepRunning(seeThrough(transactionNo));
    },
    /** Calls the merchant until it has confirmed or is given up; settles when the first answer was heard. */
    async tell(payment: EndedPayment): Promise<void> {
      const first = call(payment, 'schedule');
      keepRunning(first.then(() => seeThrough(payment.transactionNo)));
      await first.catch(() => undefined);
    },
    tellByHand: (payment: EndedPayment): Promise<CallbackCall> => call(payment, 'hand'),
    async close(): Promise<void> {
      closing.abort();
      await Promise.allSettled(running);
    },
  };
}

/** 00 and 02 end the repeats, whatever was asked for the call. A call by hand is not one of those that are counted. */
function stateAfter(transactionNo: number, done: CallbackCall, { ledger, policy, now }: Parts): CallbackState {
  const { callback, callbackDueAt } = ledger.getPayment(transactionNo);
  if (done.rspCode === '00' || done.rspCode === '02') return { callback: 'confirmed', callbackDueAt: null };
  if (callback !== 'due' || done.by === 'hand') return { callback, callbackDueAt };
  const calls = ledger.listCalls(transactionNo).filter(({ by }) => by === 'schedule').length;
  if (calls >= policy.callsMax) return { callback: 'given-up', callbackDueAt: null };
  return { callback, callbackDueAt: new Date(now() + policy.repeatMs).toISOString() };
}
