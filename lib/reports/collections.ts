import * as z from 'zod/mini';
import { bankName } from '../domain/bank-names.ts';
import type { MerchantAccount } from '../domain/merchant-account.ts';
import { sumsOfMovement, sumsOfOrder } from '../domain/money-sums.ts';
import type { Movement } from '../domain/movement.ts';
import type { Order } from '../domain/order.ts';
import { type FeeLine, feeLineSchema, type OrderDetails } from '../domain/order-details.ts';
import { paymentSchema } from '../domain/payment.ts';
import { type VietnamDay, vietnamDaySchema } from '../domain/time.ts';
import { aboutLines, type ReportOf } from './about.ts';
import { layBeside, shareOut } from './shares.ts';
import { type Column, rowNumber, type Table } from './table.ts';

/** What was collected on one day of one kind. Money that pays no order has no procedure, kind, code or channel. */
export const collectionSchema = z
  .object({
    /** The Viet Nam day on which the money was paid. */
    paidOn: vietnamDaySchema,
    agencyCode: z.string(),
    procedureCode: z.optional(z.string()),
    feeKind: z.optional(feeLineSchema.shape.kind),
    budgetCode: z.optional(z.string()),
    /** Of the account that the money reaches. */
    bankCode: z.string(),
    channel: z.optional(paymentSchema.shape.channel),
    /** Fee lines, and items of money that pay none. */
    count: z.int(),
    grossVnd: z.int(),
    /** What intermediaries kept of it, as far as statements have shown. */
    feeVnd: z.int(),
    /** What of it has gone back by refunds until now, and what was taken back by whoever paid. */
    refundedVnd: z.int(),
    reversedVnd: z.int(),
  })
  .register(z.globalRegistry, { id: 'Collection' });

export type Collection = z.infer<typeof collectionSchema>;

type Kind = Pick<
  Collection,
  'paidOn' | 'agencyCode' | 'procedureCode' | 'feeKind' | 'budgetCode' | 'bankCode' | 'channel'
>;

/** An order with what it is for, and the shares of the movements that paid it, in the order in which they are used. */
export type PaidOrder = {
  readonly order: Order;
  readonly details: OrderDetails;
  readonly shares: readonly { readonly movementKey: string; readonly amountVnd: number }[];
};

/** Money that came, with the orders that it pays. */
export type Received = {
  readonly movement: Movement;
  readonly paidOn: VietnamDay;
  readonly account: Pick<MerchantAccount, 'agencyCode' | 'beneficiaryAccount'>;
  readonly orders: readonly PaidOrder[];
};

const noFee = { count: 1, feeVnd: 0 };

const kindOf = (paidOn: VietnamDay, { order, details }: PaidOrder, { kind, budgetCode }: FeeLine): Kind => ({
  paidOn,
  agencyCode: order.agencyCode,
  procedureCode: details.procedureCode,
  feeKind: kind,
  budgetCode,
  bankCode: order.beneficiaryAccount.bankCode,
  ...(order.payment && { channel: order.payment.channel }),
});

/** What of an order one movement paid, fee line by fee line, with its part of what has gone back. */
const ofOrder = (key: string, paidOn: VietnamDay, paid: PaidOrder): readonly Collection[] => {
  const { order, details, shares } = paid;
  const lines = details.lines.map(({ amountVnd }) => amountVnd);
  const rows = layBeside(
    shares.map(({ amountVnd }) => amountVnd),
    lines,
  );
  const cells = rows.flat();
  const sums = sumsOfOrder(order);
  const refunded = shareOut(sums.refundedVnd, cells);
  // Either all of what was not refunded is reversed, or nothing is.
  const isReversed = sums.reversedVnd > 0;
  return shares.flatMap(({ movementKey }, row) =>
    movementKey !== key
      ? []
      : details.lines.flatMap((line, column) => {
          const cell = row * lines.length + column;
          const [grossVnd = 0, refundedVnd = 0] = [cells[cell], refunded[cell]];
          const reversedVnd = isReversed ? grossVnd - refundedVnd : 0;
          return grossVnd === 0
            ? []
            : [{ ...kindOf(paidOn, paid, line), ...noFee, grossVnd, refundedVnd, reversedVnd }];
        }),
  );
};

/** What of a movement pays no order. */
const unapplied = ({ movement, paidOn, account }: Received): readonly Collection[] => {
  const { inVnd, inOrdersVnd, refundedVnd, reversedVnd } = sumsOfMovement(movement);
  const grossVnd = inVnd - inOrdersVnd;
  if (grossVnd === 0) return [];
  const { agencyCode, beneficiaryAccount } = account;
  return [{ paidOn, agencyCode, bankCode: beneficiaryAccount.bankCode, ...noFee, grossVnd, refundedVnd, reversedVnd }];
};

