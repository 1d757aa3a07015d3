import { type VietnamDay, vietnamDaySchema } from '../domain/time.ts';
import { readAmount } from './forms.ts';
import type { Field } from './mt940-fields.ts';
import type { ProblemCode, Problems } from './problems.ts';
import type { Profile } from './profile.ts';
import { type ReadLine, readText, type Sink, type Spot, tellAmount, tellLineAmount } from './sink.ts';

/** A profile of MT940. */
export type Mt940Profile = Extract<Profile, { format: 'mt940' }>;

/** `yyMMdd` of this century. */
const readDay = (text: string): VietnamDay | undefined =>
  vietnamDaySchema.safeParse(`20${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4, 6)}`).data;

/** The day of an entry is written without its year: that which is nearest to the value date. */
function readEntryDay(valueOn: VietnamDay, monthAndDay: string | undefined): VietnamDay | undefined {
  if (monthAndDay === undefined) return valueOn;
  const months = Number(monthAndDay.slice(0, 2)) - Number(valueOn.slice(5, 7));
  const shift = months > 6 ? -1 : months < -6 ? 1 : 0;
  return readDay(`${String(Number(valueOn.slice(0, 4)) + shift).slice(2)}${monthAndDay}`);
}

/** A comma stands in every amount, also where nothing follows it. */
const readMt940Amount = (text: string): number | ProblemCode =>
  /^\d+,\d*$/.test(text) ? readAmount(text.replace(/,$/, ''), '1.234.567,89') : 'not-an-amount';

/** Value date, entry date, mark, funds code, amount, type, the customer's reference, the bank's reference. */
const entryForm =
  /^(?<value>\d{6})(?<entry>\d{4})?(?<mark>R?[CD])[A-Z]?(?<amount>[\d,]{1,16})[A-Z][A-Z0-9]{3}(?<customer>.*?)(?:\/\/(?<bank>.*))?$/;

/** RC takes back a credit, RD a debit. */
const movements = {
  C: { direction: 'in', status: 'paid' },
  D: { direction: 'out', status: 'paid' },
  RC: { direction: 'out', status: 'reversed' },
  RD: { direction: 'in', status: 'reversed' },
} as const;

const isMark = (text: string): text is keyof typeof movements => text in movements;

/** What the standard writes where a customer gave no reference. */
const noReference = 'NONREF';

function readReferences(groups: Groups, line: number, at: { profile: Mt940Profile; sink: Sink }) {
  const { customer = '', bank = '' } = groups;
  const references = { customer: customer.trim() === noReference ? '' : customer, bank };
  const find = (names: Mt940Profile['reference']): string =>
    names.map((name) => references[name]).find((text) => text.trim() !== '') ?? '';
  return {
    transactionId: readText(at.sink.problems, 'transactionId', { text: find(at.profile.transactionId), line }),
    reference: readText(at.sink.problems, 'reference', { text: find(at.profile.reference), line }),
  };
}

type Groups = Readonly<Record<string, string | undefined>>;

function readBookedOn({ value = '', entry }: Groups, line: number, { problems }: Sink): VietnamDay | undefined {
  const valueOn = readDay(value);
  const bookedOn = valueOn && readEntryDay(valueOn, entry);
  if (bookedOn === undefined)
    problems.add({ code: 'not-a-day', line, field: 'bookedOn', found: value + (entry ?? '') });
  return bookedOn;
}

/** Reads field 61: one entry, whose text stands in the field 86 behind it. */
export function readEntry({ lines, line }: Field, profile: Mt940Profile, sink: Sink): ReadLine | undefined {
  const { problems } = sink;
  const before = problems.count();
  const groups: Groups = entryForm.exec(lines[0] ?? '')?.groups ?? {};
  const { mark = '', amount: found = '' } = groups;
  if (!isMark(mark)) {
    problems.add({ code: 'malformed', line, field: ':61:' });
    return undefined;
  }
  const bookedOn = readBookedOn(groups, line, sink);
  const amountVnd = tellLineAmount(problems, readMt940Amount(found), { line, field: 'amount', found });
  const references = readReferences(groups, line, { profile, sink });
  if (bookedOn === undefined || amountVnd === undefined || problems.count() > before) return undefined;
  return { ...movements[mark], amountVnd, bookedOn, ...references, rawLine: line };
}

/** A balance on a day; below zero when the account is overdrawn. */
type Balance = { readonly amountVnd: number; readonly on: VietnamDay };

const balanceForm = /^(?<mark>[CD])(?<day>\d{6})(?<currency>[A-Z]{3})(?<amount>[\d,]{1,16})$/;

/** Reads a field 60 or 62. */
export function readBalance({ lines, line }: Field, field: string, { problems }: Sink): Balance | undefined {
  const groups: Groups = balanceForm.exec(lines[0] ?? '')?.groups ?? {};
  if (groups.mark === undefined) {
    problems.add({ code: 'malformed', line, field });
    return undefined;
  }
  const on = readBalanceDay(groups, { line, field }, problems);
  const found = String(groups.amount);
  const amount = tellAmount(problems, readMt940Amount(found), { line, field, found });
  if (amount === undefined || on === undefined) return undefined;
  return { amountVnd: groups.mark === 'D' ? 0 - amount : amount, on };
}

function readBalanceDay({ day = '', currency }: Groups, at: Spot, problems: Problems): VietnamDay | undefined {
  if (currency !== 'VND') problems.add({ code: 'wrong-currency', ...at, found: String(currency) });
  const on = readDay(day);
  if (on === undefined) problems.add({ code: 'not-a-day', ...at, found: day });
  return on;
}

/** A line that is full goes on in the next; another ends where a word ends. */
const lineCharactersMax = 65;

/** The text of a field 86. */
export const joinLines = (lines: readonly string[]): string =>
  lines.reduce((text, line, index) => {
    const isFull = (lines[index - 1] ?? '').length >= lineCharactersMax;
    return index === 0 ? line : `${text}${isFull ? '' : ' '}${line}`;
  }, '');
