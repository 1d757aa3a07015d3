import type { RefundOf, RefundProposal } from '../domain/proposal.ts';
import { contradicted } from '../domain/proposal-decisions.ts';
import type { ProposalId } from '../domain/proposal-id.ts';
import type { ItemRefundFact } from '../domain/refund-events.ts';
import type { RefundEntry } from '../domain/refund.ts';
import type { ProviderRequest, RefundQueryReading, RefundReading } from '../providers/provider.ts';
import { at, put } from '../store/key-table.ts';
import { find } from '../store/read.ts';
import type { Write } from '../store/store.ts';
import { callProvider, makeRequestId } from './call-provider.ts';
import { decideAgain } from './decide-again.ts';
import { findHeldRefund, type HeldRefund } from './find-debit.ts';
import { findRefundHolder } from './find-refund-holder.ts';
import { findRefundSource, type RefundSource } from './find-refund-source.ts';
import { joinDebit } from './join-debit.ts';
import type { Calling, FindAccount, Parts } from './parts.ts';

/** What settling needs beside the usual parts. */
type RefundParts = Parts & Calling & { readonly findAccount: FindAccount };

/** What a provider's answer makes of a refund; and the answer itself, to be kept. */
type Heard = { readonly fact: ItemRefundFact | 'done'; readonly keyId: string; readonly raw: string };

const heardOf = (
  reading: RefundReading | RefundQueryReading,
  { id: refundId, amountVnd }: RefundProposal,
): Heard | undefined => {
  if (reading.type === 'in-doubt' || reading.type === 'no-answer') return undefined;
  const { keyId, raw } = reading;
  const of = { refundId, amountVnd };
  switch (reading.type) {
    case 'taken':
      return { fact: { type: 'refund.sent', ...of, transactionId: reading.transactionId }, keyId, raw };
    case 'under-way':
      return { fact: { type: 'refund.sent', ...of }, keyId, raw };
    case 'done':
      return { fact: 'done', keyId, raw };
    case 'refused':
    case 'rejected':
      return { fact: { type: 'refund.failed', ...of, why: reading.type, reasonCode: reading.why }, keyId, raw };
  }
};

/** Whether an answer tells something new: what was sent is not sent again, and no late no undoes what is on its way. */
const isNews = ({ status }: RefundEntry, { fact }: Heard): boolean => {
  if (fact === 'done') return status === 'in-doubt' || status === 'sent';
  const isRejected = fact.type === 'refund.failed' && fact.why === 'rejected';
  return status === 'in-doubt' || (status === 'sent' && isRejected);
};

/** What an answer says that is against what officers have ended a refund as; nothing when it agrees. */
const contradictionOf = ({ ended }: RefundProposal, { fact }: Heard): 'under-way' | 'done' | 'failed' | undefined => {
  if (fact !== 'done' && fact.type === 'refund.failed') return ended?.as === 'paid' ? 'failed' : undefined;
  if (ended?.as !== 'not-paid') return undefined;
  return fact === 'done' ? 'done' : 'under-way';
};

/**
 * What is written when a provider says otherwise than officers have found out, which they did while it was being asked: no
 * money is moved by it, and a person must look.
 */
const contradict = async (
  { store, now }: RefundParts,
  { id, of, amountVnd }: RefundProposal,
  heard: Heard,
): Promise<readonly [Write, ...Write[]] | undefined> => {
  const proposal = await find(store, at.proposal(id));
  const holder = await findRefundHolder(store, of);
  const said = proposal?.kind === 'refund' ? contradictionOf(proposal, heard) : undefined;
  if (proposal?.kind !== 'refund' || holder === undefined || said === undefined) return undefined;
  const happened = holder.happen({ type: 'refund.contradicted', refundId: id, amountVnd, said }, now());
  return [...happened, put(at.proposal(id), contradicted(proposal, now()))];
};

/** What an answer does to its refund: nothing when the refund has gone on meanwhile. */
const writesOf = async (parts: RefundParts, proposal: RefundProposal, heard: Heard) => {
  const held = await findHeldRefund(parts.store, proposal.of, proposal.id);
  if (held === undefined || held.entry.status === 'done') return contradict(parts, proposal, heard);
  if (!isNews(held.entry, heard)) return undefined;
  const { fact } = heard;
  return fact === 'done' ? held.holder.finish(held.entry, {}, parts.now()) : held.holder.happen(fact, parts.now());
};

