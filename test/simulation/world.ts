import type { Client } from '../../lib/domain/client.ts';
import { makeMemoryStore } from '../../lib/store/memory-store.ts';
import type { Item } from '../../lib/store/store.ts';
import type { Banks, Onlooker } from './banks/bank.ts';
import { openBanks } from './banks/banks.ts';
import { makeBase } from './base.ts';
import { type Books, makeBooks } from './books.ts';
import { type Answers, checkAnswer, makeAnswers } from './invariants/answers.ts';
import { makeReceived, type Received } from './invariants/webhooks.ts';
import { type Bug, type Foundations, keysKeptMs, type Lephi, makeLephi } from './lephi.ts';
import type { Network } from './network.ts';
import { portals, settingWrites } from './setting.ts';
import { makeVault } from './vault.ts';
import { must } from './violation.ts';

/** Everything there is in one simulation. */
export type World = Foundations & {
  readonly books: Books;
  readonly lephi: Lephi;
  readonly banks: Banks;
  /** The portals as they are now, by id. */
  readonly portals: Map<string, Client>;
  readonly received: Received;
  readonly answers: Answers;
  /** Hears of each item as it is written. */
  readonly onWritten: (listener: (item: Item) => void) => void;
  /** The same, until the actors have ended. */
  readonly onNews: (listener: (item: Item) => void) => void;
  /** Hears when the actors have ended, and everything is to come to rest. */
  readonly onCalm: (listener: () => void) => void;
  /** No faults any more, and nobody acts: what is under way ends. */
  readonly calm: () => void;
};

const indexLagMax = 40;

/** A message may be answered so long after it was read. */
const answerMs = 10_000;

export const makeWorld = async (seed: number, bug?: Bug): Promise<World> => {
  const base = makeBase(seed);
  const books = makeBooks(base.timeline.nowMs);
  const listeners = new Set<(item: Item) => void>();
  const newsListeners = new Set<(item: Item) => void>();
  const calmListeners: (() => void)[] = [];

  const store = makeMemoryStore({
    indexLag: () => (base.faults.strikes('index read stale') ? base.chance.int(1, indexLagMax) : 0),
    stream: (item) => {
      try {
        books.enter(item);
        for (const listener of [...listeners, ...newsListeners]) listener(item);
      } catch (error) {
        base.fail(error);
      }
    },
  });
  await store.commit(settingWrites());

  const network: Network = new Map();
  const vault = makeVault(base.timeline.nowMs);
  const foundations: Foundations = { ...base, store, vault, network };
  const lephi = makeLephi(foundations, bug);
  const answers = makeAnswers();
  const onlooker: Onlooker = (notice, answer) => {
    const { accountId, movementKey } = notice;
    const isKnown = vault.isKnown(accountId, notice.secret(), keysKeptMs + answerMs);
    must(
      answer.word !== 'bad-signature' || !isKnown,
      movementKey,
      'a message that is signed with a known key is genuine',
    );
    checkAnswer({ books, answers, nowMs: base.timeline.nowMs() }, notice, answer);
  };
  const banks = openBanks({ ...base, network, lephi, books, onlooker });

  return {
    ...foundations,
    books,
    lephi,
    banks,
    portals: new Map(portals.map((one) => [one.id, one])),
    received: makeReceived(),
    answers,
    onWritten: (listener) => void listeners.add(listener),
    onNews: (listener) => void newsListeners.add(listener),
    onCalm: (listener) => void calmListeners.push(listener),
    calm: () => {
      base.faults.cease();
      newsListeners.clear();
      for (const bank of banks.all) bank.calm();
      for (const listener of calmListeners) listener();
    },
  };
};
