import type { Move } from '../actors/actor.ts';
import type { BankParts } from './caller.ts';
import type { BankTransfer, Sepay } from './sepay.ts';
import { signWebhook, writeBody, writeUnreadableBody } from './sepay-messages.ts';
import { writeNothing } from './sepay-texts.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** More than a page of the list holds. */
const rushSize = 60;

/** What goes on at the bank and at SePay beside the payers' transfers. And what forgers do. */
export const listMishaps = ({ chance, timeline, faults }: BankParts, bank: Sepay): readonly Move[] => {
  const pickTransfer = (): BankTransfer | undefined => {
    const transfers = [...bank.transfers.values()].slice(-20);
    return transfers.length === 0 ? undefined : chance.pick(transfers);
  };

  const moveStrangers = (accountNumber: string, isUntold: boolean): void => {
    const content = writeNothing(chance);
    bank.move({ accountNumber, direction: 'in', amountVnd: chance.int(1, 500_000), content, isUntold });
  };

  /** Somebody transfers for some other reason. */
  const tellOfStranger = (): void => {
    faults.count('bank told of a stranger');
    moveStrangers(chance.pick(bank.accountNumbers), false);
  };

  /** So many at once that they do not fit on a page of the list, and no webhook tells of any. */
  const rush = (): void => {
    if (!chance.oneIn(10)) return;
    faults.count('more transfers than a page holds');
    const accountNumber = chance.pick(bank.accountNumbers);
    for (let count = 0; count < rushSize; count += 1)
      timeline.after(count * 1000, () => {
        moveStrangers(accountNumber, true);
      });
  };

  /** The bank takes its fee, or somebody at the agency transfers: money out that no refund explains. */
  const takeFee = (): void => {
    faults.count('debit that nothing explains');
    const accountNumber = chance.pick(bank.accountNumbers);
    bank.move({ accountNumber, direction: 'out', amountVnd: chance.int(1, 50_000), content: 'PHI DICH VU' });
  };

  const callInVain = ({ accountId }: BankTransfer, body: string, { secret, what }: Record<string, string>): void => {
    const request = () => signWebhook(body, secret!, timeline.nowMs());
    bank.callInVain({ accountId, request, raw: body }, what!);
  };

  const forge = (): void => {
    const transfer = pickTransfer();
    if (transfer === undefined) return;
    faults.count('callback forged');
    callInVain(transfer, writeBody({ ...transfer, referenceCode: 'FTFORGED' }), { secret: 'a guess', what: 'forgery' });
  };

  const mumble = (): void => {
    const transfer = pickTransfer();
    if (transfer === undefined) return;
    faults.count('callback unreadable');
    const secret = bank.secretOf(transfer.accountId);
    callInVain(transfer, writeUnreadableBody(transfer), { secret, what: 'unreadable' });
  };

  const fallSilent = (): void => {
    if (bank.list.mood() !== 'given') return;
    const mood = chance.pick(['silent', 'unreadable'] as const);
    faults.count(mood === 'silent' ? 'bank does not answer questions' : 'list unreadable for hours');
    bank.list.become(mood);
    timeline.after(chance.int(minuteMs, 6 * hourMs), () => {
      bank.list.become('given');
    });
  };

  const getLost = (): void => {
    faults.count('callbacks do not arrive for hours');
    bank.line.isOpen = false;
    timeline.after(chance.int(minuteMs, 20 * hourMs), () => void (bank.line.isOpen = true));
  };

  return [
    { weight: 1, act: tellOfStranger },
    { weight: 1, act: rush },
    { weight: 1, act: takeFee },
    { weight: 1, act: forge },
    { weight: 1, act: mumble },
    { weight: 1, act: fallSilent },
    { weight: 2, act: getLost },
  ];
};
