import * as z from 'zod/mini';
import type { VietnamDay } from '../domain/time.ts';
import { type Moment, readMoment, readPlainNumber } from './forms.ts';
import { readJsonElements } from './json-elements.ts';
import type { Profile } from './profile.ts';
import type { LineStatus, StatementLine } from '../domain/statement.ts';
import { type ReadLine, readText, type Sink, tellAmount, tellLineAmount } from './sink.ts';

type DailyFormat = Extract<Profile['format'], `daily-${string}`>;

/** A number as the file writes it, so that nothing is rounded before it is looked at. */
const numberSchema = z.object({ written: z.string() });

const optionalText = z.nullish(z.string());

/** The daily file of a bank for one collecting unit; a file of the treasury has fewer names. */
const aroundSchema = z.object({
  reconcileDate: z.string(),
  unitCode: optionalText,
  totalTransaction: numberSchema,
  totalAmount: numberSchema,
  transactions: z.array(z.unknown()).check(z.maxLength(0)),
});

const lineSchemas = {
  'daily-bank-json': z.object({
    transId: z.string(),
    toKhaiId: optionalText,
    amount: numberSchema,
    status: z.string(),
    payTime: z.string(),
    sendToKBNNStatus: optionalText,
    remark: optionalText,
  }),
  'daily-treasury-json': z.object({ transId: z.string(), amount: numberSchema }),
} as const;

const statuses = new Map<string, LineStatus>([
  ['SUCCESS', 'paid'],
  ['FAILED', 'failed'],
]);

const treasuryStatuses = new Map<string, StatementLine['treasuryStatus']>([
  ['SENT_SUCCESS', 'sent'],
  ['SENT_FAIL', 'failed'],
  ['NOT_SENT', 'not-sent'],
]);

/** Numbers as they are written; `context` is what Node's parser adds to the two arguments that TypeScript knows. */
const asWritten = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === 'number' ? { written: context?.source ?? '' } : value;

function parse<T>(text: string, schema: z.ZodMiniType<T>): { readonly data: T } | { readonly wrong: string } {
  try {
    const read = schema.safeParse(JSON.parse(text, asWritten));
    return read.success ? { data: read.data } : { wrong: read.error.issues[0]?.path.join('.') ?? '' };
  } catch (error) {
    // The parser goes down into arrays within arrays by calls of itself, and tells with a RangeError when it is too deep.
    if (error instanceof SyntaxError || error instanceof RangeError) return { wrong: '' };
    throw error;
  }
}

/** Lines wait for the day when it stands behind them; nobody writes files of more lines that way. */
const waitingMax = 100_000;

/** The day of the file, when it stands before the lines. */
function findDay(before: string): VietnamDay | undefined {
  const written = /"reconcileDate"\s*:\s*"([^"\\]*)"/.exec(before)?.[1] ?? '';
  return readMoment(written, ['dd/MM/yyyy'])?.on;
}

type Line = BankLine | z.infer<(typeof lineSchemas)['daily-treasury-json']>;

type BankLine = z.infer<(typeof lineSchemas)['daily-bank-json']>;

function readPaid({ payTime }: BankLine, line: number, { problems }: Sink): Moment | undefined {
  const paid = readMoment(payTime, ['yyyy-MM-dd']);
  if (paid?.at === undefined) problems.add({ code: 'not-a-day', line, field: 'at', found: payTime });
  return paid;
}

function readTreasuryStatus({ sendToKBNNStatus }: BankLine, line: number, { problems }: Sink) {
  if (sendToKBNNStatus === undefined || sendToKBNNStatus === null) return undefined;
  const status = treasuryStatuses.get(sendToKBNNStatus);
  const found = sendToKBNNStatus;
  if (status === undefined) problems.add({ code: 'unknown-value', line, field: 'treasuryStatus', found });
  return status;
}

