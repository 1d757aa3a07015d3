import type { CallbackWord } from '../../lib/domain/notice.ts';
import { findProvider } from '../../lib/providers/registry.ts';
import type { Call } from '../../lib/use-cases/parts.ts';
import {
  type BankState,
  bankStates,
  readPaymentUrl,
  readQuestion,
  type Told,
  writeAnswer,
  writeCallback,
} from './bank-messages.ts';
import type { Base } from './base.ts';
import type { Lephi } from './lephi.ts';
import type { Network, Reply } from './network.ts';
import { accounts } from './setting.ts';

/** A payment in the bank's own books: what Lephi must come to, to the đồng. */
export type BankPayment = {
  readonly movementKey: string;
  readonly accountId: string;
  readonly tmnCode: string;
  readonly reference: string;
  readonly amountVnd: number;
  readonly expiresAtMs: number;
  readonly transactionNo: number;
  state: BankState;
  /** When it came to this state. */
  atMs: number;
  wasPaid: boolean;
  /** Whether any message ever said that it failed. */
  saidFailed: boolean;
  /** How many questions after it have reached the bank, and how many answers told its end. */
  questions: number;
  endTold: number;
};

/** A message of the bank about a payment, on its way to Lephi. */
export type Notice = {
  readonly movementKey: string;
  readonly accountId: string;
  readonly reference: string;
  readonly raw: string;
  /** What Lephi must read in it: result and amount. */
  readonly said: string;
};

/** Hears what Lephi answered to a notice, before the answer can be lost. */
type Onlooker = (notice: Notice, word: CallbackWord) => void;

export type Bank = {
  readonly payments: Map<string, BankPayment>;
  /** Keys of a merchant account that the bank takes; it signs with the first. */
  readonly secrets: Map<string, string[]>;
  /** A payer comes to the bank's page. */
  readonly arrive: (url: string) => BankPayment | undefined;
  /** A payment that no Lephi asked for. */
  readonly add: (payment: Omit<Told, 'state' | 'atMs'>) => BankPayment;
  /** The payment comes to this state, and Lephi is told. */
  readonly settle: (payment: BankPayment, state: BankState) => void;
  readonly toldOf: (payment: BankPayment) => Told;
  readonly secretOf: (accountId: string) => string;
  readonly noticeOf: (payment: BankPayment, said: Told) => Notice;
  /** Calls Lephi back until it has heard, at most so often. */
  readonly callBack: (notice: Notice) => void;
  /** Whether it answers questions, and whether its callbacks get through. */
  readonly moods: { answers: boolean; getsThrough: boolean };
};

const minuteMs = 60_000;
const graceMs = 25 * minuteMs;
const triesMax = 10;
const retryMs = 5 * minuteMs;

const findAccountOf = (tmnCode: string): string =>
  accounts.find(({ options }) => options.tmnCode === tmnCode)?.id ?? '';

/** After these codes VNPAY stops calling back; after others, or none, it calls again. */
const stops = new Set(['00', '02']);

const codeOf = (word: CallbackWord): string =>
  (JSON.parse(findProvider('vnpay')!.acknowledge(word).body) as { RspCode: string }).RspCode;

