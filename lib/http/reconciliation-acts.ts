import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { parseOrRefuse } from '../domain/field-errors.ts';
import { Refusal } from '../domain/refusal.ts';
import type { BankDayName, Run } from '../domain/run.ts';
import { type Instant, instantToMs } from '../domain/time.ts';
import { log } from '../runtime/log.ts';
import { advanceRun, getRun } from '../use-cases/advance-run.ts';
import { closeBankDay } from '../use-cases/close-bank-day.ts';
import type { ReconcileParts } from '../use-cases/parts.ts';
import { getBankDay } from '../use-cases/read-reconciliation.ts';
import { type ReceivedStatement, receiveStatement } from '../use-cases/receive-statement.ts';
import { answerJson } from './json-answer.ts';
import { type AsOfficer, type Caller, may } from './officers.ts';
import { toFileProblems, toPublicBankDay } from './public-bank-day.ts';
import { toPublicRun } from './public-run.ts';
import { arrivalQuerySchema, bankDayIn, closeBodySchema, readStatement } from './reconciliation-requests.ts';
import { languageOf, readJson, readQuery } from './request.ts';
import type { HttpRoute } from './stack.ts';

type Event = APIGatewayProxyEventV2;
type Answer = APIGatewayProxyStructuredResultV2;

/** A longer file is left to the function that goes on with runs: its caller would wait in vain. */
const atOnceBytesMax = 1024 * 1024;

/** Nobody waits longer for a report; steps that have begun by then have as long again. */
const atOnceMs = 10_000;

const within = (parts: ReconcileParts, since: Instant) => ({
  isTimeLeft: () => instantToMs(parts.now()) - instantToMs(since) < atOnceMs,
});

/** Goes on with a run, and with those that follow from it: what it takes from the statement the next one shows. */
const advanceRuns = async (parts: ReconcileParts, of: BankDayName, first: Run): Promise<void> => {
  const timing = within(parts, parts.now());
  for (let number = first.number; timing.isTimeLeft(); number += 1) {
    const { status } = await advanceRun(parts, of, number, timing);
    const { runs } = await getBankDay(parts.store, of);
    if (status !== 'done' || runs === number) return;
  }
};

/**
 * Goes on with what was just begun as far as its caller can wait for. Whatever stands in its way is met again, and told, by
 * the function that goes on with runs; the statement is taken all the same.
 */
const goOn = async (parts: ReconcileParts, of: BankDayName, run: Run): Promise<Run> => {
  try {
    await advanceRuns(parts, of, run);
  } catch (error) {
    log.warn('a run could not be gone on with at once', { error: error instanceof Error ? error : String(error) });
  }
  return getRun(parts, of, run.number);
};

/** What officers do about bank days. */
export const makeReconciliationActs = (asOfficer: AsOfficer, parts: ReconcileParts): readonly HttpRoute[] => {
  const show = async (received: ReceivedStatement, bytes: Uint8Array): Promise<Answer> => {
    if (received.type === 'quarantined') {
      const { quarantined } = received;
      const problems = toFileProblems(quarantined);
      throw new Refusal('statement-quarantined', { problems, problemCount: quarantined.problemCount });
    }
    const { type, of, run } = received;
    const now = bytes.length > atOnceBytesMax ? run : await goOn(parts, of, run);
    return answerJson(type === 'run' ? 201 : 200, { type, run: toPublicRun(of, now) });
  };

  const receive = async (event: Event, { by }: Caller): Promise<Answer> => {
    const { accountId, side, on } = bankDayIn(event);
    const query = parseOrRefuse(arrivalQuerySchema, readQuery(event), { language: languageOf(event) });
    const bytes = readStatement(event);
    const period = { from: query.from ?? on, to: on };
    const stream = async function* () {
      yield bytes;
    };
    const arrival = { accountId, side, period, name: query.name, by, bytes: stream() };
    return show(await receiveStatement(parts, arrival), bytes);
  };

  const close = async (event: Event, { by }: Caller): Promise<Answer> => {
    const of = bankDayIn(event);
    const { bodySha256 } = parseOrRefuse(closeBodySchema, readJson(event), { language: languageOf(event) });
    return answerJson(200, toPublicBankDay(await closeBankDay(parts, { by, of, body: bodySha256 })));
  };

  const day = '/v1/reconciliation/days/{account}/{side}/{on}';
  return [
    { method: 'POST', path: `${day}/statements`, handler: asOfficer(may.act, receive) },
    { method: 'POST', path: `${day}/close`, handler: asOfficer(may.act, close) },
  ];
};