/** What only the bank tells of a line. */
function readBankFields(bank: BankLine, line: number, sink: Sink) {
  const { problems } = sink;
  const status = statuses.get(bank.status);
  if (status === undefined) problems.add({ code: 'unknown-value', line, field: 'status', found: bank.status });
  return {
    status: status ?? 'failed',
    at: readPaid(bank, line, sink)?.at,
    treasuryStatus: readTreasuryStatus(bank, line, sink),
    reference: readText(problems, 'reference', { text: bank.toKhaiId ?? '', line }),
    text: readText(problems, 'text', { text: bank.remark ?? '', line }),
  };
}

/** Everything of a line but its day, which is the file's; nothing once a problem of it is told. */
function readLine(written: Line, line: number, sink: Sink): Omit<ReadLine, 'bookedOn'> | undefined {
  const { problems } = sink;
  const before = problems.count();
  const found = written.amount.written;
  const amountVnd = tellLineAmount(problems, readPlainNumber(found), { line, field: 'amount', found });
  const transactionId = readText(problems, 'transactionId', { text: written.transId, line });
  if (transactionId === undefined) problems.add({ code: 'missing', line, field: 'transactionId' });
  const rest = 'payTime' in written ? readBankFields(written, line, sink) : { status: 'paid' as const };
  if (amountVnd === undefined || problems.count() > before) return undefined;
  return { direction: 'in', amountVnd, transactionId, ...rest, rawLine: line };
}

/**
 * Reads the daily file of a bank or of the treasury for a public fee. Its lines are of the day that the file names,
 * whenever they were paid: what is paid after the bank's cut-off is in the next day's file.
 */
export async function readDailyJson(texts: AsyncIterable<string>, format: DailyFormat, sink: Sink): Promise<void> {
  const { problems } = sink;
  const schema = lineSchemas[format];
  let day: VietnamDay | undefined;
  const waiting: Omit<ReadLine, 'bookedOn'>[] = [];
  const around = await readJsonElements(texts, {
    property: 'transactions',
    problems,
    onElement: (element, number, before) => {
      const read = parse<Line>(element, schema);
      if ('wrong' in read) {
        problems.add({ code: 'malformed', line: number, ...(read.wrong !== '' && { field: read.wrong }) });
        return;
      }
      const line = readLine(read.data, number, sink);
      if (line === undefined) return;
      day ??= findDay(before);
      if (day !== undefined) sink.line({ ...line, bookedOn: day });
      else if (waiting.push(line) > waitingMax) problems.stop({ code: 'missing', field: 'to' });
    },
  });
  if (problems.isStopped()) return;
  const read = parse(around, aroundSchema);
  if ('wrong' in read) {
    const code = isCut(around.trim()) ? 'truncated' : 'malformed';
    problems.stop({ code, ...(read.wrong !== '' && { field: read.wrong }) });
    return;
  }
  const named = tellHeader(read.data, sink);
  if (named === undefined) return;
  if (day !== undefined && day !== named)
    problems.add({ code: 'contradiction', field: 'to', found: day, wanted: named });
  for (const line of waiting) sink.line({ ...line, bookedOn: named });
}

/** A document that begins as an object and does not end as one. */
const isCut = (text: string): boolean => text === '' || (text.startsWith('{') && !text.endsWith('}'));

function tellHeader(around: z.infer<typeof aroundSchema>, sink: Sink): VietnamDay | undefined {
  const { problems } = sink;
  const on = readMoment(around.reconcileDate, ['dd/MM/yyyy'])?.on;
  if (on === undefined) problems.add({ code: 'not-a-day', field: 'to', found: around.reconcileDate });
  const read = (field: 'count' | 'sumVnd', found: string) =>
    tellAmount(problems, readPlainNumber(found), { field, found });
  sink.header({
    account: around.unitCode ?? undefined,
    from: on,
    to: on,
    count: read('count', around.totalTransaction.written),
    sumVnd: read('sumVnd', around.totalAmount.written),
  });
  return on;
}
