import * as z from 'zod';
import { parseJson } from '../sandbox/json.ts';
import { findWatched, type WatchedAccount } from './account.ts';
import { whyUnheard } from './merchant-call.ts';
import { makeRepeater } from './repeater.ts';
import type { TransferLedger, WebhookCall, WebhookHeard, WebhookState } from './transfer-ledger.ts';
import type { Transfer } from './transfer.ts';
import { signWebhook, webhookBody } from './webhook-message.ts';

/** SePay waits `timeoutMs` for each answer, and after a failure as many of its minutes as {@link waitsMinutes} says. */
export type WebhookPolicy = { minuteMs: number; timeoutMs: number };

/** SePay repeats a webhook seven times, at Fibonacci's distances: 33 minutes in all. */
const waitsMinutes = [1, 1, 2, 3, 5, 8, 13];

/** A merchant must not believe a timestamp that is more than five minutes old. */
const staleByMs = 10 * 60 * 1_000;

type Parts = {
  transfers: TransferLedger;
  accounts: readonly WatchedAccount[];
  policy: WebhookPolicy;
  now: () => number;
};

export type WebhookSender = ReturnType<typeof makeWebhookSender>;

/** Tells merchants' servers of transfers, and tells them again. */
export function makeWebhookSender(parts: Parts) {
  const { transfers, accounts, policy, now } = parts;

  const hear = (id: number, signal: AbortSignal): Promise<WebhookHeard> | WebhookHeard => {
    const transfer = transfers.getTransfer(id);
    const account = findWatched(accounts, transfer.accountNumber);
    if (account === undefined) return { httpStatus: null, message: 'the account is watched no more' };
    const body = webhookBody(transfer, account);
    const signedAtMs = now() - (transfer.delivery === 'stale' ? staleByMs : 0);
    return post(account.webhookUrl, { body, headers: signWebhook(body, account.secret, signedAtMs), signal });
  };

  const note = (id: number, done: WebhookCall): void => {
    transfers.recordCall(id, done);
    transfers.setWebhookState(id, stateAfter(transfers.getTransfer(id), done, parts));
  };

  return makeRepeater<WebhookHeard>({
    timeoutMs: policy.timeoutMs,
    now,
    hear,
    note,
    findDueAt: (id) => transfers.getTransfer(id).webhookDueAt,
    listDue: transfers.listDue,
  });
}

type Message = { body: string; headers: Record<string, string>; signal: AbortSignal };

async function post(url: string, { body, headers, signal }: Message): Promise<WebhookHeard> {
  try {
    const sent = { 'content-type': 'application/json', ...headers };
    const response = await fetch(url, { method: 'POST', headers: sent, body, redirect: 'manual', signal });
    return { httpStatus: response.status, message: describe(await response.text()) };
  } catch (error) {
    return { httpStatus: null, message: whyUnheard(error) };
  }
}

const confirmed = 'success';

function describe(body: string): string {
  const answer = z.object({ success: z.literal(true) }).safeParse(parseJson(body));
  return answer.success ? confirmed : 'the answer is not {"success": true}';
}

const isAccepted = ({ httpStatus }: WebhookHeard): boolean =>
  httpStatus !== null && httpStatus >= 200 && httpStatus < 300;

/** Any status from 200 to 299 ends the repeats, even where the body confirms nothing: then nobody is told any more. */
function stateAfter(transfer: Transfer, done: WebhookCall, { transfers, policy, now }: Parts): WebhookState {
  const { webhook, webhookDueAt, delivery } = transfer;
  const calls = transfers.listCalls(transfer.id).filter(({ by }) => by === 'schedule').length;
  const dueIn = (waitMs: number): WebhookState => ({
    webhook: 'due',
    webhookDueAt: new Date(now() + waitMs).toISOString(),
  });
  if (isAccepted(done)) {
    if (delivery === 'twice' && calls === 1 && done.by === 'schedule') return dueIn(0);
    return { webhook: done.message === confirmed ? 'confirmed' : 'given-up', webhookDueAt: null };
  }
  if (webhook !== 'due' || done.by === 'hand') return { webhook, webhookDueAt };
  const waitMinutes = waitsMinutes[calls - 1];
  return waitMinutes === undefined ? { webhook: 'given-up', webhookDueAt: null } : dueIn(waitMinutes * policy.minuteMs);
}
