import type { BankDayName } from '../../../lib/domain/run.ts';
import type { ReadToken } from '../../../lib/runtime/officer-tokens.ts';
import { listDiscrepancies } from '../../../lib/use-cases/read-reconciliation.ts';
import {
  dayNamed,
  listOf,
  nextMorning,
  openReconciliation,
  type Paid,
  payTold,
  type ReconciliationWorld,
  reconcileList,
} from '../use-cases/reconciliation-world.ts';
import type { HttpAnswer } from './http-call.ts';
import { openOffice } from './office.ts';

/** The API of reconciliation over a world, and who calls it. */
export type Door = {
  readonly get: (who: string, path: string) => Promise<HttpAnswer>;
  /** Posts JSON, or text as another type. */
  readonly post: (who: string, path: string, body: unknown, type?: string) => Promise<HttpAnswer>;
  /** Posts a file. */
  readonly bring: (who: string, path: string, file: string | Buffer, type?: string) => Promise<HttpAnswer>;
};

export const openDoor = (world: ReconciliationWorld, read?: ReadToken): Door => {
  const office = openOffice(world, read);
  const send = (who: string, path: string, sent: { body: string | Buffer; type: string }) =>
    office.call(who, {
      method: 'POST',
      target: `/v1/reconciliation${path}`,
      headers: { 'content-type': sent.type },
      body: sent.body,
    });
  return {
    get: (who, path) => office.call(who, { target: `/v1/reconciliation${path}` }),
    post: (who, path, body, type = 'application/json') =>
      send(who, path, { body: typeof body === 'string' ? body : JSON.stringify(body), type }),
    bring: (who, path, body, type = 'application/octet-stream') => send(who, path, { body, type }),
  };
};

export const addressOf = ({ accountId, side, on }: BankDayName): string => `/days/${accountId}/${side}/${on}`;

/** A bank day with a run: one payment that the list shows, and one that it does not. */
export type ReconciledDay = {
  readonly world: ReconciliationWorld;
  readonly of: BankDayName;
  readonly day: string;
  readonly shown: Paid;
  readonly missing: Paid;
  /** The list that the run is of. */
  readonly list: string;
  readonly body: string;
};

export const openReconciledDay = async (): Promise<ReconciledDay> => {
  const world = await openReconciliation();
  const of = dayNamed(0);
  const [shown, missing] = [await payTold(world, 1), await payTold(world, 2)];
  nextMorning(world, of);
  const list = listOf(shown);
  const { hashes } = await reconcileList(world, of, list);
  return { world, of, day: addressOf(of), shown, missing, list, body: hashes.body ?? '' };
};

/** The id of the discrepancy that the missing payment is. */
export const discrepancyOf = async ({ world }: ReconciledDay): Promise<string> => {
  const { items } = await listDiscrepancies(world.store, { class: 'missing-at-provider' }, { limit: 1 });
  return items[0]?.id ?? '';
};

type Good = (day: ReconciledDay) => Promise<HttpAnswer> | HttpAnswer;

const reading =
  (path: (day: ReconciledDay) => string | Promise<string>) =>
  (who: string, read?: ReadToken): Good =>
  async (day) =>
    openDoor(day.world, read).get(who, await path(day));

/** A good call of each operation, as somebody. */
export const goodCalls: Record<string, (who: string, read?: ReadToken) => Good> = {
  listBankDays: reading(({ of }) => `/days?account=${of.accountId}&side=${of.side}`),
  getBankDay: reading(({ day }) => day),
  listBankDayEvents: reading(({ day }) => `${day}/events`),
  listQuarantined: reading(({ day }) => `${day}/quarantined`),
  listRuns: reading(({ day }) => `${day}/runs`),
  getRun: reading(({ day }) => `${day}/runs/1`),
  listResults: reading(({ day }) => `${day}/runs/1/results`),
  getRunFile: reading(({ day }) => `${day}/runs/1/files/body`),
  listDiscrepancies: reading(() => '/discrepancies?class=missing-at-provider'),
  getDiscrepancy: reading(async (day) => `/discrepancies/${await discrepancyOf(day)}`),
  listDiscrepancyEvents: reading(async (day) => `/discrepancies/${await discrepancyOf(day)}/events`),
  reportOverview: reading(({ of }) => `/reports/overview?account=${of.accountId}&from=${of.on}&to=${of.on}`),
  reportDetail: reading(({ of }) => `/reports/detail?account=${of.accountId}&from=${of.on}&to=${of.on}`),
  reportCollections: reading(({ of }) => `/reports/collections?account=${of.accountId}&from=${of.on}&to=${of.on}`),
  reportDiscrepancies: reading(({ of }) => `/reports/discrepancies?from=${of.on}&to=${of.on}`),
  getThreeWays: reading(({ shown }) => `/payments/${shown.order.id}`),
  bringStatement:
    (who, read) =>
    ({ world, day, shown, missing }) =>
      openDoor(world, read).bring(who, `${day}/statements?name=vnpay.csv`, listOf(shown, missing)),
  closeBankDay:
    (who, read) =>
    ({ world, day, body }) =>
      openDoor(world, read).post(who, `${day}/close`, { bodySha256: body }),
};
