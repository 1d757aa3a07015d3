import { type Account, findAccount } from './account.ts';
import type { CallbackCall, CallbackState, Ledger } from './ledger.ts';
import { callMerchant, type Heard, unheard } from './merchant-call.ts';
import { type EndedPayment, isEnded, resultQuery } from './payment.ts';
import { makeRepeater } from './repeater.ts';

/** VNPAY calls a merchant at most `callsMax` times, `repeatMs` apart, and waits `timeoutMs` for each answer. */
export type CallbackPolicy = { callsMax: number; repeatMs: number; timeoutMs: number };

type Parts = { ledger: Ledger; accounts: readonly Account[]; policy: CallbackPolicy; now: () => number };

export type CallbackSender = ReturnType<typeof makeCallbackSender>;

/** Tells merchants' servers of payments, and tells them again. */
export function makeCallbackSender(parts: Parts) {
  const { ledger, accounts, policy, now } = parts;

  const hear = (transactionNo: number, signal: AbortSignal): Promise<Heard> | Heard => {
    const payment = ledger.getPayment(transactionNo);
    if (!isEnded(payment)) throw new Error(`payment ${transactionNo} is to be told of and has not ended`);
    const account = findAccount(accounts, payment.tmnCode);
    if (account === undefined) return unheard('the merchant account is gone');
    return callMerchant(`${account.callbackUrl}?${resultQuery(payment, account.secret)}`, signal);
  };

  const note = (transactionNo: number, done: CallbackCall): void => {
    ledger.recordCall(transactionNo, done);
    ledger.setCallbackState(transactionNo, stateAfter(transactionNo, done, parts));
  };

  const repeater = makeRepeater<Heard>({
    timeoutMs: policy.timeoutMs,
    now,
    hear,
    note,
    findDueAt: (transactionNo) => ledger.getPayment(transactionNo).callbackDueAt,
    listDue: ledger.listDue,
  });

  return {
    ...repeater,
    tell: (payment: EndedPayment): Promise<void> => repeater.tell(payment.transactionNo),
    tellByHand: (payment: EndedPayment): Promise<CallbackCall> => repeater.tellByHand(payment.transactionNo),
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