/** What a movement collected, by kind. Together it is what came in, to the đồng. */
export const collectionsOf = (received: Received): readonly Collection[] => [
  ...received.orders.flatMap((paid) => ofOrder(received.movement.notice.movementKey, received.paidOn, paid)),
  ...unapplied(received),
];

/** What an intermediary kept of a movement, shared out to what it collected. */
export const feesOf = (received: Received, feeVnd: number): readonly Collection[] => {
  const collected = collectionsOf(received);
  const fees = shareOut(
    feeVnd,
    collected.map(({ grossVnd }) => grossVnd),
  );
  return collected.map((one, index) => ({
    ...one,
    count: 0,
    grossVnd: 0,
    refundedVnd: 0,
    reversedVnd: 0,
    feeVnd: fees[index] ?? 0,
  }));
};

const keyOf = ({ paidOn, agencyCode, procedureCode, feeKind, budgetCode, bankCode, channel }: Kind): string =>
  [paidOn, agencyCode, procedureCode, feeKind, budgetCode, bankCode, channel].map((part) => part ?? '').join('\n');

const added = (one: Collection, other: Collection): Collection => ({
  ...one,
  count: one.count + other.count,
  grossVnd: one.grossVnd + other.grossVnd,
  feeVnd: one.feeVnd + other.feeVnd,
  refundedVnd: one.refundedVnd + other.refundedVnd,
  reversedVnd: one.reversedVnd + other.reversedVnd,
});

/** Adds up what is of the same day and kind, in order of day and kind. In memory are only the sums. */
export const addUp = async (
  parts: AsyncIterable<Collection> | Iterable<Collection>,
): Promise<readonly Collection[]> => {
  const sums = new Map<string, Collection>();
  for await (const part of parts) {
    const sum = sums.get(keyOf(part));
    sums.set(keyOf(part), sum === undefined ? part : added(sum, part));
  }
  return [...sums].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, sum]) => sum);
};

const kindWords: Readonly<Record<FeeLine['kind'], string>> = {
  phi: 'Phí',
  'le-phi': 'Lệ phí',
  thue: 'Thuế',
  phat: 'Phạt',
};

const channelWords = { online: 'Trực tuyến', counter: 'Tại quầy' };

const netOf = ({ grossVnd, feeVnd, refundedVnd, reversedVnd }: Collection): number =>
  grossVnd - feeVnd - refundedVnd - reversedVnd;

const columns: readonly Column<Collection>[] = [
  rowNumber,
  { heading: 'Ngày nộp', kind: 'day', width: 12, value: ({ paidOn }) => paidOn },
  { heading: 'Tổ chức thu', kind: 'text', width: 18, value: ({ agencyCode }) => agencyCode },
  { heading: 'Thủ tục', kind: 'text', width: 12, value: ({ procedureCode }) => procedureCode },
  {
    heading: 'Loại khoản thu',
    kind: 'text',
    width: 20,
    value: ({ feeKind }) => (feeKind === undefined ? 'Khoản thu chờ xử lý' : kindWords[feeKind]),
  },
  { heading: 'Tiểu mục', kind: 'text', width: 10, value: ({ budgetCode }) => budgetCode },
  { heading: 'Ngân hàng', kind: 'text', width: 16, value: ({ bankCode }) => bankName(bankCode) ?? bankCode },
  { heading: 'Kênh', kind: 'text', width: 12, value: ({ channel }) => channel && channelWords[channel] },
  { heading: 'Số khoản', kind: 'number', width: 10, total: true, value: ({ count }) => count },
  { heading: 'Đã thu', kind: 'number', width: 18, total: true, value: ({ grossVnd }) => grossVnd },
  { heading: 'Phí dịch vụ', kind: 'number', width: 16, total: true, value: ({ feeVnd }) => feeVnd },
  { heading: 'Đã hoàn', kind: 'number', width: 16, total: true, value: ({ refundedVnd }) => refundedVnd },
  { heading: 'Bị đảo', kind: 'number', width: 16, total: true, value: ({ reversedVnd }) => reversedVnd },
  { heading: 'Còn lại', kind: 'number', width: 18, total: true, value: netOf },
];

/** What was collected, by day, agency, procedure, kind of fee, budget code, bank and channel. */
export const collectionsReport = (of: ReportOf, rows: Table<Collection>['rows']): Table<Collection> => ({
  title: 'Tổng hợp thu phí, lệ phí',
  about: aboutLines(of),
  columns,
  rows,
  inWords: 'Còn lại',
});
