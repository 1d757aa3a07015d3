import type { Rule } from '../../lib/domain/rules.ts';
import type { Terms } from '../../lib/reconciliation/terms.ts';
import { profileNamed, type Sample, type SampleLine } from '../lib/statements/sample-statement.ts';
import { camt, dailyBankJson, dailyTreasuryJson, mt940 } from '../lib/statements/write-messages.ts';
import { bankCsv, bankXlsx, toCsvText } from '../lib/statements/write-tables.ts';
import { rules, termsOf } from '../lib/reconciliation/sample-run.ts';

/** A line of the month; without a status it is paid. */
export type MonthLine = SampleLine & { readonly status?: 'failed' | 'reversed' };

type MonthSample = Omit<Sample, 'lines'> & { readonly lines: readonly MonthLine[] };

/** What can be wrong with a payment, or stand in a statement beside the payments. */
export type Plant =
  | 'amount-differs'
  | 'never'
  | 'late'
  | 'duplicate'
  | 'other-duplicate'
  | 'stranger'
  | 'named-stranger'
  | 'failed'
  | 'failed-paid'
  | 'shown-before'
  | 'reversed-by-both'
  | 'reversed-by-line'
  | 'reversed-by-us'
  | 'refund'
  | 'debit'
  | 'charge'
  | 'sweep'
  | 'not-ours';

/** How one kind of statement is written, and what can happen in it. */
export type MonthSource = {
  readonly name: string;
  readonly terms: Terms;
  readonly write: (sample: MonthSample) => Promise<Uint8Array | string> | string;
  readonly plants: readonly Plant[];
  /** Whether a line tells the movement: if not, two lines of one are two movements. */
  readonly isNumbered: boolean;
};

const rule = {
  key: { id: 'key', by: 'movement-key' },
  id: { id: 'id', by: 'transaction-id' },
  reference: { id: 'reference', by: 'reference', workingDaysMax: 3 },
} as const satisfies Record<string, Rule>;

const account = '0011004123456';

const lineKinds = [
  { kind: 'sweep', direction: 'out', phrases: ['kết chuyển'] },
  { kind: 'bank-charge', direction: 'out', phrases: ['thu phí'] },
  { kind: 'refund', direction: 'out', phrases: ['hoàn phí'] },
  { kind: 'not-ours', direction: 'in', phrases: ['lãi tiền gửi'] },
] as const;

const made = (profile: string, changes: Partial<Terms>, workingDays: Partial<Terms['rules']> = {}): Terms =>
  termsOf({
    ...changes,
    profile: { ...profileNamed(profile), lineKinds: structuredClone(lineKinds) } as never,
    rules: { ...rules, ...workingDays },
  });

const vnpayOptions = {
  tmnCode: 'LEPHI001',
  paymentUrl: 'https://sandbox.vnpayment.vn/paymentv2/vpcpay.html',
  apiUrl: 'https://sandbox.vnpayment.vn/merchant_webapi/api/transaction',
};

const vnpayCsv = ({ lines, on }: MonthSample): string =>
  toCsvText([
    ['TxnRef', 'Amount', 'ResponseCode', 'PayDate'],
    ...lines.map(({ reference, amountVnd, status }) => [
      reference,
      amountVnd,
      status === 'failed' ? '51' : '00',
      `${on.replaceAll('-', '')}091530`,
    ]),
  ]);

const dailyBank = (sample: MonthSample): string => {
  const day = JSON.parse(dailyBankJson(sample));
  for (const [index, { status }] of sample.lines.entries())
    if (status === 'failed') day.transactions[index].status = 'FAILED';
  return JSON.stringify(day);
};

/** With the reversals that the standard has: an entry of its own, marked. */
const camtOf = (kind: '053' | '054') => (sample: MonthSample) => {
  const entries = camt(sample, { kind }).match(/<Ntry>.*<\/Ntry>\n/g) ?? [];
  const marked = entries.map((entry, index) =>
    sample.lines[index]?.status === 'reversed' ? entry.replace('<Sts>', '<RvslInd>true</RvslInd><Sts>') : entry,
  );
  return camt(sample, { kind, entries: marked.join('') });
};

const working = { days: 'working-days', cutOff: '16:30' } as const;
const bank = { statementAccount: account };

const inBank: readonly Plant[] = [
  'never',
  'late',
  'duplicate',
  'stranger',
  'shown-before',
  'refund',
  'debit',
  'charge',
  'sweep',
  'not-ours',
];
const reversals: readonly Plant[] = ['reversed-by-both', 'reversed-by-line', 'reversed-by-us'];
const inList: readonly Plant[] = ['amount-differs', 'other-duplicate', 'never', 'late', 'duplicate', 'stranger'];

export const sources: readonly MonthSource[] = [
  {
    name: "a provider's CSV",
    terms: made('vnpay-csv', { side: 'provider', provider: 'vnpay', options: vnpayOptions }, { rules: [rule.key] }),
    write: vnpayCsv,
    plants: [...inList, 'failed', 'failed-paid', 'shown-before'],
    isNumbered: true,
  },
  {
    name: "a bank's CSV",
    terms: made('bank-csv', bank, { rules: [rule.key, rule.id, rule.reference] }),
    write: bankCsv,
    plants: inBank,
    isNumbered: true,
  },
  {
    name: "a bank's workbook",
    terms: made('bank-xlsx', bank, { ...working, rules: [rule.key, rule.reference] }),
    write: bankXlsx,
    plants: inBank,
    isNumbered: true,
  },
  {
    name: 'camt.053',
    terms: made('camt053', { ...bank, provider: 'another' }, { ...working, rules: [rule.id] }),
    write: camtOf('053'),
    plants: [...inBank, ...inList, ...reversals],
    isNumbered: true,
  },
  {
    name: 'camt.054',
    terms: made('camt054', { ...bank, provider: 'another' }, { rules: [rule.id, rule.reference], settlementDays: 1 }),
    write: camtOf('054'),
    plants: [...inBank, ...inList, ...reversals],
    isNumbered: true,
  },
  {
    name: 'MT940 by references',
    terms: made('mt940', { ...bank, provider: 'another' }, { ...working, settlementDays: 1, rules: [rule.reference] }),
    write: mt940,
    plants: ['never', 'late', 'named-stranger', 'refund', 'debit', 'charge', 'sweep', 'not-ours'],
    isNumbered: false,
  },
  {
    name: "a bank's daily file",
    terms: made('daily-bank', { ...bank, side: 'provider', provider: 'another' }, { ...working, rules: [rule.id] }),
    write: dailyBank,
    plants: [...inList, 'failed', 'failed-paid'],
    isNumbered: true,
  },
  {
    name: "the treasury's daily file",
    terms: made(
      'daily-treasury',
      { side: 'treasury', provider: 'another' },
      { ...working, settlementDays: 1, rules: [rule.id] },
    ),
    write: dailyTreasuryJson,
    plants: inList,
    isNumbered: true,
  },
];
