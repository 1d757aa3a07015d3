const deskClass = 'As what it waits.';

const since = 'Since when it waits: its age.';
const reason = 'Why, in the officer’s own words. It goes into the journal.';
const orderId = 'The order’s id.';
const movementId = 'The movement, by the id that the desk gives it.';
const wholeVnd = 'Whole đồng.';

/** Where a schema of the desk's API has a property, and what is said of it there. */
export const deskDescriptions: Readonly<Record<string, string>> = {
  'Parameter.class': 'Which class.',
  'Parameter.movementId': movementId,
  'Parameter.proposalId': 'The proposal’s id, in either case, with or without hyphens.',
  'Parameter.number': 'Which attempt of the order, from 1.',

  'ReasonRequest.reason': reason,

  'RefundRequest.kind': 'Money back.',
  'RefundRequest.orderId': 'The order of whose payment it is. Give either this or `movementId`.',
  'RefundRequest.movementId': 'The unapplied item that it is of.',
  'RefundRequest.amountVnd': 'How much, in whole đồng: at most what is left.',
  'RefundRequest.reason': reason,

  'ApplicationRequest.kind': 'Unapplied money to an order.',
  'ApplicationRequest.orderId': 'The order that it is to pay.',
  'ApplicationRequest.parts':
    'From which unapplied items: together exactly the order’s total. One whole item applies it, several join them, and ' +
    'less than an item splits it.',
  'ApplicationRequest.parts.movementId': movementId,
  'ApplicationRequest.parts.amountVnd': wholeVnd,
  'ApplicationRequest.reason': reason,

  'RefundEndingRequest.kind': 'The end of a refund that no question settled.',
  'RefundEndingRequest.refundId': 'The refund, by the id of its proposal.',
  'RefundEndingRequest.as': 'What became of it. As `not-paid` its amount is free again.',
  'RefundEndingRequest.evidence':
    'What shows it: whom you asked and what was said, or where on which statement it stands. It goes into the journal.',
  'RefundEndingRequest.reason': reason,

  'ForcedMatchRequest.kind': 'A line and a movement are one.',
  'ForcedMatchRequest.discrepancyIds':
    'A line without a movement and a movement without a line, of one account and side. One alone when line and movement ' +
    'are joined already and their amounts differ.',
  'ForcedMatchRequest.reason': reason,

  'MatchUndoingRequest.kind': 'A forced match is taken back.',
  'MatchUndoingRequest.matchId': 'The proposal by which it was forced.',
  'MatchUndoingRequest.reason': reason,

  'LineRequest.kind': 'A line whose movement is not certain is taken as one.',
  'LineRequest.discrepancyId': 'The line.',
  'LineRequest.orderId': 'The order that it pays, exactly; unapplied money when this is left out.',
  'LineRequest.refundId': 'Of money out: the refund that it pays, by the id of its proposal.',
  'LineRequest.reason': reason,

  'ReopeningRequest.kind': 'A closed bank day is opened again.',
  'ReopeningRequest.of': 'The bank day.',
  'ReopeningRequest.of.accountId': 'The merchant account.',
  'ReopeningRequest.of.side': 'Whose statement.',
  'ReopeningRequest.of.on': 'The last of its days.',
  'ReopeningRequest.reason': reason,

  'Transfer.payee': 'To whom the money went.',
  'Transfer.payee.bankCode': 'The payee’s bank.',
  'Transfer.payee.accountNumber': 'The payee’s account.',
  'Transfer.payee.name': 'Whose account it is, as the bank knows it.',
  'Transfer.transferReference': 'The bank’s reference of the transfer, as its debit will carry it.',
  'Transfer.accountId':
    'The merchant account from whose bank account it left; the one through which the money came, when it is left out.',

  'DeskSummary.classes': 'One for each class, also where nothing waits.',
  'DeskCount.class': deskClass,
  'DeskCount.count': 'How many wait; 100 means so many or more.',
  'DeskCount.oldestSince': 'Since when the longest waiting does.',

  'DeskItemPage.items': 'The longest waiting first.',
  'DeskItemPage.next':
    'When there is more: give it as `after`. A page can have fewer items than its limit and still have a next.',
  'DeskItem.type':
    'What it is, and so where it is read: `/v1/desk/movements`, `/v1/desk/orders`, `/v1/desk/proposals`, ' +
    '`/v1/reconciliation/discrepancies`.',
  'DeskItem.id': 'Its id there.',
  'DeskItem.class': deskClass,
  'DeskItem.since': since,
  'DeskItem.amountVnd':
    'What came or went by the movement or the line, the order’s total, or what the proposal is about, where it has an amount.',
  'DeskItem.leftVnd': 'Of a movement: what is left to be used.',
  'DeskItem.direction': 'Whether money came in or went out.',
  'DeskItem.provider': 'Who tells of it.',
  'DeskItem.accountId': 'The merchant account that it came through.',
  'DeskItem.orderId': 'The order that it is about, or that the money names.',
  'DeskItem.attempts': 'Of an order: which of its attempts wait.',
  'DeskItem.refundIds': 'Which refunds wait.',
  'DeskItem.kind': 'Of a proposal: what it asks for.',

  'Movement.id': movementId,
  'Movement.movementKey': 'The one name of the movement, the same from callback, question and statement.',
  'Movement.class': deskClass,
  'Movement.since': since,
  'Movement.alias': 'The provider’s own id of the movement, beside the key.',
  'Movement.provider': 'Who tells of it.',
  'Movement.accountId': 'The merchant account that it came through.',
  'Movement.reference': 'What it says that it pays; of a transfer, perhaps its text.',
  'Movement.reached': 'The account at a bank that the money reached or left, where the provider tells.',
  'Movement.direction': 'Whether money came in or went out.',
  'Movement.result': 'What the provider said last.',
  'Movement.amountVnd': wholeVnd,
  'Movement.paidAt': 'The provider’s own instant, when it told one.',
  'Movement.reasonCode': 'The provider’s own code for the result.',
  'Movement.transactionId': 'The provider’s own number.',
  'Movement.payerBankCode': 'The payer’s bank, in the provider’s own code.',
  'Movement.receivedAt': 'When Lephi first heard of it.',
  'Movement.place': 'Where the money is.',
  'Movement.leftVnd': 'What is left to be used: the amount without its parts.',
  'Movement.parts': 'What became of some of it.',
  'Movement.contradicted': 'Whether a provider said two different things of it.',
  'Movement.accepted': 'Whether an officer has accepted what is odd about it.',
  'Movement.order': 'The order that it names, when there is one.',
  'Movement.order.id': orderId,
  'Movement.order.status': 'How the order stands.',
  'Movement.order.totalAmountVnd': 'By exactly how much the order is paid.',
  'Movement.waysOut': 'What can be done with what is left, the likeliest first.',
  'Movement.evidence': 'What came over the wire, at most ten pieces: the first, and the latest others.',

  'Place.type': 'In exactly one place; `no-money` when none moved.',
  'Place.reason': 'Why it is unapplied.',
  'Place.orderId': 'The order that it pays, or that it is about.',
  'Place.refundId': 'The refund whose debit it is.',

  'MovementPart.kind': 'Whether it pays an order, or goes back.',
  'MovementPart.amountVnd': wholeVnd,
  'MovementPart.proposalId': 'The proposal by which officers decided so.',
  'MovementPart.orderId': 'The order that it pays.',
  'MovementPart.refund': 'How far the refund has come.',

  'Refund.id': 'The refund’s id, which is its proposal’s.',
  'Refund.amountVnd': wholeVnd,
  'Refund.way': 'Who pays it: the provider, or an officer by a transfer.',
  'Refund.status':
    '`reserved`: approved. `in-doubt`: the provider may have been asked and was not heard. `sent`: taken by the provider, or ' +
    'transferred by an officer. `done`: the money is out.',
  'Refund.sentAt': 'When the provider was about to be asked, or the transfer was entered.',
  'Refund.nextLookAt': 'When Lephi next asks after it.',
  'Refund.waitsSince': 'Since when it waits for a person, because no question settled it.',

  'WayOut.type':
    'Refund what is left; apply it to the order that it names; join it with other money, of which so much is missing; or ' +
    'split it, of which so much is over.',
  'WayOut.orderId': 'The order that it could pay.',
  'WayOut.amountVnd': 'How much would go back, or to the order.',
  'WayOut.missingVnd': 'How much other money the order needs beside it.',
  'WayOut.overVnd': 'How much would be left over.',

  'Evidence.source': 'Whether the provider called, was asked, or wrote it into a statement.',
  'Evidence.receivedAt': 'When it came.',
  'Evidence.raw': 'The very bytes, as text. They are not masked: keep them at the desk.',
  'Evidence.signedHeaders': 'The headers that were signed with it.',
  'Evidence.keyId': 'With which key of the merchant account it was signed.',

  'DeskEventPage.items': 'In sequence.',
  'DeskEventPage.next': 'When there is more: give it as `after`.',
  'DeskEvent.sequence': 'Counts the events of the journal from 1, without gaps.',
  'DeskEvent.type': 'What happened.',
  'DeskEvent.at': 'When it happened.',
  'DeskEvent.data': 'What there is to say of it: `by` and `reason` of whatever an officer did.',
  'DeskEvent.previousHash': 'The hash of the event before, SHA-256 in base64url; the first has none.',

  'DeskOrder.id': orderId,
  'DeskOrder.status': 'How it stands.',
  'DeskOrder.agencyCode': 'The public body that collects.',
  'DeskOrder.class': deskClass,
  'DeskOrder.since': since,
  'DeskOrder.totalAmountVnd': 'By exactly how much it is paid.',
  'DeskOrder.createdAt': 'When it was made.',
  'DeskOrder.expiresAt': 'Until when it can be paid.',
  'DeskOrder.payment': 'The money that made it paid.',
  'DeskOrder.movementId': 'The movement that made it paid, when it was one.',
  'DeskOrder.refundedVnd': 'How much of the payment has gone back.',
  'DeskOrder.leftVnd': 'How much of it can still go back.',
  'DeskOrder.refunds': 'Refunds of the payment, those that failed left out.',
  'DeskOrder.attempts': 'Each trip of a payer to a provider.',
  'DeskAttempt.number': 'Counts from 1.',
  'DeskAttempt.provider': 'Where the payer went.',
  'DeskAttempt.accountId': 'To which merchant account.',
  'DeskAttempt.reference': 'As the provider knows it.',
  'DeskAttempt.status': 'How it stands.',
  'DeskAttempt.startedAt': 'When the payer left for the provider.',
  'DeskAttempt.expiresAt': 'After this the provider takes no money for it.',
  'DeskAttempt.reasonCode': 'Why it failed, in the provider’s own code.',
  'DeskAttempt.nextLookAt': 'When Lephi next asks after it.',
  'DeskAttempt.waitsSince': 'Since when it waits for a person.',

  'Officer.subject': 'The issuer and its own name for the person: the only thing that tells officers apart.',
  'Officer.name': 'For people to read.',

  'Proposal.id': 'Its id. Written into the text of the transfer that pays a refund, it lets the debit be recognised.',
  'Proposal.kind': 'What it asks for.',
  'Proposal.status': 'It is `requested` until another officer has `approved` it, or somebody has `declined` it.',
  'Proposal.class': 'As what it waits: for approval, for a transfer, or because its provider said otherwise.',
  'Proposal.since': since,
  'Proposal.orderId': 'The order that it is about.',
  'Proposal.movementId': 'The unapplied item that a refund is of.',
  'Proposal.parts': 'Of an application: from which unapplied items.',
  'Proposal.parts.movementId': movementId,
  'Proposal.parts.amountVnd': wholeVnd,
  'Proposal.amountVnd': 'How much in all, in whole đồng, where it is about money.',
  'Proposal.refundId': 'The refund that is to be ended, or that a line pays.',
  'Proposal.discrepancyIds': 'What is to be matched, or the line that is to be taken.',
  'Proposal.matchId': 'The forced match that is to be taken back.',
  'Proposal.bankDay': 'The bank day that is to be opened.',
  'Proposal.bankDay.accountId': 'The merchant account.',
  'Proposal.bankDay.side': 'Whose statement.',
  'Proposal.bankDay.on': 'The last of its days.',
  'Proposal.endsAs': 'As what the refund is to be ended, or was.',
  'Proposal.evidence': 'What shows that.',
  'Proposal.reason': 'Why, in the words of who asked.',
  'Proposal.askedBy': 'Who asked for it.',
  'Proposal.askedAt': 'When.',
  'Proposal.decidedBy': 'Who decided it.',
  'Proposal.decidedAt': 'When.',
  'Proposal.declineReason': 'Why it was declined.',
  'Proposal.transfer': 'The transfer that pays the refund.',
  'Proposal.refund': 'How far the refund has come, once it is approved.',
  'Proposal.failed':
    'Whether it is an approved refund that came to nothing: the provider would not pay it, or its money was gone.',
  'Proposal.answers': 'What the provider answered about the refund, the earliest first.',

  'ProposalPage.items': 'The longest waiting first.',
  'ProposalPage.next':
    'When there is more: give it as `after`. A page can have fewer items than its limit and still have a next.',
};
