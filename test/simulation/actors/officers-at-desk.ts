import type { Proposal } from '../../../lib/domain/proposal.ts';
import type { ProposalId } from '../../../lib/domain/proposal-id.ts';
import type { MovementBook, OrderBook } from '../books.ts';
import { accounts } from '../setting.ts';
import { writeText } from '../banks/sepay-texts.ts';
import type { Actor } from './actor.ts';
import { checkRefusal } from './officer-memory.ts';
import { credentialOf, pickPerson } from './officer-people.ts';
import { refusalOf } from './portal-memory.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

type Refund = Proposal & { readonly kind: 'refund' };

/** Officers who deal with what waits at the desk: they make transfers, and end what nobody else can end. */
export const officersAtDesk: Actor = ({ chance, timeline, books, banks, lephi, faults, trace, fail, onNews }) => {
  const officer = () => credentialOf(pickPerson(chance), chance);

  /** An account of the agency's, out of which a transfer can be made that Lephi hears of. */
  const findAccountId = ({ of }: Refund): string | undefined => {
    const reached =
      'orderId' in of
        ? books.orders.get(of.orderId)!.head.payment?.accountId
        : books.movements.get(of.movementKey)!.movement.notice.accountId;
    const own = accounts.find(({ id }) => id === reached);
    const ways = accounts.filter(({ id, agencyCode }) => agencyCode === own?.agencyCode && banks.of(id).payOut);
    return ways.find(({ id }) => id === reached)?.id ?? ways[0]?.id;
  };

  const enter = async (id: ProposalId, accountId: string, transferReference: string): Promise<void> => {
    const payee = { bankCode: '970436', accountNumber: '0123456789', name: 'NGUYEN VAN A' };
    const ended = await lephi.desk.enterTransfer({
      by: officer(),
      id,
      transfer: { payee, transferReference, accountId },
    });
    trace.note(id, `an officer enters ${transferReference}: ${refusalOf(ended) ?? ended.type}`);
    checkRefusal('enter transfer', id, ended);
  };

  const payOut = ({ id, amountVnd }: Refund, accountId: string, isNamed: boolean): string => {
    const content = isNamed ? writeText(id, chance) : 'hoan tra';
    const paid = banks.of(accountId).payOut!(accountId, { amountVnd, content, ...(isNamed && { names: id }) });
    return paid.reference;
  };

  const nameInText = async (refund: Refund, accountId: string): Promise<void> => {
    payOut(refund, accountId, true);
  };

  const enterReference = async (refund: Refund, accountId: string): Promise<void> => {
    const reference = payOut(refund, accountId, chance.oneIn(3));
    // Some banks give no reference: then only the text tells.
    if (reference === '') await nameInText(refund, accountId);
    else await enter(refund.id, accountId, reference);
  };

  const enterWrongly = async (refund: Refund, accountId: string): Promise<void> => {
    faults.count('transfer entered with a wrong reference');
    await enter(refund.id, accountId, chance.pick(['FT2690000', 'FT2690001', `FT26${90_000 + chance.int(0, 40)}`]));
    await enterReference(refund, accountId);
  };

  const payTwice = async (refund: Refund, accountId: string): Promise<void> => {
    faults.count('refund transferred twice');
    await nameInText(refund, accountId);
    await enterReference(refund, accountId);
  };

  const payWrongly = async (refund: Refund, accountId: string): Promise<void> => {
    faults.count('refund transferred with another amount');
    const reference = payOut(
      { ...refund, amountVnd: (refund.amountVnd + 1000) as Refund['amountVnd'] },
      accountId,
      true,
    );
    if (reference !== '') await enter(refund.id, accountId, reference);
  };

  const ways = [
    { weight: 4, act: enterReference },
    { weight: 3, act: nameInText },
    { weight: 2, act: enterWrongly },
    { weight: 1, act: payTwice },
    { weight: 1, act: payWrongly },
  ];

  const transfer = (id: ProposalId): void => {
    const refund = books.proposals.get(id)!.proposal;
    if (refund.kind !== 'refund' || refund.desk?.class !== 'refund-to-transfer') return;
    const accountId = findAccountId(refund);
    if (accountId !== undefined) chance.weigh(ways).act(refund, accountId).catch(fail);
  };

  onNews(({ sk, deskClass, id }) => {
    if (sk !== 'PROPOSAL' || deskClass !== 'refund-to-transfer' || chance.oneIn(5)) return;
    timeline.after(chance.pick([10, 1000, chance.int(minuteMs, 6 * hourMs)]), () => {
      transfer(id as ProposalId);
    });
  });

  /** Somebody takes the first of what waits in one of these ways. */
  const pickWaiting = <T>(among: Iterable<T>, waits: (one: T) => boolean): T | undefined => {
    const waiting = [...among].filter(waits);
    return waiting.length === 0 ? undefined : chance.pick(waiting);
  };

  const accept = async (): Promise<void> => {
    const classes: readonly unknown[] = ['unexplained-debit', 'contradicted', 'reversed-in-part'];
    const one: MovementBook | undefined = pickWaiting(books.movements.values(), ({ movement }) =>
      classes.includes(movement.desk?.class),
    );
    if (one === undefined) return;
    const ended = await lephi.desk.accept({ by: officer(), movementKey: one.key, reason: 'đã hỏi ngân hàng' });
    checkRefusal('accept', one.key, ended);
  };

  /** The bank is phoned: an attempt by which nobody paid is ended, another is asked after again. */
  const endAttempt = async (): Promise<void> => {
    const order: OrderBook | undefined = pickWaiting(
      books.orders.values(),
      ({ head }) => head.desk?.class === 'attempt-in-doubt',
    );
    const attempt = order?.head.attempts.find(
      ({ status, askAt }) => (status === 'under-way' || status === 'in-doubt') && askAt === undefined,
    );
    if (order === undefined || attempt === undefined) return;
    const wasPaid = banks.listEntries().some((entry) => entry.reference === attempt.reference && entry.wasPaid);
    const by = { by: officer(), orderId: order.id, attempt: attempt.number };
    const ended = wasPaid
      ? await lephi.desk.askAttempt(by)
      : await lephi.desk.abandon({ ...by, reason: 'ngân hàng xác nhận' });
    checkRefusal('end attempt', order.id, ended);
  };

  const askRefund = async (): Promise<void> => {
    const one = pickWaiting(
      books.proposals.values(),
      ({ proposal }) => proposal.kind === 'refund' && proposal.status === 'approved',
    );
    if (one === undefined) return;
    checkRefusal('ask again', one.id, await lephi.desk.askRefund(officer(), one.proposal.id));
  };

  const makeTransfer = (): void => {
    const one = pickWaiting(books.proposals.values(), ({ proposal }) => proposal.desk?.class === 'refund-to-transfer');
    if (one !== undefined) transfer(one.proposal.id);
  };

  return [
    { weight: 2, act: accept },
    { weight: 2, act: endAttempt },
    { weight: 1, act: askRefund },
    { weight: 1, act: makeTransfer },
  ];
};
