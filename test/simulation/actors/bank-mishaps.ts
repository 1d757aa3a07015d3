import { writeCallback, writeUnreadable } from '../bank-messages.ts';
import type { BankPayment, Notice } from '../bank.ts';
import { accounts } from '../setting.ts';
import type { Actor } from './actor.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What banks do beside taking payments: tell of strangers, contradict themselves, fall silent. And what forgers do. */
export const bankMishaps: Actor = ({ chance, timeline, trace, bank, books, lephi, faults, fail }) => {
  const pickPayment = (): BankPayment | undefined => {
    const payments = [...bank.payments.values()].slice(-20);
    return payments.length === 0 ? undefined : chance.pick(payments);
  };

  /** A shop that shares the terminal was paid: genuine money that names nothing of ours. */
  const tellOfStranger = (): void => {
    faults.count('bank told of a stranger');
    const { options } = chance.pick(accounts);
    const reference = `SHOP${bank.payments.size}`;
    const transactionNo = bank.payments.size + 1;
    const amountVnd = chance.int(1, 500_000);
    bank.settle(bank.add({ tmnCode: String(options.tmnCode), reference, amountVnd, transactionNo }), 'paid');
  };

  /** The reference of one account's attempt is paid at another account. */
  const tellOfOtherAccount = (): void => {
    const payment = pickPayment();
    const tmnCode = String(chance.pick(accounts).options.tmnCode);
    if (payment === undefined || bank.payments.has(`vnpay:${tmnCode}:${payment.reference}`)) return;
    faults.count('bank told of another account');
    const { reference, amountVnd } = payment;
    bank.settle(bank.add({ tmnCode, reference, amountVnd, transactionNo: bank.payments.size + 1 }), 'paid');
  };

  /** Another amount, or a failure, of a payment that Lephi has confirmed: it must change nothing. */
  const contradict = (): void => {
    const payment = pickPayment();
    if (payment === undefined || !books.movements.get(payment.movementKey)?.said.has(`paid ${payment.amountVnd}`))
      return;
    faults.count('bank contradicted itself');
    const told = bank.toldOf(payment);
    const lie = chance.oneIn(2)
      ? { ...told, amountVnd: payment.amountVnd + 1000 }
      : { ...told, state: 'failed' as const };
    bank.callBack(bank.noticeOf(payment, lie));
  };

  const expectWord = async (notice: Pick<Notice, 'accountId' | 'raw'>, what: string): Promise<void> => {
    const ended = await lephi.callBack(notice.accountId, notice.raw);
    trace.note(what, ended.type === 'answered' ? ended.value : ended.type);
    if (ended.type === 'answered' && ended.value !== 'bad-signature' && ended.value !== 'try-again')
      fail(new Error(`${what} was answered ${ended.value}: ${notice.raw}`));
  };

  const forge = (): void => {
    const payment = pickPayment();
    if (payment === undefined) return;
    faults.count('callback forged');
    const { accountId } = payment;
    const raw = writeCallback({ ...bank.toldOf(payment), state: 'paid', atMs: timeline.nowMs() }, 'a guess');
    expectWord({ accountId, raw }, 'forgery').catch(fail);
  };

  const mumble = (): void => {
    const payment = pickPayment();
    if (payment === undefined) return;
    faults.count('callback unreadable');
    const { accountId } = payment;
    const raw = writeUnreadable(bank.toldOf(payment), bank.secretOf(accountId));
    expectWord({ accountId, raw }, 'unreadable').catch(fail);
  };

  const fallSilent = (): void => {
    faults.count('bank does not answer questions');
    bank.moods.answers = false;
    timeline.after(chance.int(minuteMs, 6 * hourMs), () => void (bank.moods.answers = true));
  };

  const getLost = (): void => {
    faults.count('callbacks do not arrive for hours');
    bank.moods.getsThrough = false;
    timeline.after(chance.int(minuteMs, 20 * hourMs), () => void (bank.moods.getsThrough = true));
  };

  return [
    { weight: 1, act: tellOfStranger },
    { weight: 1, act: tellOfOtherAccount },
    { weight: 2, act: contradict },
    { weight: 1, act: forge },
    { weight: 1, act: mumble },
    { weight: 1, act: fallSilent },
    { weight: 2, act: getLost },
  ];
};