export const makeBank = (base: Base, network: Network, lephi: Lephi, onlooker: Onlooker): Bank => {
  const { chance, timeline, faults, trace, fail } = base;
  const payments = new Map<string, BankPayment>();
  const secrets = new Map<string, string[]>(accounts.map(({ id }) => [id, [`${id} first secret`]]));
  const moods = { answers: true, getsThrough: true };
  let answers = 0;

  const secretOf = (accountId: string): string => secrets.get(accountId)![0]!;

  const toldOf = ({ tmnCode, reference, amountVnd, state, atMs, transactionNo }: BankPayment): Told => ({
    tmnCode,
    reference,
    amountVnd,
    state,
    atMs,
    transactionNo,
  });

  const open = (of: Omit<Told, 'state' | 'atMs'>, expiresAtMs: number): BankPayment => {
    const movementKey = `vnpay:${of.tmnCode}:${of.reference}`;
    const payment: BankPayment = {
      ...of,
      movementKey,
      accountId: findAccountOf(of.tmnCode),
      expiresAtMs,
      state: 'open',
      atMs: timeline.nowMs(),
      wasPaid: false,
      saidFailed: false,
      questions: 0,
      endTold: 0,
    };
    payments.set(movementKey, payment);
    return payment;
  };

  const arrive = (url: string): BankPayment | undefined => {
    const arrival = readPaymentUrl(url, (tmnCode) => secrets.get(findAccountOf(tmnCode)) ?? []);
    if (arrival === undefined || timeline.nowMs() > arrival.expiresAtMs) return undefined;
    const known = payments.get(`vnpay:${arrival.tmnCode}:${arrival.reference}`);
    if (known) return known;
    const isAltered = chance.oneIn(25);
    if (isAltered) faults.count('bank altered the amount');
    const amountVnd = arrival.amountVnd + (isAltered ? chance.pick([-1000, 1, 5000]) : 0);
    return open({ ...arrival, amountVnd, transactionNo: payments.size + 1 }, arrival.expiresAtMs);
  };

  const noticeOf = ({ movementKey, accountId, reference }: BankPayment, told: Told): Notice => ({
    movementKey,
    accountId,
    reference,
    raw: writeCallback(told, secretOf(accountId)),
    said: `${bankStates[told.state].means} ${told.amountVnd}`,
  });

  /** One call. What the bank hears is a code, or nothing. */
  const call = async (notice: Notice): Promise<string | undefined> => {
    if (!moods.getsThrough || faults.strikes('callback lost')) return undefined;
    const ended = await lephi.callBack(notice.accountId, notice.raw);
    if (ended.type !== 'answered') return undefined;
    trace.note(notice.reference.slice(0, 12), `the bank hears ${ended.value} to ${notice.said}`);
    onlooker(notice, ended.value);
    return faults.strikes('answer to a callback lost') ? undefined : codeOf(ended.value);
  };

  const callUntilHeard = (notice: Notice, tries: number): void => {
    const delayMs = faults.strikes('callback late')
      ? chance.int(minuteMs, 6 * 60 * minuteMs)
      : chance.pick([5, 10, 15, 1000]);
    timeline.after(delayMs, () => {
      call(notice)
        .then((code) => {
          if (code !== undefined && stops.has(code)) return;
          if (tries < triesMax)
            timeline.after(retryMs, () => {
              callUntilHeard(notice, tries + 1);
            });
        })
        .catch(fail);
    });
  };

  const callBack = (notice: Notice): void => {
    callUntilHeard(notice, 0);
    while (faults.strikes('callback repeated')) callUntilHeard(notice, triesMax);
  };

  const settle = (payment: BankPayment, state: BankState): void => {
    payment.state = state;
    payment.atMs = timeline.nowMs();
    payment.wasPaid ||= state === 'paid';
    payment.saidFailed ||= state === 'failed';
    trace.note(payment.reference.slice(0, 12), `${payment.reference} is ${state} at the bank, ${payment.amountVnd} đ`);
    callBack(noticeOf(payment, toldOf(payment)));
  };

  /** What the bank says when it says something odd; never that it does not know a payment that can still be paid. */
  const oddAnswer = (payment: BankPayment | undefined): string => {
    const isOver = payment !== undefined && timeline.nowMs() > payment.expiresAtMs + graceMs;
    return chance.pick(isOver ? ['99', '97', '94'] : ['91', '99', '97']);
  };

  const answer = (call: Call): Reply => {
    const afterMs = chance.int(20, 800);
    const asked = readQuestion(call.body);
    const accountId = findAccountOf(asked.tmnCode);
    const payment = payments.get(`vnpay:${asked.tmnCode}:${asked.reference}`);
    if (payment) payment.questions += 1;
    if (!moods.answers) return { afterMs: Infinity, called: { type: 'failed', why: 'silent' } };
    const say = (code: string, told?: Told): Reply => {
      trace.note(
        asked.reference.slice(0, 12),
        `the bank is asked after ${asked.reference} and says ${code} ${told?.state ?? ''}`,
      );
      const body = writeAnswer(asked, { code, number: (answers += 1), ...(told && { told }) }, secretOf(accountId));
      return { afterMs, called: { type: 'answered', status: 200, body } };
    };
    if (!secrets.get(accountId)!.some(asked.isGenuine)) return say('97');
    if (faults.strikes('question answered oddly')) return say(oddAnswer(payment));
    if (payment === undefined) return say('91');
    payment.endTold += payment.state === 'paid' || payment.state === 'failed' ? 1 : 0;
    return say('00', toldOf(payment));
  };

  network.set('https://sandbox.vnpayment.vn', { takes: 'question', answer });

  return {
    payments,
    secrets,
    arrive,
    add: (of) => open(of, Infinity),
    settle,
    toldOf,
    secretOf,
    noticeOf,
    callBack,
    moods,
  };
};
