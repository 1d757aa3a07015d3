import { addDays } from '../../lib/domain/calendar.ts';
import { makeOrderId, type OrderId } from '../../lib/domain/order-id.ts';
import { makeProposalId } from '../../lib/domain/proposal-id.ts';
import type { ResultClass } from '../../lib/domain/result.ts';
import { statementDayOf } from '../../lib/domain/statement-day.ts';
import { instantSchema, type VietnamDay, vietnamDay, vietnamDaySchema } from '../../lib/domain/time.ts';
import type { SnapshotEntry } from '../../lib/reconciliation/snapshot.ts';
import { entryOf } from '../lib/reconciliation/sample-run.ts';
import { type Chance, makeChance } from '../simulation/chance.ts';
import type { MonthLine, MonthSource, Plant } from './month-sources.ts';

/** What a result must say: of which entry and line, in which class, with which amounts. */
export type Expected = {
  readonly class: ResultClass;
  readonly statementVnd: number;
  readonly lephiVnd: number;
  readonly key?: string | undefined;
  readonly open?: boolean;
};

/** One day of a source: what the statement says, what is ours, and what must come of it. */
export type MonthDay = {
  readonly on: VietnamDay;
  readonly lines: MonthLine[];
  readonly entries: SnapshotEntry[];
  readonly orders: OrderId[];
  readonly expected: Expected[];
};

type Month = { readonly from: string; readonly to: string };

/** Days of the source, each with a statement. */
const daysOf = ({ terms }: MonthSource, { from, to }: Month): readonly VietnamDay[] => {
  const days = new Set<VietnamDay>();
  for (let on = vietnamDaySchema.parse(from); on <= to; on = addDays(on, 1)) {
    const due = statementDayOf(instantSchema.parse(`${on}T10:00:00+07:00`), terms);
    if (due <= to) days.add(due);
  }
  return [...days].sort();
};

/** A payment before anything is made of it. */
type Facts = {
  readonly id: string;
  readonly order: OrderId;
  readonly reference: string;
  readonly amountVnd: number;
  readonly paidAt: string;
};

const keyOf = ({ terms }: MonthSource, { id, reference, amountVnd }: Facts, direction: 'in' | 'out' = 'in'): string => {
  if (terms.provider === 'vnpay') return `vnpay:LEPHI001:${reference}`;
  if (terms.provider === 'sepay') return `sepay:0011004123456:${id}:${direction}:${amountVnd}`;
  return `another:${id}`;
};

const texts = (code: string) => [
  'Nộp lệ phí',
  `NOP LE PHI ${code.slice(0, 4)} ${code.slice(4)}`,
  `${code.toLowerCase()} MBVCB`,
];

const lineOf = (facts: Facts, source: MonthSource, chance: Chance, changes: Partial<MonthLine> = {}): MonthLine => {
  const byText = !source.isNumbered && chance.oneIn(2);
  return {
    direction: 'in',
    amountVnd: facts.amountVnd,
    transactionId: facts.id,
    reference: byText ? 'NONREF' : facts.reference,
    text: chance.pick(texts(facts.order).slice(byText ? 1 : 0)),
    ...changes,
  };
};

const ours = (facts: Facts, source: MonthSource, changes: Parameters<typeof entryOf>[0] = {}): SnapshotEntry =>
  entryOf({
    key: keyOf(source, facts),
    amountVnd: facts.amountVnd,
    paidAt: facts.paidAt,
    paidOn: vietnamDay(instantSchema.parse(facts.paidAt)),
    reference: facts.reference,
    orderId: facts.order,
    ...(source.isNumbered && source.terms.provider !== 'vnpay' && { transactionId: facts.id }),
    ...changes,
  });

/** A seeded month of one source with everything in it that its kind of statement can have. */
export function makeMonth(source: MonthSource, month: Month, seed: number): readonly MonthDay[] {
  const chance = makeChance(seed);
  const days = daysOf(source, month).map((on): MonthDay => ({ on, lines: [], entries: [], orders: [], expected: [] }));
  let count = 0;
  const makeFacts = (on: VietnamDay): Facts => {
    count += 1;
    const order = makeOrderId(chance.bytes(16));
    const [hour, minute] = [chance.int(0, 23), chance.int(0, 59)].map((part) => String(part).padStart(2, '0'));
    const paidAt = instantSchema.parse(`${on}T${hour!}:${minute!}:00+07:00`);
    const id = `FT${String(count).padStart(6, '0')}`;
    return { id, order, reference: `${order}A1`, amountVnd: chance.int(1, 9_000_000), paidAt };
  };
  for (let on = vietnamDaySchema.parse(month.from); on <= month.to; on = addDays(on, 1))
    for (let payments = chance.int(0, 8); payments > 0; payments -= 1) {
      const facts = makeFacts(on);
      const plant = chance.oneIn(2) ? chance.pick(source.plants) : undefined;
      const index = days.findIndex((day) => day.on === statementDayOf(instantSchema.parse(facts.paidAt), source.terms));
      if (index >= 0) put({ source, chance, days, index, facts }, plant);
    }
  return days;
}

type Place = {
  readonly source: MonthSource;
  readonly chance: Chance;
  readonly days: readonly MonthDay[];
  readonly index: number;
  readonly facts: Facts;
};

/** From a day on the entry is missing, on each statement. */
const missFrom = ({ days, facts, source }: Place, from: number, until = days.length): void => {
  for (const day of days.slice(from, until))
    day.expected.push({
      class: 'missing-at-provider',
      statementVnd: 0,
      lephiVnd: facts.amountVnd,
      key: keyOf(source, facts),
      open: true,
    });
};

