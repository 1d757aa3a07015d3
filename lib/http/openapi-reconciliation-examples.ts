import { bankDaySchema } from '../domain/bank-day.ts';
import { applyBankDayFact, emptyBankDay } from '../domain/bank-day-changes.ts';
import { addDays } from '../domain/calendar.ts';
import { discrepancySchema } from '../domain/discrepancy.ts';
import { applyDiscrepancyFact, deskClassOfResult, discrepancyIdOf } from '../domain/discrepancy-changes.ts';
import { afterDecision, type Movement } from '../domain/movement.ts';
import { evidenceSchema, noticeSchema } from '../domain/notice.ts';
import { type Result, resultClassSchema, resultSchema } from '../domain/result.ts';
import { bankDayNameSchema, type Run, summarySchema } from '../domain/run.ts';
import { afterRunEnd, afterRunStep, makeRun } from '../domain/run-changes.ts';
import { addMs, hourMs, minuteMs, vietnamDay } from '../domain/time.ts';
import { made, paidAt } from './openapi-examples.ts';
import { toPublicBankDay, toPublicQuarantined } from './public-bank-day.ts';
import { toDeskEvent } from './public-desk-order.ts';
import { toDiscrepancySummary, toPublicDiscrepancy } from './public-discrepancy.ts';
import { toPublicRun } from './public-run.ts';
import { toPublicThreeWays } from './public-three-ways.ts';

const mai = { subject: 'https://dang-nhap.example.vn|7f3c', name: 'Nguyễn Thị Mai' };

const accountId = 'ea-kao-vnpay';
const on = vietnamDay(paidAt);
const of = bankDayNameSchema.parse({ accountId, side: 'provider', on });
const broughtAt = addMs(paidAt, 23 * hourMs);

const told = (attempt: number, amountVnd: number, place: Movement['place']): Movement =>
  afterDecision(undefined, {
    notice: noticeSchema.parse({
      movementKey: `vnpay:EAKAO001:${made.order.id}A${attempt}`,
      provider: 'vnpay',
      accountId,
      reference: `${made.order.id}A${attempt}`,
      direction: 'in',
      result: 'paid',
      amountVnd,
      paidAt: addMs(paidAt, (attempt - 1) * hourMs),
      transactionId: attempt === 1 ? '14422574' : '14422591',
      payerBankCode: 'NCB',
    }),
    evidence: evidenceSchema.parse({
      source: 'callback',
      receivedAt: addMs(paidAt, (attempt - 1) * hourMs),
      raw: `vnp_Amount=${amountVnd}00&vnp_ResponseCode=00&vnp_TxnRef=${made.order.id}A${attempt}&…`,
      keyId: 'key-1',
    }),
    word: attempt === 1 ? 'accepted' : 'wrong-amount',
    place,
  });

const payment = told(1, made.order.totalAmountVnd, { type: 'applied', orderId: made.order.id });
const tooLittle = told(2, 100_000, { type: 'unapplied', reason: 'wrong-amount', orderId: made.order.id });

const entryOf = ({ booking }: Movement) => ({ ...booking?.entry, origin: 'of-day' });

const matched = resultSchema.parse({
  name: payment.notice.movementKey,
  class: 'matched',
  open: false,
  statementVnd: payment.notice.amountVnd,
  lephiVnd: payment.notice.amountVnd,
  rule: 'movement-key',
  entry: entryOf(payment),
  line: {
    bookedOn: on,
    direction: 'in',
    amountVnd: payment.notice.amountVnd,
    status: 'paid',
    transactionId: payment.notice.transactionId,
    reference: payment.notice.reference,
  },
});
const missing = resultSchema.parse({
  name: tooLittle.notice.movementKey,
  class: 'missing-at-provider',
  open: true,
  statementVnd: 0,
  lephiVnd: tooLittle.notice.amountVnd,
  entry: entryOf(tooLittle),
  correction: 'carry-on',
});
const results = [matched, missing];

const sumOf = (some: readonly Result[]) => ({
  count: some.length,
  statementVnd: some.reduce((sum, { statementVnd }) => sum + statementVnd, 0),
  lephiVnd: some.reduce((sum, { lephiVnd }) => sum + lephiVnd, 0),
});

const all = sumOf(results);
const none = { count: 0, vnd: 0 };
const summary = summarySchema.parse({
  lines: 1,
  linesVnd: all.statementVnd,
  entries: {
    'of-day': { count: all.count, vnd: all.lephiVnd },
    'brought-forward': none,
    'booked-late': none,
    'looked-up': none,
  },
  classes: Object.fromEntries(
    resultClassSchema.options.map((name) => [name, sumOf(results.filter((result) => result.class === name))]),
  ),
  open: 1,
  feeVnd: 0,
  balanced: true,
});

