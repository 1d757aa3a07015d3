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
type MonthDay = {
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

const alone = (found: ResultClass, vnd: number, open = true): Expected => ({
  class: found,
  statementVnd: vnd,
  lephiVnd: 0,
  open,
});

/** What plants are made of: the payment's line and entry, and what is expected of both together. */
const toolsOf = (place: Place) => {
  const { source, chance, days, index, facts } = place;
  const day = days[index]!;
  const line = (changes: Partial<MonthLine> = {}): MonthLine => lineOf(facts, source, chance, changes);
  return {
    ...place,
    day,
    amountVnd: facts.amountVnd,
    line,
    out: (text: string): MonthLine => line({ direction: 'out', reference: 'NONREF', text }),
    entry: (changes: Parameters<typeof entryOf>[0] = {}): SnapshotEntry => ours(facts, source, changes),
    both: (found: ResultClass, statementVnd: number, lephiVnd: number, open = false): Expected => ({
      class: found,
      statementVnd,
      lephiVnd,
      key: keyOf(source, facts),
      open,
    }),
    add: (lines: readonly MonthLine[], entries: readonly SnapshotEntry[], ...expected: Expected[]): void => {
      day.lines.push(...lines);
      day.entries.push(...entries);
      day.expected.push(...expected);
    },
  };
};

type Tools = ReturnType<typeof toolsOf>;

const undoing = ({ line }: Tools): MonthLine => line({ direction: 'out', status: 'reversed' });

/** How each plant is put into the day on which a payment is due. */
const plants: Readonly<Record<Plant, (tools: Tools) => void>> = {
  'amount-differs': ({ add, line, entry, both, amountVnd }) => {
    add([line({ amountVnd: amountVnd + 1000 })], [entry()], both('amount-differs', amountVnd + 1000, amountVnd, true));
  },
  never: (tools) => {
    tools.add([], [tools.entry()]);
    missFrom(tools, tools.index);
  },
  late: (tools) => {
    const { add, entry, line, both, amountVnd, days, index } = tools;
    add([], [entry()]);
    missFrom(tools, index, index + 1);
    days[index + 1]?.lines.push(line());
    days[index + 1]?.expected.push(both('carried-over', amountVnd, amountVnd));
  },
  duplicate: ({ add, line, entry, both, amountVnd }) => {
    add([line(), line()], [entry()], both('matched', amountVnd, amountVnd), alone('duplicate-line', amountVnd));
  },
  'other-duplicate': ({ add, line, entry, both, amountVnd }) => {
    const other = amountVnd + 500;
    add(
      [line({ amountVnd: other }), line()],
      [entry()],
      both('matched', amountVnd, amountVnd),
      alone('duplicate-line', other),
    );
  },
  stranger: ({ add, line, amountVnd, source }) => {
    const isCertain = source.terms.side !== 'bank' || source.terms.provider === 'sepay';
    add([line()], [], alone(isCertain ? 'missing-at-lephi' : 'unknown-reference', amountVnd));
  },
  'named-stranger': ({ add, line, amountVnd, chance, day, facts }) => {
    const isOrder = chance.oneIn(2);
    if (isOrder) day.orders.push(facts.order);
    add([line()], [], alone(isOrder ? 'missing-at-lephi' : 'unknown-reference', amountVnd));
  },
  failed: ({ add, line }) => {
    add([line({ status: 'failed' })], [], alone('failed-line', 0, false));
  },
  'failed-paid': (tools) => {
    tools.add([tools.line({ status: 'failed' })], [tools.entry()], alone('failed-line', 0, false));
    missFrom(tools, tools.index);
  },
  'shown-before': ({ add, entry, both, amountVnd, day }) => {
    const shown = { origin: 'booked-late', shownOn: addDays(day.on, -1) };
    add([], [entry(shown)], both('carried-over', 0, amountVnd));
  },
  'reversed-by-both': (tools) => {
    const { add, line, entry, both, amountVnd } = tools;
    const reversed = entry({ state: 'reversed' });
    add([line(), undoing(tools)], [reversed], both('reversed', amountVnd, 0), alone('reversed', -amountVnd, false));
  },
  'reversed-by-line': (tools) => {
    const { add, line, entry, both, amountVnd } = tools;
    const open = both('reversed', amountVnd, amountVnd, true);
    add([undoing(tools), line()], [entry()], open, alone('reversed', -amountVnd, false));
  },
  'reversed-by-us': ({ add, line, entry, both, amountVnd, days, index }) => {
    add([line()], [entry({ state: 'reversed' })], both('reversed', amountVnd, 0, true));
    days[index + 1]?.expected.push(both('reversed', 0, 0));
  },
  refund: ({ add, out, entry, both, amountVnd, chance, source, facts }) => {
    const refundId = makeProposalId(chance.bytes(16));
    const key = keyOf(source, facts, 'out');
    const own = entry({ key, direction: 'out', refundId, orderId: undefined, reference: refundId });
    add([out(`hoàn phí ${refundId}`)], [own], { ...both('refund-paid', -amountVnd, -amountVnd), key });
  },
  debit: ({ add, out, amountVnd }) => {
    add([out('Chi tiền')], [], alone('missing-at-lephi', -amountVnd));
  },
  charge: ({ add, out, amountVnd }) => {
    add([out('Thu phí SMS')], [], alone('bank-charge', -amountVnd, false));
  },
  sweep: ({ add, out, amountVnd }) => {
    add([out('KET CHUYEN NSNN')], [], alone('sweep', -amountVnd, false));
  },
  'not-ours': ({ add, line, amountVnd }) => {
    add([line({ reference: 'NONREF', text: 'Lãi tiền gửi' })], [], alone('not-ours', amountVnd, false));
  },
};

/** Puts a payment, and what is planted with it, into the month. */
function put(place: Place, plant: Plant | undefined): void {
  const tools = toolsOf(place);
  const { add, line, entry, both, amountVnd } = tools;
  if (plant) plants[plant](tools);
  else add([line()], [entry()], both('matched', amountVnd, amountVnd));
}
