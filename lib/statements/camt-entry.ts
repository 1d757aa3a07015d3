import type { VietnamDay } from '../domain/time.ts';
import { type Moment, readAmount, readMoment } from './forms.ts';
import type { Problems } from './problems.ts';
import type { CamtProfile } from './profile.ts';
import { type ReadLine, readText, type Sink, type Spot, tellAmount, tellLineAmount } from './sink.ts';

/** Texts of an element's descendants, by their path in it: `NtryDtls/TxDtls/Refs/TxId`, `Amt@Ccy`. */
export type Paths = ReadonlyMap<string, string>;

/** One entry of a statement: its own texts, and those of each transaction in it. */
type Entry = { readonly paths: Paths; readonly parts: readonly Paths[]; readonly line: number };

/** Reads `135000` or `135000.00` in đồng: the standard's decimal point, and behind it nothing but zeros. */
export function readCamtAmount(
  paths: Paths,
  path: string,
  { problems, at }: { problems: Problems; at: Spot },
): number | undefined {
  const found = paths.get(path)?.trim();
  const currency = paths.get(`${path}@Ccy`) ?? 'VND';
  if (found === undefined) problems.add({ code: 'missing', ...at });
  else if (currency !== 'VND') problems.add({ code: 'wrong-currency', ...at, found: currency });
  else {
    const read = /^\d+(\.\d*)?$/.test(found) ? readAmount(found.replace(/\.$/, ''), '1,234,567.89') : 'not-an-amount';
    return tellAmount(problems, found.startsWith('-') ? 'negative-amount' : read, { ...at, found });
  }
  return undefined;
}

/** A day or an instant, whichever the bank chose to write; the zone of a day alone says nothing. */
export function readCamtMoment(paths: Paths, path: string): Moment | undefined {
  const written = paths.get(`${path}/Dt`)?.replace(/(Z|[+-]\d\d:\d\d)$/, '') ?? paths.get(`${path}/DtTm`);
  return written === undefined ? undefined : readMoment(written, ['yyyy-MM-dd']);
}

/** What the standard writes where there is no end-to-end reference. */
const notProvided = 'NOTPROVIDED';

const says = (text: string | undefined): boolean => ![undefined, '', notProvided].includes(text?.trim());

/** The first reference that is there: that of the transaction before that of the entry. */
function findReference(names: CamtProfile['reference'], part: Paths, entry: Paths): string {
  const found = names.map((name) => [part.get(`Refs/${name}`), entry.get(name)].find(says)).find(says);
  return found ?? '';
}

const directions = { CRDT: 'in', DBIT: 'out' } as const;
const opposite = { in: 'out', out: 'in' } as const;

const isMark = (text: string): text is keyof typeof directions => text in directions;

type Common = Pick<ReadLine, 'direction' | 'bookedOn' | 'at' | 'status' | 'rawLine'>;

/** What all lines of an entry have in common. */
function readCommon({ paths, line }: Entry, profile: CamtProfile, at: Where): Common | undefined {
  const { problems } = at.sink;
  const get = (path: string): string => paths.get(path)?.trim() ?? '';
  const status = get('Sts/Cd') || get('Sts');
  if (status !== 'BOOK') problems.add({ code: 'not-booked', line, field: 'status', found: status });
  const mark = get('CdtDbtInd');
  if (!isMark(mark)) problems.add({ code: 'unknown-value', line, field: 'direction', found: mark });
  const isReversal = ['true', '1'].includes(get('RvslInd'));
  const booked = readBookingDay(paths, line, at);
  if (!isMark(mark) || booked === undefined) return undefined;
  const marked = directions[mark];
  return {
    direction: isReversal && profile.reversals === 'flipped' ? opposite[marked] : marked,
    bookedOn: booked.on,
    at: booked.at,
    status: isReversal ? 'reversed' : 'paid',
    rawLine: line,
  };
}

type Where = { readonly sink: Sink; readonly day: VietnamDay | undefined };

/** An entry without a day of its own is of the day that the statement closes. */
function readBookingDay(paths: Paths, line: number, { sink, day }: Where): Moment | undefined {
  const isDated = paths.has('BookgDt/Dt') || paths.has('BookgDt/DtTm');
  const booked = isDated ? readCamtMoment(paths, 'BookgDt') : day && { on: day };
  if (booked === undefined) sink.problems.add({ code: isDated ? 'not-a-day' : 'missing', line, field: 'bookedOn' });
  return booked;
}

const partAmounts = ['Amt', 'AmtDtls/TxAmt/Amt'];

const findPartAmount = (part: Paths): string | undefined => partAmounts.find((path) => part.has(path));

/** The transactions of an entry that books several at once, each with its amount; or the entry as one. */
function readParts({ paths, parts, line }: Entry, problems: Problems) {
  const at = { line, field: 'amount' };
  const whole = readCamtAmount(paths, 'Amt', { problems, at });
  const isBatch = parts.length > 1 && parts.every((part) => findPartAmount(part) !== undefined);
  if (!isBatch) return [{ part: parts.length === 1 ? parts[0] : undefined, amount: whole }];
  const split = parts.map((part) => ({
    part,
    amount: readCamtAmount(part, findPartAmount(part) ?? '', { problems, at }),
  }));
  const sum = split.reduce((total, { amount = 0 }) => total + amount, 0);
  if (sum !== whole) problems.add({ code: 'parts-differ', ...at, found: String(sum), wanted: String(whole) });
  return split;
}

const textOf = (part: Paths, entry: Paths): string =>
  part.get('RmtInf/Ustrd') ?? part.get('AddtlTxInf') ?? entry.get('AddtlNtryInf') ?? '';

const nothing: Paths = new Map();

/** Tells the lines of one entry: one for each transaction in it that has its own amount, or one for all of it. */
export function tellEntry(entry: Entry, profile: CamtProfile, at: Where): void {
  const { problems } = at.sink;
  const { paths, line } = entry;
  const before = problems.count();
  const common = readCommon(entry, profile, at);
  const lines = readParts(entry, problems).flatMap(({ part = nothing, amount }): ReadLine[] => {
    const found = String(amount);
    const amountVnd =
      amount === undefined ? undefined : tellLineAmount(problems, amount, { line, field: 'amount', found });
    if (common === undefined || amountVnd === undefined) return [];
    const transactionId = findReference(profile.transactionId, part, paths);
    const reference = findReference(profile.reference, part, paths);
    return [
      {
        ...common,
        amountVnd,
        transactionId: readText(problems, 'transactionId', { text: transactionId, line }),
        reference: readText(problems, 'reference', { text: reference, line }),
        text: readText(problems, 'text', { text: textOf(part, paths), line }),
      },
    ];
  });
  if (problems.count() > before) return;
  for (const [index, found] of lines.entries()) at.sink.line(found, index > 0);
}
