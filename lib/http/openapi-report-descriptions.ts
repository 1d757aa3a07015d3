const accountId = 'The merchant account, by our id.';
const on = 'The bank day: the last of the days that the statement is of.';
const run = 'The run that counts, from 1 in its bank day; absent while none does.';
const bankCode = 'The bank of the account that the money reaches.';
const state =
  '`not-reconciled` (00), `matched` (01), `amount-differs` (02), or `not-found` (03): only one of both sides has it.';
const agencyCode = 'The public body that collects.';
const next = 'When there is more: give it as `after`.';
const nextOfSome = 'When there is more: give it as `after`. A page can be empty and still have a next.';

const sideOfDay = (name: string): Readonly<Record<string, string>> => ({
  [`OverviewRow.${name}.state`]: state,
  [`OverviewRow.${name}.run`]: run,
  [`OverviewRow.${name}.matched`]: 'How many payments its list shows as well.',
  [`OverviewRow.${name}.surplus`]: 'How many of its lines Lephi has no payment for.',
  [`OverviewRow.${name}.notes`]: 'What is to be said of the day; nothing before it is reconciled.',
});

const sideOfRow = (name: string): Readonly<Record<string, string>> => ({
  [`DetailRow.${name}.state`]: state,
  [`DetailRow.${name}.class`]: 'What the run made of it.',
  [`DetailRow.${name}.amountVnd`]: 'What its line says, in above zero and out below.',
  [`DetailRow.${name}.differenceVnd`]: 'What its line says, with the intermediary’s fee, less what Lephi has.',
});

/** What is said of each property of reports. */
export const reportDescriptions: Readonly<Record<string, string>> = {
  'Overview.items': 'A day each, the earliest first. A day that nothing came for is not there.',
  'OverviewRow.accountId': accountId,
  'OverviewRow.side': 'Whose list stands for the bank: the statement of the account, or the provider’s own list.',
  'OverviewRow.on': on,
  'OverviewRow.statement': 'The list that the run is of.',
  'OverviewRow.statement.name': 'What the file was called when it came.',
  'OverviewRow.statement.receivedOn': 'When it came.',
  'OverviewRow.run': run,
  'OverviewRow.status': '`differs` when something of the day waits for an officer or another day.',
  'OverviewRow.count': 'Lephi’s own movements of the run.',
  'OverviewRow.amountVnd': 'What they add up to, in above zero and out below.',
  'OverviewRow.bank': 'Against the bank or provider.',
  ...sideOfDay('bank'),
  'OverviewRow.treasury': 'Against the treasury.',
  ...sideOfDay('treasury'),

  'DetailPage.items': 'Day by day; what one payment is behind on both sides of a day is one row.',
  'DetailPage.next': nextOfSome,
  'DetailRow.accountId': accountId,
  'DetailRow.on': on,
  'DetailRow.run': run,
  'DetailRow.treasuryRun': 'The run of the treasury’s list that counts.',
  'DetailRow.orderId': 'The order that it pays or names.',
  'DetailRow.paidAt': 'When it was paid.',
  'DetailRow.amountVnd': 'What Lephi has, in above zero and out below; absent when it has nothing.',
  'DetailRow.transactionId': 'The provider’s own number of it.',
  'DetailRow.bankCode': bankCode,
  'DetailRow.bank': 'Against the bank or provider.',
  ...sideOfRow('bank'),
  'DetailRow.treasury': 'Against the treasury.',
  ...sideOfRow('treasury'),

  'CollectionPage.items':
    'Sums of this page: add up those of the same day, agency, procedure, kind, budget code, bank and channel.',
  'CollectionPage.next': next,
  'Collection.paidOn': 'The Viet Nam day on which it was paid.',
  'Collection.agencyCode': agencyCode,
  'Collection.procedureCode': 'The administrative procedure; absent for money that pays no order.',
  'Collection.feeKind':
    'phí (`phi`), lệ phí (`le-phi`), thuế (`thue`) or phạt (`phat`); absent for money that pays no order.',
  'Collection.budgetCode': 'Mã nội dung kinh tế (tiểu mục); absent for money that pays no order.',
  'Collection.bankCode': bankCode,
  'Collection.channel': 'Online or over a counter; absent for money that pays no order.',
  'Collection.count': 'Fee lines, and items of money that pay none.',
  'Collection.grossVnd': 'What came in.',
  'Collection.feeVnd': 'What intermediaries kept of it, as far as statements have shown.',
  'Collection.refundedVnd': 'What of it has gone back by refunds until now.',
  'Collection.reversedVnd': 'What of it was taken back by the bank.',

  'DiscrepancyReportPage.items': 'Class by class, the oldest first.',
  'DiscrepancyReportPage.next': nextOfSome,
  'DiscrepancyRow.id': 'The discrepancy’s id.',
  'DiscrepancyRow.class': 'What the run made of it.',
  'DiscrepancyRow.accountId': accountId,
  'DiscrepancyRow.side': 'Whose statement it is of.',
  'DiscrepancyRow.on': 'The bank day that found it first.',
  'DiscrepancyRow.ageWorkingDays': 'Working days since then.',
  'DiscrepancyRow.agencyCode': agencyCode,
  'DiscrepancyRow.bankCode': bankCode,
  'DiscrepancyRow.orderId': 'The order that it pays or names.',
  'DiscrepancyRow.transactionId': 'The provider’s own number of it.',
  'DiscrepancyRow.statementVnd': 'What the statement shows, in above zero and out below.',
  'DiscrepancyRow.amountVnd': 'What Lephi has, in above zero and out below.',
  'DiscrepancyRow.correction': 'What would close it.',
};
