import type { Call } from '../../../lib/use-cases/parts.ts';
import type { Reply } from '../network.ts';
import { must } from '../violation.ts';
import type { BankParts } from './caller.ts';
import type { Vnpay, VnpayPayment, VnpayRefund } from './vnpay.ts';
import { type Asked, readQuestion, type Said, type ToldRefund, writeAnswer } from './vnpay-messages.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Until so long after its end a payment can be paid. */
const graceMs = 25 * minuteMs;

const statuses = { processing: '05', 'at-bank': '06', done: '00', rejected: '09' } as const;

const liveVnd = ({ refunds }: VnpayPayment): number =>
  refunds.reduce((total, { amountVnd, status }) => total + (status === 'rejected' ? 0 : amountVnd), 0);

/** VNPAY's one address for questions after payments and refunds, and for refunds. */
export const makeMerchantApi = (parts: BankParts, bank: Vnpay): ((call: Call) => Reply) => {
  const { chance, timeline, faults, trace } = parts;
  const requestIds = new Set<string>();
  let answers = 0;
  let refunds = 0;

  const toldOf = (payment: VnpayPayment, { amountVnd, transactionNo, status }: VnpayRefund): ToldRefund => ({
    amountVnd,
    isWhole: amountVnd === payment.amountVnd,
    transactionNo,
    status: statuses[status],
  });

  /** What it says when it says something odd; never that it does not know a payment that can still be paid. */
  const oddAnswer = (payment: VnpayPayment | undefined): string => {
    const isOver = payment !== undefined && timeline.nowMs() > payment.expiresAtMs + graceMs;
    return chance.pick(isOver ? ['99', '97', '94'] : ['91', '99', '97']);
  };

  /** Days later the money is out, or stays. */
  const work = (refund: VnpayRefund, about: string): void => {
    const endMs = chance.pick([2 * minuteMs, 2 * dayMs, 12 * dayMs]);
    timeline.after(chance.int(minuteMs, endMs - 1), () => (refund.status = 'at-bank'));
    timeline.after(endMs, () => {
      refund.status = chance.oneIn(6) ? 'rejected' : 'done';
      trace.note(about, `the refund ${refund.requestId} of ${refund.amountVnd} đ is ${refund.status} at the bank`);
    });
  };

  const begin = (payment: VnpayPayment, { requestId, amountVnd, reference }: Asked): VnpayRefund => {
    const refund: VnpayRefund = {
      requestId,
      amountVnd,
      transactionNo: 7_000_000 + (refunds += 1),
      status: 'processing',
    };
    payment.refunds.push(refund);
    work(refund, reference.slice(0, 12));
    return refund;
  };

  /** A refund is asked for once, of money that came in and has not gone back. */
  const refund = (asked: Asked, payment: VnpayPayment | undefined): Said => {
    const about = asked.reference.slice(0, 12);
    must(!requestIds.has(asked.requestId), about, `the refund ${asked.requestId} reaches the bank at most once`);
    requestIds.add(asked.requestId);
    if (payment === undefined) return { code: '91' };
    if (payment.state !== 'paid') return { code: '95' };
    const inAllVnd = liveVnd(payment) + asked.amountVnd;
    must(inAllVnd <= payment.amountVnd, about, `the bank is to pay back ${inAllVnd} đ of ${payment.amountVnd} đ`);
    const isOdd = faults.strikes('refund answered oddly');
    if (isOdd && chance.oneIn(2)) return { code: chance.pick(['94', '99', '95']) };
    if (!isOdd && payment.refunds.some(({ status }) => status === 'processing')) return { code: '94' };
    const begun = begin(payment, asked);
    return isOdd ? { code: chance.pick(['94', '99']) } : { code: '00', refund: toldOf(payment, begun) };
  };

  /** Of one that has refunds it tells of one of them, mostly the latest. */
  const query = (payment: VnpayPayment | undefined): Said => {
    if (faults.strikes('question answered oddly')) return { code: oddAnswer(payment) };
    if (payment === undefined) return { code: '91' };
    payment.endTold += payment.state === 'paid' || payment.state === 'failed' ? 1 : 0;
    const latest = payment.refunds.at(-1);
    if (latest === undefined) return { code: '00', told: bank.toldOf(payment) };
    return { code: '00', refund: toldOf(payment, chance.oneIn(4) ? chance.pick(payment.refunds) : latest) };
  };

  const decide = (asked: Asked, payment: VnpayPayment | undefined): Said => {
    if (!bank.secretsOf(asked.tmnCode).some(asked.isGenuine)) return { code: '97' };
    return asked.command === 'refund' ? refund(asked, payment) : query(payment);
  };

  const describe = ({ code, told, refund: of }: Said): string =>
    `${code} ${told?.state ?? ''}${of ? `${of.status} of ${of.amountVnd} đ` : ''}`;

  return ({ body }) => {
    const asked = readQuestion(body);
    const { tmnCode, reference, command } = asked;
    const payment = bank.payments.get(`vnpay:${tmnCode}:${reference}`);
    if (payment && command === 'querydr') payment.questions += 1;
    if (!bank.desk.answers) return { afterMs: Infinity, called: { type: 'failed', why: 'silent' } };
    const said = decide(asked, payment);
    trace.note(reference.slice(0, 12), `the bank hears ${command} of ${reference} and says ${describe(said)}`);
    const answer = writeAnswer(asked, { ...said, number: (answers += 1) }, bank.secretsOf(tmnCode)[0]!);
    return { afterMs: chance.int(20, 800), called: { type: 'answered', status: 200, body: answer } };
  };
};