/** Puts a payment, and what is planted with it, into the month. */
function put(place: Place, plant: Plant | undefined): void {
  const { source, chance, days, index, facts } = place;
  const day = days[index]!;
  const { amountVnd } = facts;
  const key = keyOf(source, facts);
  const line = (changes: Partial<MonthLine> = {}): MonthLine => lineOf(facts, source, chance, changes);
  const add = (lines: readonly MonthLine[], entries: readonly SnapshotEntry[], ...expected: Expected[]): void => {
    day.lines.push(...lines);
    day.entries.push(...entries);
    day.expected.push(...expected);
  };
  const alone = (found: ResultClass, vnd: number, open = true): Expected => ({
    class: found,
    statementVnd: vnd,
    lephiVnd: 0,
    open,
  });
  const both = (found: ResultClass, statementVnd: number, lephiVnd: number, open = false): Expected => ({
    class: found,
    statementVnd,
    lephiVnd,
    key,
    open,
  });
  const entry = ours(facts, source);
  const matched = both('matched', amountVnd, amountVnd);
  const isCertain = source.terms.side !== 'bank' || source.terms.provider === 'sepay';
  const out = (text: string): MonthLine => line({ direction: 'out', reference: 'NONREF', text });
  switch (plant) {
    case undefined: {
      add([line()], [entry], matched);
      return;
    }
    case 'amount-differs': {
      add([line({ amountVnd: amountVnd + 1000 })], [entry], both(plant, amountVnd + 1000, amountVnd, true));
      return;
    }
    case 'never':
      add([], [entry]);
      {
        missFrom(place, index);
        return;
      }
    case 'late': {
      add([], [entry]);
      missFrom(place, index, index + 1);
      const next = days[index + 1];
      next?.lines.push(line());
      next?.expected.push(both('carried-over', amountVnd, amountVnd));
      return;
    }
    case 'duplicate': {
      add([line(), line()], [entry], matched, alone('duplicate-line', amountVnd));
      return;
    }
    case 'other-duplicate': {
      add([line({ amountVnd: amountVnd + 500 }), line()], [entry], matched, alone('duplicate-line', amountVnd + 500));
      return;
    }
    case 'stranger': {
      add([line()], [], alone(isCertain ? 'missing-at-lephi' : 'unknown-reference', amountVnd));
      return;
    }
    case 'named-stranger':
      if (chance.oneIn(2)) {
        add([line()], [], alone('unknown-reference', amountVnd));
        return;
      }
      day.orders.push(facts.order);
      {
        add([line()], [], alone('missing-at-lephi', amountVnd));
        return;
      }
    case 'failed': {
      add([line({ status: 'failed' })], [], alone('failed-line', 0, false));
      return;
    }
    case 'failed-paid':
      add([line({ status: 'failed' })], [entry], alone('failed-line', 0, false));
      {
        missFrom(place, index);
        return;
      }
    case 'shown-before': {
      add(
        [],
        [ours(facts, source, { origin: 'booked-late', shownOn: addDays(day.on, -1) })],
        both('carried-over', 0, amountVnd),
      );
      return;
    }
    case 'reversed-by-both':
    case 'reversed-by-line':
    case 'reversed-by-us': {
      putReversal(place, plant, { line, add, both, alone });
      return;
    }
    case 'refund': {
      const refundId = makeProposalId(chance.bytes(16));
      const own = {
        key: keyOf(source, facts, 'out'),
        direction: 'out',
        refundId,
        orderId: undefined,
        reference: refundId,
      };
      add([out(`hoàn phí ${refundId}`)], [ours(facts, source, own)], {
        ...both('refund-paid', -amountVnd, -amountVnd),
        key: own.key,
      });
      return;
    }
    case 'debit': {
      add([out('Chi tiền')], [], alone('missing-at-lephi', -amountVnd));
      return;
    }
    case 'charge': {
      add([out('Thu phí SMS')], [], alone('bank-charge', -amountVnd, false));
      return;
    }
    case 'sweep': {
      add([out('KET CHUYEN NSNN')], [], alone('sweep', -amountVnd, false));
      return;
    }
    case 'not-ours': {
      add([line({ reference: 'NONREF', text: 'Lãi tiền gửi' })], [], alone('not-ours', amountVnd, false));
      return;
    }
  }
}

type Tools = {
  readonly line: (changes?: Partial<MonthLine>) => MonthLine;
  readonly add: (lines: readonly MonthLine[], entries: readonly SnapshotEntry[], ...expected: Expected[]) => void;
  readonly both: (found: ResultClass, statementVnd: number, lephiVnd: number, open?: boolean) => Expected;
  readonly alone: (found: ResultClass, vnd: number, open?: boolean) => Expected;
};

/** Money that came and went back on one day: told by the statement, by us, or by both. */
function putReversal({ source, days, index, facts }: Place, plant: Plant, { line, add, both, alone }: Tools): void {
  const { amountVnd } = facts;
  const undoing = line({ direction: 'out', status: 'reversed' });
  const reversed = ours(facts, source, { state: 'reversed' });
  if (plant === 'reversed-by-both') {
    add([line(), undoing], [reversed], both('reversed', amountVnd, 0), alone('reversed', -amountVnd, false));
    return;
  }
  if (plant === 'reversed-by-line') {
    add(
      [undoing, line()],
      [ours(facts, source)],
      both('reversed', amountVnd, amountVnd, true),
      alone('reversed', -amountVnd, false),
    );
    return;
  }
  add([line()], [reversed], both('reversed', amountVnd, 0, true));
  days[index + 1]?.expected.push(both('reversed', 0, 0));
}