/** Keeps a provider's answer with its effect. */
const takeAnswer = (parts: RefundParts, proposal: RefundProposal, heard: Heard): Promise<unknown> =>
  decideAgain(parts, async () => {
    const { store, now, count } = parts;
    const writes = await writesOf(parts, proposal, heard);
    if (writes === undefined) return 'nothing new';
    const { keyId, raw } = heard;
    const answer = { version: 1 as const, source: 'query' as const, receivedAt: now(), raw, keyId };
    const outcome = await store.commit([...writes, put(at.refundAnswer(proposal.id, writes[0].version), answer)]);
    const isContradiction = writes.some(({ sk }) => sk === 'PROPOSAL');
    if (outcome === 'committed' && isContradiction) count('NoticeContradicted', { refundId: proposal.id });
    return outcome;
  });

/** What the provider answered, as text; nothing when it did not, which is counted. */
const hearProvider = async (
  parts: RefundParts,
  refundId: ProposalId,
  request: ProviderRequest,
): Promise<string | undefined> => {
  const called = await callProvider(parts, request);
  if ('body' in called) return called.body;
  parts.count('QuestionFailed', { refundId, why: called.why });
  return undefined;
};

type Asking = { readonly proposal: RefundProposal; readonly held: HeldRefund; readonly source: RefundSource };

/** Takes what was understood of an answer; what was not is counted. */
const take = async (
  parts: RefundParts,
  proposal: RefundProposal,
  reading: RefundReading | RefundQueryReading,
): Promise<void> => {
  const heard = heardOf(reading, proposal);
  if (heard !== undefined) await takeAnswer(parts, proposal, heard);
  if ('why' in reading) parts.count('QuestionFailed', { refundId: proposal.id, why: reading.why });
};

/**
 * Asks the provider for the money to go back. That it may have been asked is written down first: whoever finds it so asks
 * after it, and nobody sends it again.
 */
const send = async (parts: RefundParts, { proposal, held, source }: Asking): Promise<void> => {
  const { id, amountVnd } = proposal;
  const { attempt, notice, refund } = source;
  const { transactionId, amountVnd: paidVnd } = notice;
  const by = (proposal.decidedBy ?? proposal.askedBy).name;
  const order = { attempt, paidVnd, amountVnd, transactionId, requestId: id, by, now: parts.now() };
  const request = refund.request(order);
  const sending = held.holder.happen({ type: 'refund.sending', refundId: id, amountVnd }, parts.now());
  if ((await parts.store.commit(sending)) === 'conflict') return;
  const body = await hearProvider(parts, id, request);
  if (body !== undefined) await take(parts, proposal, refund.read(body, order));
};

/** Asks the provider what became of a refund; the next question is written down before this one is asked. */
const ask = async (parts: RefundParts, { proposal, held, source }: Asking): Promise<void> => {
  const { id, amountVnd } = proposal;
  const { attempt, notice, refund } = source;
  const requestId = makeRequestId(parts);
  const question = { attempt, paidVnd: notice.amountVnd, amountVnd, requestId, now: parts.now() };
  if ((await parts.store.commit([held.holder.look(id, parts.now())])) === 'conflict') return;
  const body = await hearProvider(parts, id, refund.query.request(question));
  if (body !== undefined) await take(parts, proposal, refund.query.read(body, question));
};

/** Looks whether the debit of a transfer has come up without knowing whose it is. */
const lookForDebit = async (parts: RefundParts, proposal: RefundProposal, { holder }: HeldRefund): Promise<void> => {
  const outcome = await parts.store.commit([holder.look(proposal.id, parts.now())]);
  if (outcome === 'committed') await joinDebit(parts, proposal);
};

/**
 * Does what is due of one refund: asks its provider for it, or after it; of a transfer, looks for its debit. Safe to run
 * twice at once, and a commit that met a conflict is left to whoever comes next.
 */
export const settleRefund = async (parts: RefundParts, of: RefundOf, refundId: ProposalId): Promise<void> => {
  const proposal = await find(parts.store, at.proposal(refundId));
  const held = await findHeldRefund(parts.store, of, refundId);
  if (proposal?.kind !== 'refund' || held?.entry.askAt === undefined || held.entry.askAt > parts.now()) return;
  if (held.entry.way === 'transfer') {
    await lookForDebit(parts, proposal, held);
    return;
  }
  const source = await findRefundSource(parts, of);
  if (source === undefined) {
    parts.count('QuestionFailed', { refundId, why: 'the provider cannot be asked: are its keys gone?' });
    // What was never sent stays due until it can be; what may have been goes its way to the desk.
    if (held.entry.status !== 'reserved') await parts.store.commit([held.holder.look(refundId, parts.now())]);
    return;
  }
  await (held.entry.status === 'reserved' ? send : ask)(parts, { proposal, held, source });
};
