import type { CallbackWord } from '../../../lib/domain/notice.ts';
import { findProvider } from '../../../lib/providers/registry.ts';
import type { ProtocolAnswer } from '../../../lib/providers/provider.ts';
import type { Base } from '../base.ts';
import type { Books } from '../books.ts';
import type { Lephi } from '../lephi.ts';
import type { Network } from '../network.ts';
import type { Notice, Onlooker } from './bank.ts';

/** What a bank stands on. */
export type BankParts = Base & {
  readonly network: Network;
  readonly lephi: Lephi;
  readonly books: Books;
  readonly onlooker: Onlooker;
};

/** How a bank calls back: when it has been heard, and how long it waits before it calls for the n-th time again. */
type Manners = {
  readonly provider: string;
  readonly isHeard: (answer: ProtocolAnswer) => boolean;
  readonly pausesMs: readonly number[];
};

/** The part of a bank that calls Lephi back. */
export type Caller = {
  /** Calls until it is heard, at most so often; perhaps late, perhaps twice. */
  readonly callBack: (notice: Notice) => void;
  /** One call that expects to be refused. */
  readonly callInVain: (notice: Pick<Notice, 'accountId' | 'request' | 'raw'>, what: string) => void;
  /** Whether its callbacks arrive at all. */
  readonly line: { isOpen: boolean };
};

const minuteMs = 60_000;

/** Calls of a repeated message beyond the last pause are made once. */
const lastTry = Infinity;

export const makeCaller = (parts: BankParts, { provider, isHeard, pausesMs }: Manners): Caller => {
  const { chance, timeline, faults, trace, lephi, onlooker, fail } = parts;
  const line = { isOpen: true };

  const answerOf = (word: CallbackWord): ProtocolAnswer => findProvider(provider)!.acknowledge(word);

  /** Whether the bank has heard what it wants to hear. */
  const call = async (notice: Notice): Promise<boolean> => {
    if (!line.isOpen || faults.strikes('callback lost')) return false;
    const askedAtMs = timeline.nowMs();
    const ended = await lephi.callBack(provider, notice.accountId, notice.request());
    if (ended.type !== 'answered') return false;
    trace.note(notice.about, `${provider} hears ${ended.value} to ${notice.said} (${notice.movementKey})`);
    onlooker(notice, { word: ended.value, askedAtMs });
    return !faults.strikes('answer to a callback lost') && isHeard(answerOf(ended.value));
  };

  const callUntilHeard = (notice: Notice, tries: number): void => {
    const delayMs = faults.strikes('callback late')
      ? chance.int(minuteMs, 6 * 60 * minuteMs)
      : chance.pick([5, 10, 15, 1000]);
    timeline.after(delayMs, () => {
      call(notice)
        .then((heard) => {
          const pauseMs = pausesMs[tries];
          if (!heard && pauseMs !== undefined)
            timeline.after(pauseMs, () => {
              callUntilHeard(notice, tries + 1);
            });
        })
        .catch(fail);
    });
  };

  return {
    callBack: (notice) => {
      callUntilHeard(notice, 0);
      while (faults.strikes('callback repeated')) callUntilHeard(notice, lastTry);
    },
    callInVain: ({ accountId, request, raw }, what) => {
      lephi
        .callBack(provider, accountId, request())
        .then((ended) => {
          trace.note(what, ended.type === 'answered' ? ended.value : ended.type);
          if (ended.type === 'answered' && ended.value !== 'bad-signature' && ended.value !== 'try-again')
            fail(new Error(`${what} was answered ${ended.value}: ${raw}`));
        })
        .catch(fail);
    },
    line,
  };
};