const hash = (digits: string): string => digits.repeat(8);
const statement = { sha256: hash('3b7d90e2'), name: 'vnpay-20261121.csv', by: mai, receivedAt: broughtAt };
const hashes = { snapshot: hash('c41a0f57'), terms: hash('9e62d8b4'), body: hash('51f0a9c3'), carry: hash('0d8e4b76') };
const begun = makeRun({ number: 1, why: 'new-statement', statement, period: { from: on, to: on } }, broughtAt);
const run: Run = afterRunEnd(
  afterRunStep(begun, { status: 'stored', frozenAt: broughtAt, hashes, summary }),
  addMs(broughtAt, 2000),
);

const started = applyBankDayFact(
  { ...emptyBankDay(of), period: run.period },
  { type: 'run.started', run: 1, statement: statement.sha256, by: mai },
  broughtAt,
);
const { body, carry } = hashes;
const counted = applyBankDayFact(
  bankDaySchema.parse({ ...started.bankDay, counted: { run: 1, body, carry, frozenAt: broughtAt, summary } }),
  { type: 'run.counted', run: 1, body, balanced: true, open: 1 },
  addMs(broughtAt, 2000),
);
const closed = applyBankDayFact(
  counted.bankDay,
  { type: 'day.closed', run: 1, body, by: mai },
  addMs(broughtAt, hourMs),
);

const found = applyDiscrepancyFact(
  discrepancySchema.parse({
    version: 1,
    id: discrepancyIdOf(of, missing.name),
    of,
    agencyCode: made.order.agencyCode,
    provider: 'vnpay',
    result: missing,
    firstRun: 1,
    latestOn: on,
    latestRun: 1,
    foundAt: broughtAt,
    status: 'open',
    events: 0,
    dueAt: addMs(broughtAt, 7 * 24 * hourMs),
    desk: { class: deskClassOfResult[missing.class], since: broughtAt },
  }),
  { type: 'discrepancy.found', on, run: 1 },
  broughtAt,
);
const reason = 'VNPAY xác nhận giao dịch thuộc sao kê ngày 23/11';
const { desk: _desk, dueAt: _dueAt, ...rest } = found.discrepancy;
const acceptedAt = addMs(broughtAt, 30 * minuteMs);
const accepted = applyDiscrepancyFact(
  { ...rest, status: 'ended', end: { by: 'acceptance', officer: mai, reason, at: acceptedAt } },
  { type: 'discrepancy.accepted', by: mai, reason },
  acceptedAt,
);

const refused = {
  version: 1,
  sha256: hash('77aa01c5'),
  name: 'vnpay-20261121-nhap.csv',
  period: run.period,
  by: mai,
  at: addMs(broughtAt, -minuteMs),
  problems: [
    { code: 'not-an-amount', line: 12, field: 'amount', found: '1O0000' },
    { code: 'sum-differs', field: 'sumVnd', found: '235000', wanted: '135000' },
  ],
  problemCount: 2,
};

const shown = { side: of.side, of, run: 1, frozenAt: broughtAt, result: matched };

/** Examples of the API of reconciliation. They are made by the very code that answers. */
export const reconciliationExamples = {
  days: { items: [toPublicBankDay(counted.bankDay)] },
  day: toPublicBankDay(counted.bankDay),
  closed: toPublicBankDay(closed.bankDay),
  closeBody: { bodySha256: body },
  runs: { items: [toPublicRun(of, run)] },
  run: toPublicRun(of, run),
  arrival: { type: 'run', run: toPublicRun(of, run) },
  results: { items: results },
  events: { items: [started, counted, closed].map(({ event }) => toDeskEvent(event)) },
  quarantined: { items: [toPublicQuarantined(refused)] },
  discrepancies: { items: [toDiscrepancySummary(found.discrepancy)] },
  discrepancy: toPublicDiscrepancy(found.discrepancy),
  discrepancyEvents: { items: [found, accepted].map(({ event }) => toDeskEvent(event)) },
  accepted: toPublicDiscrepancy(accepted.discrepancy),
  reasonBody: { reason },
  threeWays: toPublicThreeWays({
    movement: payment,
    said: payment.evidence,
    sides: [shown, { side: 'bank', of: { ...of, side: 'bank', on: addDays(on, 2) } }],
  }),
};
