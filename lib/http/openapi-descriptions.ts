import { deskDescriptions } from './openapi-desk-descriptions.ts';
import { reconciliationDescriptions } from './openapi-reconciliation-descriptions.ts';
import { reportDescriptions } from './openapi-report-descriptions.ts';

/** Where a schema of the OpenAPI document has a property, and what is said of it there. */
export const descriptions: Readonly<Record<string, string>> = {
  'Parameter.Idempotency-Key': 'Your own key for this order: 1 to 255 visible ASCII characters, such as a UUID.',
  'Parameter.id': 'The order’s id.',
  'Parameter.dossierCode': 'The dossier.',
  'Parameter.decisionNumber': 'The decision of fine, in place of a dossier.',
  'Parameter.limit': 'How many at most.',
  'Parameter.after': 'The `next` of the page before.',
  'Parameter.webhook-id': 'The same at every try: keep it, and leave alone what you have seen.',
  'Parameter.webhook-timestamp': 'When it was sent, in seconds since 1970. Refuse what is five minutes old.',
  'Parameter.webhook-signature': 'One signature, `v1,` and base 64, for each of your keys, with spaces between them.',

  'OrderRequest.agencyCode': 'The public body that collects: its identifier code, in the old or the new order of code.',
  'OrderRequest.dossierCode':
    'The dossier that the fees are for: agency code, day received as yyMMdd, and running number. Give either this or `decisionNumber`.',
  'OrderRequest.decisionNumber':
    'The number of the decision of fine, in place of a dossier; every line is then of kind `phat`.',
  'OrderRequest.procedureCode': 'The administrative procedure, as the national database numbers it.',
  'OrderRequest.obligor': 'Who owes.',
  'OrderRequest.payer': 'Who pays, when it is not the obligor.',
  'OrderRequest.lines': 'What is owed. Each fee code stands in one line only.',
  'OrderRequest.beneficiaryAccount':
    'The account that the money must reach, one of those that the agency collects into.',
  'OrderRequest.expiresAt':
    'Until when the order can be paid, at most 366 days ahead; 30 days from now when it is left out.',
  'OrderRequest.replacesOrderId':
    'An order of the same dossier that is awaiting payment: it is cancelled when this one is made.',
  'OrderRequest.returnUrl': 'Where the payer is led back to from the page that shows the result.',
  'OrderRequest.locale': 'The language in which the payer’s pages begin.',
  'OrderRequest.metadata': 'Your own notes, at most 2 kB as JSON. They come back with the order and its webhooks.',

  'RequestedLine.kind': 'phí (`phi`), lệ phí (`le-phi`), thuế (`thue`) or phạt (`phat`).',
  'RequestedLine.feeCode': 'Your own code of the fee. One fee of a dossier is asked for by one order at a time.',
  'RequestedLine.name': 'What the payer reads.',
  'RequestedLine.amountVnd': 'Whole đồng.',
  'RequestedLine.budgetCode': 'Mã nội dung kinh tế (tiểu mục).',
  'RequestedLine.beneficiaryAccount': 'May repeat the account of the order; another one is refused.',
  'RequestedLine.obligor': 'May repeat the obligor of the order; another one is refused.',

  'FeeLine.kind': 'phí (`phi`), lệ phí (`le-phi`), thuế (`thue`) or phạt (`phat`).',
  'FeeLine.feeCode': 'Your own code of the fee.',
  'FeeLine.name': 'What the payer reads.',
  'FeeLine.amountVnd': 'Whole đồng.',
  'FeeLine.budgetCode': 'Mã nội dung kinh tế (tiểu mục).',

  'Person.name': 'As it is to stand on the receipt.',
  'Person.phone': 'Digits, with or without a plus sign before them.',
  'Person.email': 'One address.',
  'Person.idNumber': 'Số định danh cá nhân of a citizen, mã số thuế of a company.',

  'BeneficiaryAccount.bankCode': 'The bank, by the number that NAPAS gave it or by a code of the treasury.',
  'BeneficiaryAccount.accountNumber': 'As the bank knows it: leading zeros are part of it.',

  'Order.agencyCode': 'The public body that collects.',
  'Order.dossierCode': 'The dossier that the fees are for.',
  'Order.decisionNumber': 'The number of the decision of fine, in place of a dossier.',
  'Order.procedureCode': 'The administrative procedure.',
  'Order.obligor': 'Who owes.',
  'Order.payer': 'Who pays.',
  'Order.lines': 'What is owed.',
  'Order.beneficiaryAccount': 'The account that the money must reach.',
  'Order.expiresAt': 'Until when the order can be paid.',
  'Order.replacesOrderId': 'The order that this one replaced.',
  'Order.returnUrl': 'Where the payer is led back to.',
  'Order.locale': 'The language in which the payer’s pages begin.',
  'Order.metadata': 'Your own notes.',
  'Order.id': 'The order’s id.',
  'Order.paymentCode': 'The id as a person reads and types it.',
  'Order.status':
    '`awaiting` payment; `paid`, `part-refunded`, `refunded` or `reversed` by the bank; `expired` or `cancelled` unpaid.',
  'Order.totalAmountVnd': 'The sum of the lines. The order is paid by exactly this.',
  'Order.checkoutUrl': 'Where the payer pays. Whoever has it can see the order and pay it.',
  'Order.createdAt': 'When the order was made.',
  'Order.payment': 'The money that made the order paid.',
  'Order.refundedVnd': 'How much of the payment has gone back, in whole đồng.',
  'Order.attempts': 'Each trip of a payer to a provider.',

  'Payment.provider': 'The bank or intermediary through which it came.',
  'Payment.channel': 'Online or over a counter.',
  'Payment.amountVnd': 'Whole đồng.',
  'Payment.paidAt': 'When the provider took the money.',
  'Payment.receivedAt': 'When we heard of it.',
  'Payment.paidOn': 'The day of `paidAt` in Viet Nam, by which statements are reconciled.',
  'Payment.late': 'Whether it came after the order’s deadline.',
  'Payment.transactionId': 'The provider’s own number of the movement.',
  'Payment.payerBankCode': 'The payer’s bank, in the provider’s own code.',

  'Attempt.number': 'Counts from 1.',
  'Attempt.provider': 'Where the payer went.',
  'Attempt.status':
    '`under-way` while the payer is there; `in-doubt` until the provider knows; then `paid`, `failed` or `abandoned`.',
  'Attempt.startedAt': 'When the payer left for the provider.',
  'Attempt.expiresAt': 'After this the provider takes no money for it.',
  'Attempt.reasonCode': 'Why it failed, in the provider’s own code.',

  'OrderPage.items': 'Latest first.',
  'OrderPage.next':
    'When there is more: give it as `after`. A page can have fewer items than its limit and still have a next.',
  'EventPage.items': 'In sequence.',
  'EventPage.next': 'When there is more: give it as `after`.',

  'Event.sequence': 'Counts the events of the order from 1, without gaps.',
  'Event.type': 'What happened.',
  'Event.at': 'When it happened.',
  'Event.data': 'What there is to say of it; differs from type to type.',
  'Event.webhook': 'Where the webhook for it stands, when portals are told of such events.',
  'Event.webhook.sequence': 'Counts the webhooks of the order from 1, without gaps.',
  'Event.webhook.status':
    '`due` until it was `delivered`; `undelivered` after three days; `no-receiver` without an address.',
  'Event.webhook.tries': 'How often it was sent.',
  'Event.webhook.firstTriedAt': 'When it was sent first.',

  'Delivery.id': 'The `webhook-id` that it is sent under, the same at every try.',
  'Delivery.sequence': 'Counts the webhooks of the order from 1, without gaps.',
  'Delivery.eventSequence': 'The event that it tells of, in the journal of the order.',
  'Delivery.type': 'What happened.',
  'Delivery.status':
    '`due` until it was `delivered`; `undelivered` after three days; `no-receiver` without an address.',
  'Delivery.tries': 'How often it was sent, replays included.',
  'Delivery.firstTriedAt': 'When it was sent first.',
  'Delivery.nextTryAt': 'When it is sent next, or soon after: one before it in the sequence goes first.',
  'Delivery.latestTries': 'The latest ten.',

  'DeliveryTry.number': 'Counts the tries of the webhook from 1.',
  'DeliveryTry.at': 'When it was sent.',
  'DeliveryTry.durationMs': 'How long it took, in milliseconds.',
  'DeliveryTry.status': 'The HTTP status of the answer, when there was one. Redirects are not followed.',
  'DeliveryTry.error': 'Why there was none: at most 200 characters.',
  'DeliveryTry.nextTryAt': 'When the next try was due; none after a 2xx, and none after three days.',

  'DeliveryPage.items': 'In sequence.',
  'DeliveryPage.next':
    'When there is more: give it as `after`. A page can have fewer items than its limit and still have a next.',

  'ReplayRequest.sequence': 'The one to send again.',
  'ReplayRequest.after': 'All after this one are sent again; 0 for all. Give either this or `sequence`.',
  'Replay.items': 'What was asked for, in sequence: all of it is due.',
  'Replay.items.sequence': 'The webhook, in the sequence of the order’s webhooks.',
  'Replay.items.nextTryAt': 'When it is due.',
  'Replay.next': 'When more than ninety were asked for: give it as `after` to go on.',

  'Problem.type': 'Address of a text about this kind of problem.',
  'Problem.code': 'The kind of problem: go by this.',
  'Problem.title': 'What the kind of problem is, for people.',
  'Problem.status': 'The HTTP status.',
  'Problem.detail': 'More about this very case, for people.',
  'Problem.instance': 'Names this very occurrence; give it when you ask about it.',
  'Problem.pointer': 'The place in the body that the problem is about, as a JSON pointer.',
  'Problem.errors': 'Every wrong field, at most fifty.',
  'Problem.errors.pointer': 'The place in the body, or in the query of a `GET`, as a JSON pointer.',
  'Problem.errors.message': 'What is wrong there, for people.',
  'Problem.problems': 'What is wrong with a file, and where in it: the first fifty.',
  'Problem.problemCount': 'How much is wrong with it in all.',
  'Problem.orderId': 'The order that stands in the way.',

  'Webhook.type': 'What happened.',
  'Webhook.timestamp': 'When it happened.',
  'Webhook.data': 'The order that it happened to.',
  'Webhook.data.orderId': 'The order’s id.',
  'Webhook.data.sequence': 'Counts the webhooks of the order from 1, without gaps: you see which you have missed.',
  'Webhook.data.agencyCode': 'The public body that collects.',
  'Webhook.data.dossierCode': 'The dossier that the fees are for.',
  'Webhook.data.decisionNumber': 'The number of the decision of fine, in place of a dossier.',
  'Webhook.data.totalAmountVnd': 'The sum of the lines, in whole đồng.',
  'Webhook.data.payment': 'The money that made the order paid.',
  'Webhook.data.refundId': 'The refund, as officers know it.',
  'Webhook.data.amountVnd': 'How much went back by this refund, in whole đồng.',
  'Webhook.data.refundedVnd': 'How much of the payment has gone back in all, in whole đồng.',
  'Webhook.data.reversedVnd': 'How much the bank has taken back: what had not been refunded by then, in whole đồng.',
  'Webhook.data.metadata': 'Your own notes, as you gave them with the order.',

  ...deskDescriptions,
  ...reconciliationDescriptions,
  ...reportDescriptions,
};

/**
 * What is said of a property, by the name of the schema and the path to the property in it. Webhooks differ only in
 * which of the same properties they have, and so do a proposal or a discrepancy and its summary.
 */
export const descriptionOf = (schema: string, path: string): string | undefined =>
  descriptions[`${schema.replace(/^\w+Webhook$/, 'Webhook').replace(/^(Proposal|Discrepancy)Summary$/, '$1')}.${path}`];
