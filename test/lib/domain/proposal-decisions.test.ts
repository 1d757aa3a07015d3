import { describe, expect, test } from 'vitest';
import { proposalRequestSchema, type RefundProposal } from '../../../lib/domain/proposal.ts';
import {
  approved,
  contradicted,
  decideApproval,
  decideDecline,
  declined,
  doubtEnded,
  makeProposal,
  transferred,
  withoutDesk,
} from '../../../lib/domain/proposal-decisions.ts';
import { addMs, minuteMs } from '../../../lib/domain/time.ts';
import { binh, mai, makeSampleOrder, makeSampleProposalId, start, vnd } from '../../samples.ts';

const orderId = makeSampleOrder().order.id;
const id = makeSampleProposalId();
const later = addMs(start, minuteMs);
const thanh = { subject: 'iss|thanh', name: 'Thanh' };

const asRefund = (proposal: ReturnType<typeof makeProposal>): RefundProposal =>
  proposal.kind === 'refund' ? proposal : expect.unreachable();

const refund = asRefund(
  makeProposal(
    proposalRequestSchema.parse({ kind: 'refund', of: { orderId }, amountVnd: 35_000, reason: 'Nộp thừa' }),
    { id, by: mai },
    start,
  ),
);
const application = makeProposal(
  proposalRequestSchema.parse({
    kind: 'application',
    orderId,
    parts: [{ movementKey: 'm1', amountVnd: 135_000 }],
    reason: 'Ghi sai mã',
  }),
  { id, by: mai },
  start,
);

test('a new proposal waits for another officer', () => {
  expect(refund).toMatchObject({
    version: 1,
    id,
    status: 'requested',
    askedBy: mai,
    askedAt: start,
    desk: { class: 'proposal', since: start },
  });
});

describe('approving', () => {
  test('is another officer’s', () => {
    expect(decideApproval(refund, binh)).toBe(true);
  });

  test.each([mai, { ...mai, name: 'Somebody else' }, { ...mai, subject: ` ${mai.subject} ` }])(
    'is not the same officer’s, however they call themselves: %o',
    (by) => {
      expect(() => decideApproval(refund, by)).toThrow(expect.objectContaining({ code: 'same-officer' }));
    },
  );

  test('again changes nothing, and is too late for anybody else', () => {
    const done = approved(refund, binh, { way: 'provider', now: later });

    expect(decideApproval(done, binh)).toBe(false);
    expect(() => decideApproval(done, thanh)).toThrow(expect.objectContaining({ code: 'proposal-decided' }));
  });

  test('what was declined is too late', () => {
    const done = declined(refund, binh, { reason: 'Đã thu đúng', now: later });

    for (const by of [mai, binh, thanh])
      expect(() => decideApproval(done, by)).toThrow(expect.objectContaining({ code: 'proposal-decided' }));
  });

  test('takes it from the desk, unless an officer must make a transfer', () => {
    expect(approved(refund, binh, { way: 'provider', now: later })).toMatchObject({
      version: 2,
      status: 'approved',
      decidedBy: binh,
      decidedAt: later,
    });
    expect(approved(refund, binh, { way: 'provider', now: later })).not.toHaveProperty('desk');
    expect(approved(application, binh, { now: later })).not.toHaveProperty('desk');
    expect(approved(refund, binh, { way: 'transfer', now: later })).toMatchObject({
      desk: { class: 'refund-to-transfer', since: later },
    });
  });
});

describe('declining', () => {
  test.each([mai, binh])('is anybody’s: %o', (by) => {
    expect(decideDecline(refund, by)).toBe(true);
    expect(decideDecline(application, by)).toBe(true);
  });

  test('again changes nothing', () => {
    const done = declined(refund, binh, { reason: 'Đã thu đúng', now: later });

    expect(done).toMatchObject({ version: 2, status: 'declined', decidedBy: binh, declineReason: 'Đã thu đúng' });
    expect(done).not.toHaveProperty('desk');
    expect(decideDecline(done, binh)).toBe(false);
    expect(() => decideDecline(done, thanh)).toThrow(expect.objectContaining({ code: 'proposal-decided' }));
  });

  test('gives up an approved refund, and never an application', () => {
    expect(decideDecline(approved(refund, binh, { way: 'transfer', now: later }), mai)).toBe(true);
    expect(() => decideDecline(approved(application, binh, { now: later }), mai)).toThrow(
      expect.objectContaining({ code: 'proposal-decided' }),
    );
  });
});

test('a transfer that was made waits for nobody, and replaces what was entered before', () => {
  const payee = { bankCode: '970436', accountNumber: '0011004999999', name: 'Tuyết' };
  const waiting = asRefund(approved(refund, binh, { way: 'transfer', now: later }));
  const entered = transferred(waiting, { payee, transferReference: 'FT1' }, 'debit-1');

  expect(entered).toMatchObject({ version: 3, transfer: { transferReference: 'FT1' }, debitKey: 'debit-1' });
  expect(entered).not.toHaveProperty('desk');
  expect(transferred(entered, { payee, transferReference: 'FT2' }, undefined)).not.toHaveProperty('debitKey');
  expect(withoutDesk(waiting)).not.toHaveProperty('desk');
});

test('a refund that officers have ended waits for nobody, until its provider says otherwise', () => {
  const request = { kind: 'refund-ending', refundId: id, as: 'paid', evidence: 'Công văn', reason: 'Hết cách' };
  const ending = makeProposal(proposalRequestSchema.parse(request), { id, by: mai, amountVnd: vnd(35_000) }, start);
  if (ending.kind !== 'refund-ending') return expect.unreachable();
  const ended = doubtEnded(asRefund(approved(refund, binh, { way: 'transfer', now: later })), ending);

  expect(ending).toMatchObject({ amountVnd: 35_000 });
  expect(ended).toMatchObject({ version: 3, ended: { as: 'paid', proposalId: id } });
  expect(ended).not.toHaveProperty('desk');
  expect(contradicted(ended, later)).toMatchObject({ version: 4, desk: { class: 'contradicted', since: later } });
});
