import * as z from 'zod/mini';
import { says } from './field-messages.ts';

/**
 * The forms of official codes. They change by decree, so they are data and stand in this one place.
 *
 * Agency identifier codes: the old order (QCVN 102:2016/BTTTT, `000.00.01.H57`) and the new order
 * (QĐ 20/2020/QĐ-TTg amended by QĐ 09/2025/QĐ-TTg, `H15.50.05.13`), at most 35 characters.
 */
const agencyForm = '(?:[0-9A-Z]{3}\\.[0-9A-Z]{2}\\.[0-9A-Z]{2}\\.[A-Z][0-9]{2}|[A-Z][0-9]{2}(?:\\.[0-9A-Z]{2,3}){0,6})';
const agencyLengthMax = 35;

/** The identifier code of a public body (mã định danh cơ quan). */
export const agencyCodeSchema = z
  .string()
  .check(z.maxLength(agencyLengthMax), z.regex(new RegExp(`^${agencyForm}$`), says('not-an-agency-code')));

/** `yyMMdd` of this century as a date that the calendar has. */
const isCalendarDay = (yyMMdd: string): boolean => {
  const day = `20${yyMMdd.slice(0, 2)}-${yyMMdd.slice(2, 4)}-${yyMMdd.slice(4)}`;
  return z.iso.date().safeParse(day).success;
};

/** A dossier code (mã hồ sơ): agency code, day received as `yyMMdd`, and the day's running number of 4 to 7 digits. */
export const dossierCodeSchema = z.string().check(
  z.maxLength(agencyLengthMax + '-261121-0000001'.length),
  z.regex(new RegExp(`^${agencyForm}-\\d{6}-\\d{4,7}$`), { error: says('not-a-dossier-code'), abort: true }),
  z.refine((code) => isCalendarDay(code.split('-')[1] ?? ''), says('not-a-calendar-day')),
);

/** A procedure code of the national database (mã thủ tục hành chính), such as 1.004194. */
export const procedureCodeSchema = z.string().check(z.regex(/^\d\.\d{6}$/, says('not-a-procedure-code')));

/** A budget code (mã nội dung kinh tế, tiểu mục) of four digits, such as 2767. */
export const budgetCodeSchema = z.string().check(z.regex(/^\d{4}$/, says('not-a-budget-code')));
