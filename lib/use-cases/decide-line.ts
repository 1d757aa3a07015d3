import { applyBankDayFact } from '../domain/bank-day-changes.ts';
import type { Discrepancy } from '../domain/discrepancy.ts';
import { afterOfficersEnd, applyDiscrepancyFact } from '../domain/discrepancy-changes.ts';
import { decideLine } from '../domain/discrepancy-decisions.ts';
import type { Place } from '../domain/movement.ts';
import { type Evidence, type Notice, noticeSchema } from '../domain/notice.ts';
import type { LineProposal, ProposalRequest } from '../domain/proposal.ts';
import { Refusal } from '../domain/refusal.ts';
import { at } from '../store/key-table.ts';
import { find } from '../store/read.ts';
import { putBankDayChange, putDiscrepancyChange } from '../store/reconciliation-keys.ts';
import { getRun } from './advance-run.ts';
import { withJoin } from './decide-match.ts';
import { dayOfLine, getOpenBankDay } from './get-open-bank-day.ts';
import { rawOfLine } from './heal-run.ts';
import type { DeskParts } from './parts.ts';
import type { Asked, Asking, ProposalActs } from './proposal-acts.ts';
import { getDiscrepancy } from './read-reconciliation.ts';
import { prepareReceipt, type Receipt } from './receive-notice.ts';
import { runAgainLater } from './run-again-later.ts';

type Named = Pick<LineProposal, 'orderId' | 'refundId'>;

const textMax = 512;

/** The line as a notice: of what officers name, else of what it says itself. */
const makeNotice = async (
  { store }: DeskParts,
  discrepancy: Discrepancy,
  { orderId, refundId }: Named,
): Promise<Notice> => {
  const account = await find(store, at.merchantAccount(discrepancy.of.accountId));
  if (account === undefined) throw new Error(`the merchant account ${discrepancy.of.accountId} is gone`);
  const { line, join } = decideLine(discrepancy);
  const { reference, text = '', transactionId, bookedOn } = line;
  return noticeSchema.parse({
    movementKey: join.key,
    provider: account.provider,
    accountId: account.id,
    reached: account.beneficiaryAccount,
    reference: (orderId ?? refundId ?? reference ?? text).slice(0, textMax),
    direction: join.direction,
    result: 'paid',
    amountVnd: join.amountVnd,
    // A line that tells a day alone is of its beginning: no payment is later than it was.
    paidAt: line.at ?? `${bookedOn}T00:00:00+07:00`,
    ...(transactionId !== undefined && { transactionId: transactionId.slice(0, 64) }),
  });
};

/** The line as it stands on its statement, which is known by its hash. */
const makeEvidence = async (parts: DeskParts, discrepancy: Discrepancy): Promise<Evidence> => {
  const { statement } = await getRun(parts, dayOfLine(discrepancy), discrepancy.latestRun);
  const { line } = decideLine(discrepancy);
  return { source: 'statement', receivedAt: parts.now(), raw: rawOfLine(line), keyId: statement.sha256 };
};

const isPlacedAs = (place: Place, { orderId, refundId }: Named): boolean => {
  if (orderId !== undefined) return place.type === 'applied' && place.orderId === orderId;
  return refundId === undefined || (place.type === 'money-out' && place.refundId === refundId);
};

/** What taking the line comes to; a named order must be paid by it exactly, and a named refund closed. */
const prepare = async (parts: DeskParts, discrepancy: Discrepancy, named: Named): Promise<Receipt> => {
  const notice = await makeNotice(parts, discrepancy, named);
  const receipt = await prepareReceipt(parts, { notice, evidence: await makeEvidence(parts, discrepancy) });
  if (receipt.place === undefined)
    throw new Refusal('discrepancy-not-resolvable', { detail: 'The line is taken already.' });
  if (isPlacedAs(receipt.place, named)) return receipt;
  const what = named.orderId === undefined ? 'close the refund' : 'pay the order';
  throw new Refusal('application-not-possible', { detail: `The line cannot ${what}.` });
};

/**
 * Asks for a line to be taken as a movement. No money is counted yet.
 *
 * @throws Refusal not-found, not-at-desk, discrepancy-not-resolvable, day-closed
 * @throws Refusal application-not-possible when it would not pay the order or close the refund that is named
 */
export const askForLine = async (
  parts: DeskParts,
  request: ProposalRequest & { kind: 'line' },
  { id: proposalId, by }: Asking,
): Promise<Asked> => {
  const { store, now } = parts;
  const { kind, reason } = request;
  const discrepancy = await getDiscrepancy(store, request.discrepancyId);
  await getOpenBankDay(store, dayOfLine(discrepancy));
  await prepare(parts, discrepancy, request);
  const fact = { type: 'proposal.requested' as const, proposalId, kind, by, reason };
  const { amountVnd } = decideLine(discrepancy).join;
  return { writes: putDiscrepancyChange(applyDiscrepancyFact(discrepancy, fact, now())), amountVnd };
};

/** What deciding about a line does: it is taken like a callback, in the same commit. */
export const lineActs = (parts: DeskParts, proposal: LineProposal): ProposalActs => {
  const { store, now } = parts;
  const { id: proposalId, discrepancyId, kind } = proposal;
  return {
    approve: async (by) => {
      const discrepancy = await getDiscrepancy(store, discrepancyId);
      const bankDay = await getOpenBankDay(store, dayOfLine(discrepancy));
      const receipt = await prepare(parts, discrepancy, proposal);
      const { join } = decideLine(discrepancy);
      const { line, key: movementKey } = join;
      const taken = { type: 'line.taken' as const, proposalId, by, movementKey };
      const end = { by: 'proposal' as const, proposalId, officer: by, at: now() };
      const day = applyBankDayFact(withJoin(bankDay, { ...join, proposalId }), { ...taken, line }, now());
      return {
        writes: [
          ...receipt.writes,
          ...putDiscrepancyChange(afterOfficersEnd(discrepancy, end, taken)),
          ...putBankDayChange(day),
        ],
        afterwards: async () => {
          await receipt.afterwards();
          await runAgainLater(parts, bankDay);
        },
      };
    },
    decline: async ({ by, reason }) => {
      const fact = { type: 'proposal.declined' as const, proposalId, kind, by, reason };
      return putDiscrepancyChange(applyDiscrepancyFact(await getDiscrepancy(store, discrepancyId), fact, now()));
    },
  };
};
