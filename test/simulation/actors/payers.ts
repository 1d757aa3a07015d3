import { checkoutToken } from '../../../lib/use-cases/checkout.ts';
import type { BankPayment } from '../bank.ts';
import type { OrderBook } from '../books.ts';
import { drawHabits } from '../habits.ts';
import { agencies } from '../setting.ts';
import type { World } from '../world.ts';
import type { Actor, Move } from './actor.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** How long a payer takes at the bank's page: many at once, most within minutes, a few beyond its end. */
const thinkMs = ({ chance }: World): number =>
  chance
    .weigh([
      { weight: 4, ms: [50, 2 * secondMs] as const },
      { weight: 5, ms: [5 * secondMs, 10 * minuteMs] as const },
      { weight: 1, ms: [12 * minuteMs, 35 * minuteMs] as const },
    ])
    .ms.reduce((from, to) => chance.int(from, to));

/** Nobody can pay by a page that ended so long ago. */
const graceMs = 25 * minuteMs;

/** Citizens and companies: they open the checkout in several tabs, go to the bank, pay, fail, come back or give up. */
export const payers: Actor = (world) => {
  const { chance, timeline, books, lephi, bank, faults, fail, onNews } = world;

  const isPageOpen = (payment: BankPayment): boolean => timeline.nowMs() < payment.expiresAtMs + graceMs;

  const later = (ms: number, act: () => void): void => {
    timeline.after(ms, act);
  };

  const becomeSuspicious = (payment: BankPayment): void => {
    faults.count('in doubt');
    bank.settle(payment, 'suspicious');
    const end = chance.pick(['paid', 'paid', 'paid', 'failed', 'failed', 'never'] as const);
    if (end === 'never') return;
    later(chance.int(minuteMs, 48 * hourMs), () => {
      bank.settle(payment, end);
    });
  };

  /** Some try again on the same page, at once or when its time is over; of some the bank finds a day later that they paid. */
  const failAndPerhapsPay = (payment: BankPayment): void => {
    bank.settle(payment, 'failed');
    if (chance.oneIn(3)) return;
    const untilEndMs = Math.max(0, payment.expiresAtMs - timeline.nowMs());
    const againMs = chance.pick([
      chance.int(20, 3 * minuteMs),
      untilEndMs + chance.pick([0, minuteMs, 3 * minuteMs]),
      chance.int(minuteMs, 24 * hourMs),
    ]);
    later(againMs, () => {
      faults.count('failed, then paid');
      bank.settle(payment, 'paid');
    });
  };

  const pay = (payment: BankPayment): void => {
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

  const actAtBank = (payment: BankPayment): void => {
    if (payment.state === 'open' && isPageOpen(payment)) chance.weigh(outcomes).act(payment);
  };

  /** One tab: to the checkout, to the bank, and there perhaps twice. */
  const openTab = async (token: string, accountId: string): Promise<void> => {
    const ended = await lephi.pay(token, accountId);
    if (ended.type !== 'answered') return;
    const payment = bank.arrive(ended.value);
    if (payment === undefined) return;
    later(thinkMs(world), () => {
      actAtBank(payment);
    });
  };

  const goToCheckout = ({ head }: OrderBook): void => {
    const accountIds = agencies.find(({ code }) => code === head.agencyCode)!.merchantAccountIds;
    const tabs = chance.pick([1, 1, 1, 1, 1, 2, 2, 3]);
    for (let tab = 0; tab < tabs; tab += 1)
      later(chance.int(0, 300), () => {
        openTab(checkoutToken(head), chance.pick(accountIds)).catch(fail);
      });
  };

  /** Most are sent to the checkout as soon as their order is made. */
  onNews(({ pk, sk, version }) => {
    if (sk !== 'ORDER' || version !== 1 || chance.oneIn(5)) return;
    later(chance.pick([chance.int(500, 5000), chance.int(5000, 3 * minuteMs)]), () => {
      goToCheckout(books.orders.get(String(pk).replace('ORDER#', ''))!);
    });
  });

  const comeBack = (to: readonly OrderBook[]): void => {
    if (to.length > 0) goToCheckout(chance.pick(to));
  };

  const moves: readonly Move[] = [
    {
      weight: 8,
      act: () => {
        comeBack([...books.orders.values()].slice(-6));
      },
    },
    {
      weight: 3,
      act: () => {
        comeBack([...books.orders.values()]);
      },
    },
  ];
  return moves;
};
