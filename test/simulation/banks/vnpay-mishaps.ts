import type { Move } from '../actors/actor.ts';
import { accounts } from '../setting.ts';
import type { BankParts } from './caller.ts';
import type { Vnpay, VnpayPayment } from './vnpay.ts';
import { writeCallback, writeUnreadable } from './vnpay-messages.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What it does beside taking payments: it tells of strangers, contradicts itself, falls silent. And what forgers do. */
export const listMishaps = ({ chance, timeline, books, faults }: BankParts, bank: Vnpay): readonly Move[] => {
  const tmnCodes = accounts.flatMap(({ provider, options }) => (provider === 'vnpay' ? String(options.tmnCode) : []));

  const pickPayment = (): VnpayPayment | undefined => {
    const payments = [...bank.payments.values()].slice(-20);
    return payments.length === 0 ? undefined : chance.pick(payments);
  };

  /** A shop that shares the terminal was paid: genuine money that names nothing of ours. */
  const tellOfStranger = (): void => {
    faults.count('bank told of a stranger');
    const reference = `SHOP${bank.payments.size}`;
    bank.settle(bank.add({ tmnCode: chance.pick(tmnCodes), reference, amountVnd: chance.int(1, 500_000) }), 'paid');
  };

  /** The reference of one account's attempt is paid at another account. */
  const tellOfOtherAccount = (): void => {
    const payment = pickPayment();
    const tmnCode = chance.pick(tmnCodes);
    if (payment === undefined || bank.payments.has(`vnpay:${tmnCode}:${payment.reference}`)) return;
    faults.count('bank told of another account');
    const { reference, amountVnd } = payment;
    bank.settle(bank.add({ tmnCode, reference, amountVnd }), 'paid');
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

  const callInVain = ({ accountId }: VnpayPayment, raw: string, what: string): void => {
    const request = () => ({ method: 'GET', rawQueryString: raw, headers: {}, body: '' });
    bank.callInVain({ accountId, request, raw }, what);
  };

  const forge = (): void => {
    const payment = pickPayment();
    if (payment === undefined) return;
    faults.count('callback forged');
    const told = { ...bank.toldOf(payment), state: 'paid', atMs: timeline.nowMs() } as const;
    callInVain(payment, writeCallback(told, 'a guess'), 'forgery');
  };

  const mumble = (): void => {
    const payment = pickPayment();
    if (payment === undefined) return;
    faults.count('callback unreadable');
    callInVain(payment, writeUnreadable(bank.toldOf(payment), bank.secretOf(payment.accountId)), 'unreadable');
  };

  const fallSilent = (): void => {
    faults.count('bank does not answer questions');
    bank.desk.answers = false;
    timeline.after(chance.int(minuteMs, 6 * hourMs), () => void (bank.desk.answers = true));
  };

  const getLost = (): void => {
    faults.count('callbacks do not arrive for hours');
    bank.line.isOpen = false;
    timeline.after(chance.int(minuteMs, 20 * hourMs), () => void (bank.line.isOpen = true));
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
