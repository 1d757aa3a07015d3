import {
  type Instant,
  type VietnamDay,
  fromBankTime,
  instantSchema,
  vietnamDay,
  vietnamDaySchema,
} from '../domain/time.ts';
import type { ProblemCode } from './problems.ts';

/** How a bank writes numbers, shown by an example. */
export type NumberForm = '1.234.567,89' | '1,234,567.89';

/** How a bank writes days, with or without a time behind them. */
export type DateForm = 'dd/MM/yyyy' | 'yyyy-MM-dd' | 'yyyyMMdd';

/** Digits with groups of three or without groups, then perhaps a fraction. */
const amountForms: Record<NumberForm, RegExp> = {
  '1.234.567,89': /^(\d+|\d{1,3}(?:\.\d{3})+)(?:,(\d+))?$/,
  '1,234,567.89': /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/,
};

const groupMarks: Record<NumberForm, number> = { '1.234.567,89': 0x2e, '1,234,567.89': 0x2c };

/** Longer ones might be more than can be counted exactly. */
const usualCharactersMax = 19;

/** Digits in groups of three, as nearly all amounts are written: such need no closer look. -1 for all others. */
function readUsual(text: string, groupMark: number): number {
  const { length } = text;
  if (length === 0 || length > usualCharactersMax) return -1;
  let whole = 0;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    const isMarkDue = (length - index) % 4 === 0;
    if (isMarkDue ? code !== groupMark || index === 0 : code < 0x30 || code > 0x39) return -1;
    if (!isMarkDue) whole = whole * 10 + (code - 0x30);
  }
  return whole;
}

/** In front a minus, around it parentheses, behind it the currency: `-1.000`, `(1.000)`, `1.000 VND`. */
const signedForm = /^(?:(-|\+)?([\d.,]+)|\(([\d.,]+)\))(?:\s*(?:VND|VNĐ|đ|₫))?$/i;

const toWhole = (digits: string, fraction: string): number | ProblemCode => {
  if (/[1-9]/.test(fraction)) return 'fractional-amount';
  const whole = Number(digits);
  return Number.isSafeInteger(whole) ? whole : 'amount-too-large';
};

const negate = (whole: number | ProblemCode): number | ProblemCode => (typeof whole === 'number' ? 0 - whole : whole);

/** Reads whole đồng with their sign, exactly; a code when that cannot be. */
export function readAmount(text: string, form: NumberForm): number | ProblemCode {
  const usual = readUsual(text, groupMarks[form]);
  if (usual !== -1) return usual;
  const [, sign, plain, inParentheses] = signedForm.exec(text.trim()) ?? [];
  const [, digits, fraction = ''] = amountForms[form].exec(plain ?? inParentheses ?? '') ?? [];
  if (digits === undefined) return 'not-an-amount';
  const whole = toWhole(digits.replaceAll(/[.,]/g, ''), fraction);
  return sign === '-' || inParentheses !== undefined ? negate(whole) : whole;
}

/** A double keeps any decimal number of so many digits. */
const exactDigitsMax = 15;

function readExponent(text: string, digits: string): number | ProblemCode {
  if (digits.replace(/^0+/, '').length > exactDigitsMax) return 'amount-too-large';
  const value = Number(text);
  if (!Number.isInteger(value)) return 'fractional-amount';
  return Number.isSafeInteger(value) ? value : 'amount-too-large';
}

/**
 * Reads a number as JSON and spreadsheets write it, perhaps with an exponent (`1.35E7`), as whole đồng.
 * More than fifteen digits are read as they stand and never rounded.
 */
export function readPlainNumber(text: string): number | ProblemCode {
  const match = /^(?<sign>-?)(?<whole>\d+)(?:\.(?<fraction>\d+))?(?<exponent>[eE][+-]?\d{1,3})?$/.exec(text);
  const { sign, whole = '', fraction = '', exponent } = match?.groups ?? {};
  if (whole === '') return 'not-an-amount';
  if (exponent !== undefined) return readExponent(text, whole + fraction);
  const value = toWhole(whole, fraction);
  return sign === '-' ? negate(value) : value;
}

/** A day in Viet Nam, and the instant where a time stands behind it. */
export type Moment = { readonly on: VietnamDay; readonly at?: Instant };

const clock = '(?:[T ]+(\\d{1,2}):(\\d\\d)(?::(\\d\\d)(?:[.]\\d{1,9})?)?)?';

const dateForms: Record<DateForm, RegExp> = {
  'dd/MM/yyyy': new RegExp(`^(?<d>\\d{1,2})[/-](?<M>\\d{1,2})[/-](?<y>\\d{4})${clock}$`),
  'yyyy-MM-dd': new RegExp(`^(?<y>\\d{4})-(?<M>\\d\\d)-(?<d>\\d\\d)${clock}$`),
  yyyyMMdd: /^(?<y>\d{4})(?<M>\d\d)(?<d>\d\d)(?:(\d\d)(\d\d)(\d\d))?$/,
};

const withZone = /^\d{4}-\d\d-\d\dT\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$/;

const twoDigits = (text: string): string => text.padStart(2, '0');

function readZoned(text: string): Moment | undefined {
  const at = instantSchema.safeParse(text).data;
  return at && { on: vietnamDay(at), at };
}

function readClock(yyyyMMdd: string, time: readonly (string | undefined)[]): Instant | undefined {
  const [hour = '', minute = '', second = '00'] = time;
  return fromBankTime(`${yyyyMMdd}${twoDigits(hour)}${minute}${second}`);
}

const toDay = ({ y = '', M = '', d = '' }: Record<string, string | undefined>): VietnamDay | undefined =>
  vietnamDaySchema.safeParse(`${y}-${twoDigits(M)}-${twoDigits(d)}`).data;

function readForm(form: DateForm, text: string): Moment | undefined {
  const match = dateForms[form].exec(text);
  const on = toDay(match?.groups ?? {});
  const time = match?.slice(4) ?? [];
  if (on === undefined || time[0] === undefined) return on && { on };
  const at = readClock(on.replaceAll('-', ''), time);
  return at && { on, at };
}

/**
 * Reads a day, or a day with a time (GMT+7 where no zone stands behind it), in one of the forms; nothing when the
 * calendar has no such day.
 */
export function readMoment(text: string, forms: readonly DateForm[]): Moment | undefined {
  const trimmed = text.trim();
  if (withZone.test(trimmed)) return forms.includes('yyyy-MM-dd') ? readZoned(trimmed) : undefined;
  const form = forms.find((one) => dateForms[one].test(trimmed));
  return form && readForm(form, trimmed);
}
