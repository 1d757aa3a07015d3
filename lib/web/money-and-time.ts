import { type AmountVnd, groupThousands } from '../domain/money.ts';
import type { Locale } from '../domain/order-details.ts';
import { type Instant, toVietnamText } from '../domain/time.ts';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** An amount for a reader: `135.000 ₫`, or `135,000 VND`; the space does not break. */
export const amountText = (locale: Locale, amountVnd: AmountVnd): string =>
  locale === 'vi' ? `${groupThousands(amountVnd, '.')}\u00a0₫` : `${groupThousands(amountVnd, ',')}\u00a0VND`;

/** An instant for a reader, by the clock of Viet Nam: `09:30 ngày 21/11/2026`, or `09:30 on 21 November 2026`. */
export const timeText = (locale: Locale, instant: Instant): string => {
  const [date = '', time = ''] = toVietnamText(instant).split(' ');
  if (locale === 'vi') return `${time} ngày ${date}`;
  const [day = '', month = '', year = ''] = date.split('/');
  return `${time} on ${day.replace(/^0/, '')} ${months.at(Number(month) - 1) ?? month} ${year}`;
};
