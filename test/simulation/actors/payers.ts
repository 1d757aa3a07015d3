import { checkoutToken } from '../../../lib/use-cases/checkout.ts';
import type { OrderBook } from '../books.ts';
import { agencies } from '../setting.ts';
import type { Actor } from './actor.ts';

const minuteMs = 60_000;

/** Citizens and companies: they open the checkout in several tabs, each goes to a bank, and some come back. */
export const payers: Actor = ({ chance, timeline, books, lephi, banks, fail, onNews }) => {
  /** One tab: to the checkout, to the bank, and there perhaps twice. */
  const openTab = async (token: string, accountId: string): Promise<void> => {
    const ended = await lephi.pay(token, accountId);
    if (ended.type === 'answered') banks.of(accountId).receive(ended.value);
  };

  const goToCheckout = ({ head }: OrderBook): void => {
    const accountIds = agencies.find(({ code }) => code === head.agencyCode)!.merchantAccountIds;
    const tabs = chance.pick([1, 1, 1, 1, 1, 2, 2, 3]);
    for (let tab = 0; tab < tabs; tab += 1)
      timeline.after(chance.int(0, 300), () => {
        openTab(checkoutToken(head), chance.pick(accountIds)).catch(fail);
      });
  };

  /** Most are sent to the checkout as soon as their order is made. */
  onNews(({ pk, sk, version }) => {
    if (sk !== 'ORDER' || version !== 1 || chance.oneIn(5)) return;
    timeline.after(chance.pick([chance.int(500, 5000), chance.int(5000, 3 * minuteMs)]), () => {
      goToCheckout(books.orders.get(String(pk).replace('ORDER#', ''))!);
    });
  });

  const comeBack = (to: readonly OrderBook[]): void => {
    if (to.length > 0) goToCheckout(chance.pick(to));
  };

  return [
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
};
