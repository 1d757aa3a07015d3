import { proposalRequestSchema, type RefundProposal } from '../../../lib/domain/proposal.ts';
import type { RefundEntry } from '../../../lib/domain/refund.ts';
import { isStuck } from '../invariants/desk.ts';
import type { Actor } from './actor.ts';
import { checkProposed, checkRefusal } from './officer-memory.ts';
import { credentialOf, pickOther, pickPerson } from './officer-people.ts';
import { refusalOf } from './portal-memory.ts';

const hourMs = 3_600_000;

/**
 * Officers who end what no question settled of refunds: one phones the bank and says what it came to, another approves. They
 * go on until none is left, also when nobody else acts any more.
 */
export const officersInDoubt: Actor = ({ chance, timeline, books, banks, lephi, trace, fail, onWritten }) => {
  const watched = new Set<string>();
  let asked = 0;

  const findRefund = (id: string): RefundProposal | undefined => {
    const proposal = books.proposals.get(id)?.proposal;
    return proposal?.kind === 'refund' ? proposal : undefined;
  };

  const entriesOf = ({ of }: RefundProposal): readonly RefundEntry[] =>
    'orderId' in of
      ? (books.orders.get(of.orderId)!.head.refunds ?? [])
      : (books.movements.get(of.movementKey)!.movement.parts ?? []).flatMap((part) =>
          part.kind === 'refund' ? [part] : [],
        );

  const keyOf = ({ of }: RefundProposal): string =>
    'orderId' in of ? books.orders.get(of.orderId)!.head.payment!.movementKey! : of.movementKey;

  /** What the bank's own books say of it. */
  const wasPaid = (refund: RefundProposal, { way, amountVnd }: RefundEntry): boolean => {
    if (way === 'transfer') {
      const debit = refund.debitKey === undefined ? undefined : banks.findEntry(refund.debitKey);
      return debit?.amountVnd === amountVnd && debit.wasPaid;
    }
    const key = keyOf(refund);
    const { accountId } = books.movements.get(key)!.movement.notice;
    return banks.of(accountId).hasPaidBack?.(key, refund.id) ?? false;
  };

  const propose = async (refund: RefundProposal, entry: RefundEntry): Promise<void> => {
    const person = pickPerson(chance);
    const request = proposalRequestSchema.parse({
      kind: 'refund-ending',
      refundId: refund.id,
      as: wasPaid(refund, entry) ? 'paid' : 'not-paid',
      evidence: 'ngân hàng trả lời bằng văn bản',
      reason: 'không có câu trả lời nào nữa',
    });
    const one = { person, key: `end-${(asked += 1)}`, request };
    const ended = await lephi.desk.propose({
      officer: credentialOf(person, chance),
      idempotencyKey: one.key,
      request,
    });
    trace.note(refund.id, `${person} says that it is ${String(wasPaid(refund, entry))} that it was paid`);
    checkProposed(books, one, undefined, ended);
  };

  const act = async (id: string): Promise<void> => {
    const refund = findRefund(id);
    const entry = refund && entriesOf(refund).find(({ refundId, ...one }) => refundId === id && isStuck(one));
    if (refund === undefined || entry === undefined) {
      watched.delete(id);
      return;
    }
    const ending = [...books.proposals.values()].find(
      ({ proposal }) =>
        proposal.kind === 'refund-ending' && proposal.refundId === id && proposal.status === 'requested',
    )?.proposal;
    if (ending === undefined) await propose(refund, entry);
    else {
      const other = credentialOf(pickOther(chance, ending.askedBy.subject.normalize('NFC').trim()), chance);
      const ended = await lephi.desk.approve(other, ending.id);
      trace.note(id, `${other.name} approves its end: ${refusalOf(ended) ?? ended.type}`);
      checkRefusal('approve', ending.id, ended);
    }
    watch(id);
  };

  const watch = (id: string): void => {
    watched.add(id);
    timeline.after(chance.int(1000, 6 * hourMs), () => void act(id).catch(fail));
  };

  onWritten(({ sk, refunds, parts }) => {
    if (sk !== 'ORDER' && sk !== 'MOVEMENT') return;
    const held = [refunds, parts].flatMap((list) => (Array.isArray(list) ? (list as Partial<RefundEntry>[]) : []));
    for (const { refundId, ...entry } of held)
      if (refundId !== undefined && isStuck({ status: 'reserved', ...entry }) && !watched.has(refundId))
        watch(refundId);
  });

  return [];
};
