import { makeOrderId, orderIdRandomBytes } from '../../lib/domain/order-id.ts';
import { makeProposalId, proposalIdRandomBytes } from '../../lib/domain/proposal-id.ts';
import { resultClassSchema } from '../../lib/domain/result.ts';
import { type SnapshotEntry, snapshotEntrySchema } from '../../lib/reconciliation/snapshot.ts';
import type { Chance } from '../../test/simulation/chance.ts';
import { accountNumber, day, dayBefore } from './terms.ts';

/** A line as the bank writes it. */
export type Line = {
  readonly direction: 'in' | 'out';
  readonly amountVnd: number;
  readonly status: 'Thành công' | 'Thất bại' | 'Hoàn trả';
  readonly transactionId: string;
  readonly reference: string;
  readonly text: string;
};

/** What stands on either side of one movement. */
type Case = { readonly lines: readonly Line[]; readonly entries: readonly SnapshotEntry[] };

type Movement = {
  readonly line: Line;
  readonly entry: SnapshotEntry;
};

type Changes = {
  readonly direction?: 'in' | 'out';
  readonly state?: SnapshotEntry['state'];
  readonly paidOn?: string;
  readonly origin?: SnapshotEntry['origin'];
};

const names = ['Nguyễn Thị Ánh', 'TRAN VAN BINH', 'Lê Đức Hòa', 'PHAM THI THU', 'Công ty TNHH Ánh Dương, Huế'];

/** A transfer as nearly all are: the payer's words, the code of the order, and the bank's own number. */
function makeMovement(chance: Chance, index: number, changes: Changes = {}): Movement {
  const amountVnd = 1000 * chance.int(5, 9000);
  const direction = changes.direction ?? 'in';
  const transactionId = `FT26327${String(index).padStart(9, '0')}`;
  const code =
    direction === 'in'
      ? makeOrderId(chance.bytes(orderIdRandomBytes))
      : makeProposalId(chance.bytes(proposalIdRandomBytes));
  const second = chance.int(0, 60_000);
  const entry = snapshotEntrySchema.parse({
    key: `sepay:${accountNumber}:${transactionId}:${direction}:${amountVnd}`,
    direction,
    amountVnd,
    state: 'paid',
    paidAt: new Date(Date.parse(`${changes.paidOn ?? day}T00:00:00Z`) + second * 1000).toISOString(),
    paidOn: day,
    reference: code,
    ...(direction === 'in' ? { orderId: code } : { refundId: code }),
    transactionId,
    origin: 'of-day',
    ...changes,
  });
  const text =
    direction === 'in' ? `${chance.pick(names)} nop le phi ho so ${code}` : `Hoàn phí theo quyết định ${code}`;
  return { entry, line: { direction, amountVnd, status: 'Thành công', transactionId, reference: '', text } };
}

const pair = ({ line, entry }: Movement): Case => ({ lines: [line], entries: [entry] });

const ofBank = (chance: Chance, index: number, changes: Partial<Line>): Case => {
  const { line } = makeMovement(chance, index);
  return { lines: [{ ...line, ...changes }], entries: [] };
};

/** How a movement of each class comes about. */
const makers: Readonly<Record<string, (chance: Chance, index: number) => Case>> = {
  matched: (chance, index) => pair(makeMovement(chance, index)),
  'amount-differs': (chance, index) => {
    const { line, entry } = makeMovement(chance, index);
    return pair({ entry, line: { ...line, amountVnd: line.amountVnd + 1000 } });
  },
  'missing-at-provider': (chance, index) => ({ lines: [], entries: [makeMovement(chance, index).entry] }),
  'missing-at-lephi': (chance, index) => ofBank(chance, index, {}),
  'unknown-reference': (chance, index) => ofBank(chance, index, { transactionId: '', text: 'Chuyển tiền' }),
  'duplicate-line': (chance, index) => {
    const { line, entry } = makeMovement(chance, index);
    return { lines: [line, line], entries: [entry] };
  },
  'failed-line': (chance, index) => ofBank(chance, index, { status: 'Thất bại' }),
  reversed: (chance, index) => {
    const { line, entry } = makeMovement(chance, index, { state: 'reversed' });
    return { lines: [line, { ...line, direction: 'out', status: 'Hoàn trả' }], entries: [entry] };
  },
  'carried-over': (chance, index) =>
    pair(makeMovement(chance, index, { paidOn: dayBefore, origin: 'brought-forward' })),
  'refund-paid': (chance, index) => pair(makeMovement(chance, index, { direction: 'out' })),
  'bank-charge': (chance, index) => ofBank(chance, index, { direction: 'out', text: 'Thu phí dịch vụ SMS' }),
  sweep: (chance, index) => ofBank(chance, index, { direction: 'out', text: 'Kết chuyển nộp NSNN' }),
  'not-ours': (chance, index) => ofBank(chance, index, { text: 'Trả lãi tiền gửi tháng 11' }),
};

const classes = resultClassSchema.options.filter((name) => name !== 'matched');

/** A movement: `discrepancies` of a million are of other classes than matched, each class as often as any other. */
export function makeCase(chance: Chance, index: number, discrepancies: number): Case {
  const wanted = chance.int(1, 1_000_000) <= discrepancies ? chance.pick(classes) : 'matched';
  return makers[wanted]!(chance, index);
}
