import { put } from '../../../lib/store/key-table.ts';
import { reconciled } from '../../../lib/store/reconciliation-keys.ts';
import { getBankDay } from '../../../lib/use-cases/read-reconciliation.ts';
import { bring, calendar, dayNamed, listOf, source } from '../use-cases/reconciliation-world.ts';
import type { HttpAnswer } from './http-call.ts';
import {
  addressOf,
  type Door,
  goodCalls,
  openDoor,
  openReconciledDay,
  type ReconciledDay,
} from './reconciliation-calls.ts';

const noOrder = 'LP0000000000';
const noDiscrepancy = '0'.repeat(32);
const noDay = '/days/sample-vnpay/provider/2026-01-05';

const gets: Record<string, Partial<Record<'not-found' | 'validation-failed' | 'order-not-found', string>>> = {
  listBankDays: { 'validation-failed': '/days?account=sample-vnpay&side=provider&from=2026-01-01&to=2026-12-31' },
  getBankDay: { 'not-found': noDay },
  listBankDayEvents: { 'not-found': `${noDay}/events`, 'validation-failed': `${noDay}/events?limit=0` },
  listQuarantined: {
    'not-found': '/days/sample-vnpay/nobody/2026-01-05/quarantined',
    'validation-failed': `${noDay}/quarantined?limit=0`,
  },
  listRuns: { 'not-found': '/days/sample-vnpay/bank/2026-02-30/runs', 'validation-failed': `${noDay}/runs?limit=0` },
  getRun: { 'not-found': `${noDay}/runs/1` },
  listResults: { 'not-found': `${noDay}/runs/1/results`, 'validation-failed': `${noDay}/runs/1/results?limit=0` },
  getRunFile: {
    'not-found': `${noDay}/runs/1/files/body`,
    'validation-failed': `${noDay}/runs/1/files/body?offset=-1`,
  },
  listDiscrepancies: { 'validation-failed': '/discrepancies?class=matched' },
  getDiscrepancy: { 'not-found': `/discrepancies/${noDiscrepancy}` },
  listDiscrepancyEvents: {
    'not-found': `/discrepancies/${noDiscrepancy}/events`,
    'validation-failed': `/discrepancies/${noDiscrepancy}/events?limit=0`,
  },
  reportOverview: {
    'not-found': '/reports/overview?account=nobody&from=2026-11-01&to=2026-11-30',
    'validation-failed': '/reports/overview?account=nobody&from=2026-11-01&to=2026-11-31',
  },
  reportDetail: {
    'not-found': '/reports/detail?account=nobody&from=2026-11-01&to=2026-11-30',
    'validation-failed': '/reports/detail?account=nobody&from=2026-01-01&to=2026-11-30',
  },
  reportCollections: {
    'not-found': '/reports/collections?account=nobody&from=2026-11-01&to=2026-11-30',
    'validation-failed': '/reports/collections?account=nobody&from=2026-11-30&to=2026-11-01',
  },
  reportDiscrepancies: { 'validation-failed': '/reports/discrepancies?from=2026-11-01' },
  getThreeWays: { 'not-found': '/payments/bm90aGluZw', 'order-not-found': `/payments/${noOrder}` },
};

type Provocation = (day: ReconciledDay, door: Door) => Promise<HttpAnswer>;

const statements = '/statements?name=vnpay.csv';

