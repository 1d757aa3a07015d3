import { accounts } from '../setting.ts';
import type { Bank, Entry, Notice } from './bank.ts';
import { type BankParts, type Caller, makeCaller } from './caller.ts';
import { makeMerchantApi } from './vnpay-api.ts';
import {
  type BankState,
  bankStates,
  readPaymentUrl,
  readQuestion,
  type Told,
  writeCallback,
} from './vnpay-messages.ts';
import { listMishaps } from './vnpay-mishaps.ts';
import { makePayer } from './vnpay-payers.ts';

/** A payment in VNPAY's own books. */
export type VnpayPayment = Entry & {
  readonly tmnCode: string;
  readonly expiresAtMs: number;
  readonly transactionNo: number;
  state: BankState;
  /** When it came to this state. */
  atMs: number;
  wasPaid: boolean;
  /** Whether any message ever said that it failed. */
  saidFailed: boolean;
  /** How many questions after it have reached VNPAY, and how many answers told its end. */
  questions: number;
  endTold: number;
  readonly refunds: VnpayRefund[];
};

/** A refund that VNPAY has begun. */
export type VnpayRefund = {
  readonly requestId: string;
  readonly amountVnd: number;
  readonly transactionNo: number;
  status: 'processing' | 'at-bank' | 'done' | 'rejected';
};

/** VNPAY from the inside. */
export type Vnpay = Caller & {
  readonly payments: Map<string, VnpayPayment>;
  /** A payer comes to the page. */
  readonly arrive: (url: string) => VnpayPayment | undefined;
  /** A payment that no Lephi asked for. */
  readonly add: (payment: Pick<Told, 'tmnCode' | 'reference' | 'amountVnd'>) => VnpayPayment;
  /** The payment comes to this state, and Lephi is told. */
  readonly settle: (payment: VnpayPayment, state: BankState) => void;
  readonly toldOf: (payment: VnpayPayment) => Told;
  readonly noticeOf: (payment: VnpayPayment, said: Told) => Notice;
  readonly secretOf: (accountId: string) => string;
  readonly secretsOf: (tmnCode: string) => readonly string[];
  /** Whether it answers questions. */
  readonly desk: { answers: boolean };
};

const provider = 'vnpay';
const minuteMs = 60_000;

/** After these codes VNPAY stops calling back; after others, or none, it calls again, every five minutes. */
const stops = new Set(['00', '02']);
const manners = {
  provider,
  isHeard: ({ body }: { body: string }) => stops.has((JSON.parse(body) as { RspCode: string }).RspCode),
  pausesMs: new Array<number>(10).fill(5 * minuteMs),
};

const own = accounts.filter((account) => account.provider === provider);

const findAccountOf = (tmnCode: string): string => own.find(({ options }) => options.tmnCode === tmnCode)?.id ?? '';

/** So many questions must have reached it; and so many answers that told the end of a payment may have been in vain. */
const questionsHeardMin = 1;
const endToldMax = 9;

const tellsEnd = (payment: VnpayPayment | undefined): boolean =>
  payment !== undefined && (payment.questions < questionsHeardMin || payment.endTold > endToldMax);

export const makeVnpay = (parts: BankParts): Bank => {
  const { chance, timeline, faults, trace, network } = parts;
  const caller = makeCaller(parts, manners);
  const payments = new Map<string, VnpayPayment>();
  const secrets = new Map<string, readonly string[]>(own.map(({ id }) => [id, [`${id} first secret`]]));
  const desk = { answers: true };

  const secretOf = (accountId: string): string => secrets.get(accountId)![0]!;

  const secretsOf = (tmnCode: string): readonly string[] => secrets.get(findAccountOf(tmnCode)) ?? [];

  const open = (of: Pick<Told, 'tmnCode' | 'reference' | 'amountVnd'>, expiresAtMs: number): VnpayPayment => {
    const movementKey = `vnpay:${of.tmnCode}:${of.reference}`;
    const payment: VnpayPayment = {
      ...of,
      movementKey,
      accountId: findAccountOf(of.tmnCode),
      direction: 'in',
      expiresAtMs,
      transactionNo: payments.size + 1,
      state: 'open',
      atMs: timeline.nowMs(),
      wasPaid: false,
      saidFailed: false,
      questions: 0,
      endTold: 0,
      refunds: [],
    };
    payments.set(movementKey, payment);
    return payment;
  };

  const arrive = (url: string): VnpayPayment | undefined => {
    const arrival = readPaymentUrl(url, secretsOf);
    if (arrival === undefined || timeline.nowMs() > arrival.expiresAtMs) return undefined;
    const known = payments.get(`vnpay:${arrival.tmnCode}:${arrival.reference}`);
    if (known) return known;
    const isAltered = chance.oneIn(25);
    if (isAltered) faults.count('bank altered the amount');
    const amountVnd = arrival.amountVnd + (isAltered ? chance.pick([-1000, 1, 5000]) : 0);
    return open({ ...arrival, amountVnd }, arrival.expiresAtMs);
  };

  const toldOf = ({ tmnCode, reference, amountVnd, state, atMs, transactionNo }: VnpayPayment): Told => ({
    tmnCode,
    reference,
    amountVnd,
    state,
    atMs,
    transactionNo,
  });

  const noticeOf = ({ movementKey, accountId, reference }: VnpayPayment, told: Told): Notice => {
    const secret = secretOf(accountId);
    const raw = writeCallback(told, secret);
    return {
      movementKey,
      accountId,
      about: reference.slice(0, 12),
      request: () => ({ method: 'GET', rawQueryString: raw, headers: {}, body: '' }),
      secret: () => secret,
      raw,
      said: `${bankStates[told.state].means} ${told.amountVnd}`,
    };
  };

  const settle = (payment: VnpayPayment, state: BankState): void => {
    payment.state = state;
    payment.atMs = timeline.nowMs();
    payment.wasPaid ||= state === 'paid';
    payment.saidFailed ||= state === 'failed';
    trace.note(payment.reference.slice(0, 12), `${payment.reference} is ${state} at the bank, ${payment.amountVnd} đ`);
    caller.callBack(noticeOf(payment, toldOf(payment)));
  };

  const vnpay: Vnpay = {
    ...caller,
    payments,
    arrive,
    add: (of) => open(of, Infinity),
    settle,
    toldOf,
    noticeOf,
    secretOf,
    secretsOf,
    desk,
  };

  network.set('https://sandbox.vnpayment.vn', {
    takes: ({ body }) => (readQuestion(body).command === 'refund' ? 'refund' : 'question'),
    answer: makeMerchantApi(parts, vnpay),
  });

  return {
    provider,
    entries: payments,
    secrets,
    receive: makePayer(parts, vnpay),
    isFindable: ({ movementKey }, attempt) => {
      const payment = payments.get(movementKey)!;
      return attempt !== undefined && !payment.saidFailed;
    },
    tellsEnd: (entry) => tellsEnd(entry && payments.get(entry.movementKey)),
    paidBackVnd: (movementKey) =>
      (payments.get(movementKey)?.refunds ?? []).reduce(
        (total, { amountVnd, status }) => total + (status === 'done' ? amountVnd : 0),
        0,
      ),
    hasPaidBack: (movementKey, refundId) =>
      payments.get(movementKey)!.refunds.some(({ requestId, status }) => requestId === refundId && status === 'done'),
    newsSinceMs: () => undefined,
    onListed: () => undefined,
    moves: listMishaps(parts, vnpay),
    calm: () => {
      desk.answers = caller.line.isOpen = true;
    },
  };
};
