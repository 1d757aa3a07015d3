import { setTimeout as sleep } from 'node:timers/promises';
import {
  attemptCall,
  bankQuery,
  brokenOff,
  type Caller,
  callbackCall,
  orderCall,
  type Parties,
  readPaymentUrl,
} from '../../../bench/payment.ts';
import { type Chance, makeChance } from '../../simulation/chance.ts';
import type { HttpAnswer } from '../../lib/http/http-call.ts';

/** What the bank says of one payment, and each word that it heard. It is kept here, where no kill reaches it. */
export type Told = {
  readonly reference: string;
  readonly amountVnd: number;
  readonly says: 'paid' | 'failed';
  readonly query: string;
  readonly heard: string[];
};

/** One citizen's trip: an order, attempts to pay it, and what the bank tells of them. Whatever is cut off goes on later. */
export type Citizen = {
  readonly number: number;
  readonly orderIds: Set<string>;
  readonly told: readonly Told[];
  readonly isDone: () => boolean;
  /** Goes on as far as Lephi answers. @throws NotAnswered */
  readonly goOn: (call: Caller) => Promise<void>;
};

/** Lephi is gone, or says that it cannot answer now. */
class NotAnswered extends Error {
  override name = 'NotAnswered';
}

/** What the bank tells of an attempt. */
type Deed = { readonly attempt: number; readonly says: Told['says']; readonly isWrong?: boolean };

const plans: readonly { readonly weight: number; readonly deeds: readonly Deed[] }[] = [
  { weight: 12, deeds: [{ attempt: 0, says: 'paid' }] },
  {
    weight: 3,
    deeds: [
      { attempt: 0, says: 'failed' },
      { attempt: 1, says: 'paid' },
    ],
  },
  {
    weight: 3,
    deeds: [
      { attempt: 0, says: 'paid' },
      { attempt: 1, says: 'paid' },
    ],
  },
  {
    weight: 2,
    deeds: [
      { attempt: 0, says: 'paid', isWrong: true },
      { attempt: 1, says: 'paid' },
    ],
  },
];

const answerMsMax = 15_000;

const ask = async (call: Caller, request: Parameters<Caller>[0]): Promise<HttpAnswer> => {
  const silence = sleep(answerMsMax, undefined, { ref: false }).then(() => {
    throw new NotAnswered('no answer');
  });
  const answer = await Promise.race([call(request), silence]).catch((error: unknown) => {
    throw new NotAnswered(String(error));
  });
  if (answer.status >= 500) throw new NotAnswered(`status ${answer.status}`);
  return answer;
};

const expectStatus = (answer: HttpAnswer, ...statuses: number[]): HttpAnswer => {
  if (statuses.includes(answer.status)) return answer;
  throw new Error(`expected ${statuses.join(' or ')}, got ${answer.status}: ${answer.body}`);
};

/** Whether the bank need not tell of it again: 00 and 02 say so, and 04 that it is kept. */
const isHeard = ({ heard }: Pick<Told, 'heard'>): boolean =>
  heard.some((word) => word === '00' || word === '02' || word === '04');

const tell = async (call: Caller, parties: Parties, told: Told): Promise<void> => {
  const { body } = expectStatus(await ask(call, callbackCall(parties, told.query)), 200);
  const { RspCode } = JSON.parse(body);
  told.heard.push(RspCode);
  if (!['00', '02', '04', '99'].includes(RspCode)) throw new Error(`${told.query} was answered ${body}`);
};

/** A citizen whose whole life its number and the seed decide. */
const makeCitizen = (parties: Parties, number: number, seed: number): Citizen => {
  const chance: Chance = makeChance(seed * 1_000_003 + number);
  const { deeds } = chance.weigh(plans);
  const attemptsWanted = Math.max(...deeds.map(({ attempt }) => attempt)) + 1;
  const orderIds = new Set<string>();
  const payments: { reference: string; amountVnd: number }[] = [];
  const told: Told[] = [];
  let checkoutPath: string | undefined;

  const makeOrder = async (call: Caller): Promise<string> => {
    const copies = Array.from({ length: chance.oneIn(3) ? 2 : 1 }, () => ask(call, orderCall(parties, number)));
    for (const answer of await Promise.allSettled(copies)) {
      if (answer.status === 'rejected') throw answer.reason;
      const { id, checkoutUrl } = JSON.parse(expectStatus(answer.value, 200, 201).body);
      orderIds.add(id);
      checkoutPath = new URL(checkoutUrl).pathname;
    }
    return checkoutPath!;
  };

  const sayOf = ({ attempt, says, isWrong = false }: Deed): Told => {
    const { reference, amountVnd } = payments[attempt]!;
    const told = { reference, says, amountVnd: isWrong ? amountVnd - 1000 : amountVnd };
    return { ...told, query: bankQuery(parties, told, says === 'failed' ? brokenOff : {}), heard: [] };
  };

  const goOn = async (call: Caller): Promise<void> => {
    const path = checkoutPath ?? (await makeOrder(call));
    while (payments.length < attemptsWanted) {
      const sent = expectStatus(await ask(call, attemptCall(parties, path)), 303);
      payments.push(readPaymentUrl(sent.headers.location!));
    }
    for (const [index, deed] of deeds.entries()) {
      const one = told[index] ?? sayOf(deed);
      told[index] = one;
      // Now and then the bank is impatient, and tells it twice at once.
      const copies = chance.oneIn(4) ? 2 : 1;
      while (!isHeard(one)) await Promise.all(Array.from({ length: copies }, () => tell(call, parties, one)));
    }
  };

  return { number, orderIds, told, goOn, isDone: () => told.length === deeds.length && told.every(isHeard) };
};

const atOnce = 12;

/** Citizens who come to Lephi, some at once, first those whose trip was cut off. */
export const makeCrowd = (parties: Parties, seed: number) => {
  const all: Citizen[] = [];
  const free: Citizen[] = [];

  const take = (): Citizen => {
    const waiting = free.shift();
    if (waiting !== undefined) return waiting;
    const citizen = makeCitizen(parties, all.length + 1, seed);
    all.push(citizen);
    return citizen;
  };

  const letGoOn = async (citizen: Citizen, call: Caller): Promise<void> => {
    try {
      await citizen.goOn(call);
    } catch (error) {
      if (!(error instanceof NotAnswered)) throw error;
      free.push(citizen);
      await sleep(20);
    }
  };

  return {
    all: all as readonly Citizen[],
    /** Citizens come until it is said to be over; then each stops where it is. */
    run: async (call: Caller, isOver: () => boolean): Promise<void> => {
      const queue = async (): Promise<void> => {
        while (!isOver()) await letGoOn(take(), call);
      };
      await Promise.all(Array.from({ length: atOnce }, queue));
    },
    /** Nobody else comes, and all get to their end. */
    finish: async (call: Caller): Promise<void> => {
      while (free.length > 0) await Promise.all(free.splice(0, atOnce).map((citizen) => letGoOn(citizen, call)));
    },
    /** How many words the bank has heard. */
    wordsHeard: (): number => all.reduce((sum, { told }) => sum + told.flatMap(({ heard }) => heard).length, 0),
  };
};