/** What makes single operations answer what no other does. */
const provocations: Record<string, Record<string, Provocation>> = {
  bringStatement: {
    'not-found': ({ list }, door) => door.bring('mai', `/days/unknown/bank/2026-11-21${statements}`, list),
    'validation-failed': ({ day, list }, door) => door.bring('mai', `${day}/statements`, list),
    'statement-not-bytes': ({ day, list }, door) => door.bring('mai', `${day}${statements}`, list, 'text/csv'),
    'statement-too-large': ({ day }, door) =>
      door.bring('mai', `${day}${statements}`, Buffer.alloc(4 * 1024 * 1024 + 1, 'x')),
    'statement-quarantined': ({ day }, door) => door.bring('mai', `${day}${statements}`, 'nothing\n'),
    'source-switched-off': async ({ world, day, list }, door) => {
      const off = { ...source, version: 2, enabled: false };
      await world.store.commit([put(reconciled.source(source.accountId, source.side), off)]);
      return door.bring('mai', `${day}${statements}`, list);
    },
    'calendar-year-missing': async ({ world, of, list }, door) => {
      const rules = { ...source.rules, version: 2, days: 'working-days' as const };
      await world.store.commit([put(reconciled.source(of.accountId, of.side), { ...source, version: 2, rules })]);
      return door.bring('mai', `/days/${of.accountId}/${of.side}/2021-01-05${statements}`, list);
    },
    'periods-overlap': ({ world, of }, door) => {
      world.moveClock(24 * 60 * 60 * 1000);
      return door.bring('mai', `${addressOf(dayNamed(1))}${statements}&from=${of.on}`, listOf());
    },
    'day-closed': async ({ day, body }, door) => {
      await door.post('mai', `${day}/close`, { bodySha256: body });
      return door.bring('mai', `${day}${statements}`, listOf());
    },
  },
  reportDiscrepancies: {
    'calendar-year-missing': async ({ world, of }, door) => {
      await world.store.commit([put(reconciled.calendar, { ...calendar, version: 2, years: [2030] })]);
      return door.get('thanh', `/reports/discrepancies?from=${of.on}&to=${of.on}`);
    },
  },
  closeBankDay: {
    'not-found': (_, door) => door.post('mai', `${noDay}/close`, { bodySha256: '0'.repeat(64) }),
    'malformed-json': ({ day }, door) => door.post('mai', `${day}/close`, '{'),
    'body-too-large': ({ day }, door) => door.post('mai', `${day}/close`, `"${'x'.repeat(33_000)}"`),
    'unsupported-media-type': ({ day }, door) => door.post('mai', `${day}/close`, '{}', 'text/plain'),
    'validation-failed': ({ day }, door) => door.post('mai', `${day}/close`, { bodySha256: 'x' }),
    'day-closed': async ({ day, body }, door) => {
      await door.post('mai', `${day}/close`, { bodySha256: body });
      return door.post('lan', `${day}/close`, { bodySha256: body });
    },
    'report-changed': ({ day }, door) => door.post('mai', `${day}/close`, { bodySha256: '0'.repeat(64) }),
    'run-under-way': async ({ world, of, day, body }, door) => {
      await bring(world, of, listOf());
      return door.post('mai', `${day}/close`, { bodySha256: body });
    },
    'not-balanced': async ({ world, of, day, body }, door) => {
      const before = await getBankDay(world.store, of);
      const counted = before.counted && {
        ...before.counted,
        summary: { ...before.counted.summary, balanced: false },
      };
      await world.store.commit([put(reconciled.bankDay(of), { ...before, version: before.version + 1, counted })]);
      return door.post('mai', `${day}/close`, { bodySha256: body });
    },
  },
};

const gone = async () => Promise.reject(new Error('gone'));

/** What any operation can meet, made in one way for all. */
const common: Record<string, (operationId: string, day: ReconciledDay) => Promise<HttpAnswer>> = {
  unauthenticated: async (operationId, day) => goodCalls[operationId]!('stranger')(day),
  'not-allowed': async (operationId, day) => goodCalls[operationId]!('nobody')(day),
  busy: async (operationId, day) => goodCalls[operationId]!('mai', async () => ({ type: 'no-keys', why: 'away' }))(day),
  fault: async (operationId, day) => {
    const { store } = day.world;
    let isGone = false;
    const going = new Proxy(store, {
      get: (target, name: keyof typeof store) => (isGone ? gone : target[name]),
    });
    // Whatever is to be known before the call is known while the table still answers.
    const read: Parameters<(typeof goodCalls)[string]>[1] = async () => {
      isGone = true;
      return { type: 'genuine', claims: { iss: 'x', sub: 'mai', roles: ['finance-officer'] } };
    };
    return goodCalls[operationId]!('mai', read)({ ...day, world: { ...day.world, store: going } });
  },
};

let shared: Promise<ReconciledDay> | undefined;

/** A day for calls that change nothing. */
export const shareReconciledDay = (): Promise<ReconciledDay> => (shared ??= openReconciledDay());

/** Has an operation refuse a call with a code. */
export const provoke = async (operationId: string, code: string): Promise<HttpAnswer> => {
  const own = provocations[operationId]?.[code];
  const day = own ? await openReconciledDay() : await shareReconciledDay();
  if (own) return own(day, openDoor(day.world));
  const path = gets[operationId]?.[code as 'not-found'];
  return path === undefined ? common[code]!(operationId, day) : openDoor(day.world).get('thanh', path);
};
