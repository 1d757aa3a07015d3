import { drawHabits } from '../habits.ts';
import type { SentPayer } from '../lephi.ts';
import type { BankParts } from './caller.ts';
import type { Vnpay, VnpayPayment } from './vnpay.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** Nobody can pay by a page that ended so long ago. */
const graceMs = 25 * minuteMs;

/** Payers at VNPAY's page: they pay, fail, try again, or give up. */
export const makePayer = ({ chance, timeline, faults }: BankParts, bank: Vnpay): ((payer: SentPayer) => void) => {
  /** How long one takes there: many at once, most within minutes, a few beyond its end. */
  const thinkMs = (): number =>
    chance
      .weigh([
        { weight: 4, ms: [50, 2 * secondMs] as const },
        { weight: 5, ms: [5 * secondMs, 10 * minuteMs] as const },
        { weight: 1, ms: [12 * minuteMs, 35 * minuteMs] as const },
      ])
      .ms.reduce((from, to) => chance.int(from, to));

  const isPageOpen = (payment: VnpayPayment): boolean => timeline.nowMs() < payment.expiresAtMs + graceMs;

  const becomeSuspicious = (payment: VnpayPayment): void => {
    faults.count('in doubt');
    bank.settle(payment, 'suspicious');
    const end = chance.pick(['paid', 'paid', 'paid', 'failed', 'failed', 'never'] as const);
    if (end === 'never') return;
    timeline.after(chance.int(minuteMs, 48 * hourMs), () => {
      bank.settle(payment, end);
    });
  };

  /** Some try again on the same page, at once or when its time is over; of some the bank finds a day later that they paid. */
  const failAndPerhapsPay = (payment: VnpayPayment): void => {
    bank.settle(payment, 'failed');
    if (chance.oneIn(3)) return;
    const untilEndMs = Math.max(0, payment.expiresAtMs - timeline.nowMs());
    const againMs = chance.pick([
      chance.int(20, 3 * minuteMs),
      untilEndMs + chance.pick([0, minuteMs, 3 * minuteMs]),
      chance.int(minuteMs, 24 * hourMs),
    ]);
    timeline.after(againMs, () => {
      faults.count('failed, then paid');
      bank.settle(payment, 'paid');
    });
  };

  const pay = (payment: VnpayPayment): void => {
    if (timeline.nowMs() > payment.expiresAtMs) faults.count('paid after the end');
    bank.settle(payment, 'paid');
  };

  const leave = (): void => undefined;

  const outcomes = drawHabits(chance, [
    { weight: 12, act: pay },
    { weight: 6, act: failAndPerhapsPay },
    { weight: 3, act: becomeSuspicious },
    { weight: 2, act: leave },
  ]);

  return (payer) => {
    const payment = 'url' in payer ? bank.arrive(payer.url) : undefined;
    if (payment === undefined) return;
    timeline.after(thinkMs(), () => {
      if (payment.state === 'open' && isPageOpen(payment)) chance.weigh(outcomes).act(payment);
    });
  };
};
