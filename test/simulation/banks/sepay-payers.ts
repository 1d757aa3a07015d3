import type { Transfer } from '../../../lib/providers/provider.ts';
import { drawHabits } from '../habits.ts';
import type { SentPayer } from '../lephi.ts';
import type { BankParts } from './caller.ts';
import type { Sepay } from './sepay.ts';
import { mistype, writeNothing, writeText } from './sepay-texts.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** Payers who were told what to transfer, and transfer something. */
export const makePayer = ({ chance, timeline, faults }: BankParts, bank: Sepay): ((payer: SentPayer) => void) => {
  /** How long one takes: many at once, some until the next day. */
  const thinkMs = (): number =>
    chance
      .weigh([
        { weight: 4, ms: [50, 2 * secondMs] as const },
        { weight: 5, ms: [5 * secondMs, 10 * minuteMs] as const },
        { weight: 2, ms: [12 * minuteMs, 2 * hourMs] as const },
        { weight: 1, ms: [2 * hourMs, 40 * hourMs] as const },
      ])
      .ms.reduce((from, to) => chance.int(from, to));

  type Paid = { readonly transfer: Transfer; readonly orderId: string };

  const clearly = ({ orderId }: Paid) => ({ content: writeText(orderId, chance), names: orderId });

  const pay = (paid: Paid, amountVnd: number = paid.transfer.amountVnd): void => {
    bank.transfer({ accountNumber: paid.transfer.accountNumber, direction: 'in', amountVnd, ...clearly(paid) });
  };

  const payTwice = (paid: Paid): void => {
    faults.count('transfer made twice');
    pay(paid);
    timeline.after(chance.pick([0, 100, hourMs]), () => {
      pay(paid);
    });
  };

  /** In two parts, as of more than an app lets through at once. */
  const payInParts = (paid: Paid): void => {
    faults.count('transfer in parts');
    const firstVnd = chance.int(1, paid.transfer.amountVnd - 1);
    pay(paid, firstVnd);
    timeline.after(chance.pick([0, 100, hourMs]), () => {
      pay(paid, paid.transfer.amountVnd - firstVnd);
    });
  };

  const payWrongly = (paid: Paid): void => {
    faults.count('transfer of another amount');
    pay(paid, paid.transfer.amountVnd + chance.pick([-1000, 1, 5000, paid.transfer.amountVnd]));
  };

  const mistypeCode = ({ transfer, orderId }: Paid): void => {
    faults.count('transfer with a mistyped code');
    const { accountNumber, amountVnd } = transfer;
    bank.transfer({ accountNumber, direction: 'in', amountVnd, content: writeText(mistype(orderId, chance), chance) });
  };

  const forgetCode = ({ transfer: { accountNumber, amountVnd } }: Paid): void => {
    faults.count('transfer without a code');
    bank.transfer({ accountNumber, direction: 'in', amountVnd, content: writeNothing(chance) });
  };

  const payElsewhere = (paid: Paid): void => {
    const others = bank.accountNumbers.filter((number) => number !== paid.transfer.accountNumber);
    faults.count('transfer into another account');
    const { amountVnd } = paid.transfer;
    bank.transfer({ accountNumber: chance.pick(others), direction: 'in', amountVnd, ...clearly(paid) });
  };

  const leave = (): void => undefined;

  const outcomes = drawHabits(chance, [
    { weight: 14, act: pay },
    { weight: 2, act: payTwice },
    { weight: 3, act: payInParts },
    { weight: 3, act: payWrongly },
    { weight: 2, act: mistypeCode },
    { weight: 1, act: forgetCode },
    { weight: 1, act: payElsewhere },
    { weight: 3, act: leave },
  ]);

  return (payer) => {
    if (!('transfer' in payer)) return;
    timeline.after(thinkMs(), () => {
      chance.weigh(outcomes).act(payer);
    });
  };
};
