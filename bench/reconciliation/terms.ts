import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Terms, termsSchema } from '../../lib/reconciliation/terms.ts';

/** The day that the statement is of. */
export const day = '2026-11-23';
export const dayBefore = '2026-11-22';
export const accountNumber = '0011004123456';

const profilePath = join(import.meta.dirname, '..', '..', 'local', 'statement-profiles', 'bank-csv.json');

/** The table of a Vietnamese bank, with a column that says what became of a transfer, and interest that is none of Lephi's. */
function readProfile() {
  const profile = JSON.parse(readFileSync(profilePath, 'utf8'));
  const status = { column: ['Trạng thái'], paid: ['Thành công'], failed: ['Thất bại'], reversed: ['Hoàn trả'] };
  const interest = { kind: 'not-ours', direction: 'in', phrases: ['trả lãi tiền gửi'] };
  return { ...profile, status, lineKinds: [...profile.lineKinds, interest] };
}

/** By what the bench reconciles: a bank account behind SePay, by key, then by the bank's number, then by reference. */
export const readTerms = (): Terms =>
  termsSchema.parse({
    format: 'lephi-terms/1',
    accountId: 'so-tu-phap',
    side: 'bank',
    on: day,
    period: { from: day, to: day },
    provider: 'sepay',
    beneficiaryAccount: { bankCode: '970436', accountNumber },
    options: { accountNumber, listUrl: 'https://my.sepay.vn/userapi/transactions/list' },
    profile: readProfile(),
    statementAccount: accountNumber,
    rules: {
      version: 1,
      rules: [
        { id: 'key', by: 'movement-key' },
        { id: 'transaction-id', by: 'transaction-id' },
        { id: 'reference', by: 'reference', workingDaysMax: 2 },
      ],
      days: 'every-day',
      settlementDays: 0,
      carryWorkingDaysMax: 5,
    },
    calendar: {
      version: 1,
      years: [2026],
      daysOff: [{ on: '2026-11-24', name: 'Ngày Văn hóa Việt Nam' }],
      workedWeekends: [],
      source: 'of the bench',
      changedAt: '2026-01-01T00:00:00Z',
    },
  });
