/** A refund as a journal tells of it, read by somebody who has not read how Lephi reads it. */
type ToldRefund = {
  readonly amountVnd: number;
  readonly way: string;
  status: 'reserved' | 'in-doubt' | 'sent' | 'done';
};

/** The refunds of one payment or unapplied item, and those that are over without money back. */
export type ToldRefunds = { readonly live: Map<string, ToldRefund>; readonly gone: Set<string> };

export const noRefunds = (): ToldRefunds => ({ live: new Map(), gone: new Set() });

type News = {
  readonly type: string;
  readonly refundId?: string;
  readonly amountVnd?: number;
  readonly way?: string;
};

type Status = ToldRefund['status'];

/** After what a fact may come, and where it leads. */
const edges: Readonly<Record<string, { readonly from: readonly Status[]; readonly to: Status | 'gone' }>> = {
  'refund.sending': { from: ['reserved'], to: 'in-doubt' },
  'refund.sent': { from: ['reserved', 'in-doubt', 'sent'], to: 'sent' },
  'refund.failed': { from: ['reserved', 'in-doubt', 'sent'], to: 'gone' },
  'refund.done': { from: ['reserved', 'in-doubt', 'sent'], to: 'done' },
  'order.part-refunded': { from: ['reserved', 'in-doubt', 'sent'], to: 'done' },
  'order.refunded': { from: ['reserved', 'in-doubt', 'sent'], to: 'done' },
};

const sum = (refunds: Iterable<ToldRefund>): number =>
  [...refunds].reduce((total, { amountVnd }) => total + amountVnd, 0);

/** Reserved, under way and done. */
export const takenVnd = ({ live }: ToldRefunds): number => sum(live.values());

/** What has gone back. */
export const doneVnd = ({ live }: ToldRefunds): number =>
  sum([...live.values()].filter(({ status }) => status === 'done'));

const findObjection = (refund: ToldRefund, from: readonly Status[], news: News): string | undefined => {
  const { refundId = '', amountVnd = 0, type } = news;
  if (!from.includes(refund.status)) return `of ${refundId}, which is ${refund.status}`;
  if (refund.amountVnd !== amountVnd) return `of ${amountVnd} đ instead of ${refund.amountVnd} đ`;
  return type === 'refund.sending' && refund.way !== 'provider' ? `of ${refundId}, which an officer pays` : undefined;
};

const follow = ({ live, gone }: ToldRefunds, news: News): string | undefined => {
  const { type, refundId = '' } = news;
  const edge = edges[type];
  const refund = live.get(refundId);
  if (edge === undefined) return undefined;
  if (refund === undefined) return `of ${refundId}, which is none`;
  const objection = findObjection(refund, edge.from, news);
  if (objection !== undefined) return objection;
  if (edge.to !== 'gone') refund.status = edge.to;
  else if (live.delete(refundId)) gone.add(refundId);
  return undefined;
};

/** Follows a fact; gives back why it cannot be, or nothing. Refunds take at most what came. */
export const followRefund = (refunds: ToldRefunds, fact: News, cameVnd: number): string | undefined => {
  const { live, gone } = refunds;
  const { refundId = '', amountVnd = 0, way = '' } = fact;
  if (fact.type !== 'refund.approved') return follow(refunds, fact);
  if (live.has(refundId) || gone.has(refundId)) return `of ${refundId}, which is approved already`;
  live.set(refundId, { amountVnd, way, status: 'reserved' });
  return takenVnd(refunds) > cameVnd ? `though refunds take ${takenVnd(refunds)} đ of ${cameVnd} đ` : undefined;
};

/** The money went back to where it came from: what nobody had begun to pay is not paid. */
export const dropReserved = ({ live, gone }: ToldRefunds): void => {
  for (const [refundId, { status }] of live) if (status === 'reserved' && live.delete(refundId)) gone.add(refundId);
};

type Entry = { readonly refundId: string; readonly amountVnd: number; readonly status: string };

const line = (refundId: string, { amountVnd, status }: Omit<Entry, 'refundId'>): string =>
  `${refundId} ${amountVnd} ${status}`;

/** The refunds in one line each, in order of id: of a journal, and of whoever holds the money. */
export const listTold = ({ live }: ToldRefunds): string =>
  [...live]
    .map(([refundId, refund]) => line(refundId, refund))
    .sort()
    .join(', ');

export const listHeld = (entries: readonly Entry[]): string =>
  entries
    .map(({ refundId, ...entry }) => line(refundId, entry))
    .sort()
    .join(', ');
