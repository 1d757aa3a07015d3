import type { FunctionName } from '../../infra/function-sizes.ts';
import type { Address, Store, Write } from '../../lib/store/store.ts';
import type { Base } from './base.ts';
import type { Chance } from './chance.ts';
import type { Process } from './process.ts';
import { must } from './violation.ts';

/** What the table does now and then, and no use case may trip over. */
export class TableFault extends Error {
  override readonly name = 'TableFault';
}

/** What one transaction may hold (design, promise 8); an order is made with its event, key and dossier. */
const itemsMax: Partial<Record<FunctionName, number>> = {
  'provider-callback': 3,
  'portal-api': 4,
  'checkout-pages': 2,
  // An application is of up to ten items, each with its journal, beside proposal, key and order with event.
  'officer-api': 24,
};

/** A refund that finds its debit by itself is written into the journals of both. */
const joinsDebit = (writes: readonly Write[]): boolean =>
  writes.some(({ pk, sk, item }) => {
    const fact = item.fact as { readonly type: string } | undefined;
    return pk.startsWith('MOVEMENT#') && sk.startsWith('EVENT#') && fact?.type === 'debit.joined';
  });

/** Whom a request is about: an order where it names one. */
const subjectOf = (addresses: readonly Address[]): string => {
  const { pk } = addresses.find((address) => address.pk.startsWith('ORDER#')) ?? addresses[0] ?? { pk: 'nothing' };
  return pk.replace('ORDER#', '');
};

const describe = (writes: readonly Write[]): string => writes.map(({ sk, version }) => `${sk} v${version}`).join(', ');

/** Mostly the same few milliseconds, so that processes that begin together meet; sometimes so many that others pass. */
const latencyMs = (chance: Chance): number => (chance.oneIn(10) ? chance.int(1, 400) : chance.pick([5, 5, 5, 10]));

/** The table as one process sees it over the network: each request takes its time, and whatever can go wrong does. */
export const makeFaultyStore = (store: Store, { chance, faults, trace }: Base, process: Process): Store => {
  const request = <T>(subject: string, what: string, act: () => Promise<T>): Promise<T> =>
    process.turn(faults.strikes('request slow') ? chance.int(500, 4000) : latencyMs(chance), () => {
      trace.note(subject, `${process.name} ${what}`);
      return faults.strikes('died elsewhere') ? process.die(subject, 'dies') : act();
    });

  const read = <T>(subject: string, what: string, act: () => Promise<T>): Promise<T> =>
    request(subject, what, () => {
      if (faults.strikes('read failed')) throw new TableFault('the read failed');
      return act();
    });

  const commit = async (subject: string, writes: readonly Write[]): Promise<'committed' | 'conflict'> => {
    if (faults.strikes('died before a commit')) return process.die(subject, 'dies before the commit');
    if (faults.strikes('commit throttled')) return 'conflict';
    if (faults.strikes('commit failed unwritten')) throw new TableFault('the commit failed');
    const outcome = await store.commit(writes);
    if (outcome === 'conflict') faults.count('two commits met');
    trace.note(subject, `${process.name} ${outcome}`);
    if (faults.strikes('died after a commit')) return process.die(subject, 'dies after the commit');
    if (faults.strikes('commit written and heard as a conflict')) return 'conflict';
    if (faults.strikes('commit written and timed out')) throw new TableFault('the commit timed out');
    return outcome;
  };

  return {
    read: (addresses) =>
      read(subjectOf(addresses), `reads ${addresses.map(({ sk }) => sk).join(', ')}`, () => store.read(addresses)),
    commit: (writes) => {
      const subject = subjectOf(writes);
      const max = (itemsMax[process.name] ?? 3) + (joinsDebit(writes) ? 1 : 0);
      must(writes.length <= max, subject, `a commit of ${process.name} has at most ${max} items: ${describe(writes)}`);
      return request(subject, `commits ${describe(writes)}`, () => commit(subject, writes));
    },
    list: (under, page) => read(subjectOf([under]), `lists ${under.sk}`, () => store.list(under, page)),
    listOrders: (dossierKey, page) => read(dossierKey, 'lists orders', () => store.listOrders(dossierKey, page)),
    listDesk: (deskClass, page) => read('desk', `lists ${deskClass}`, () => store.listDesk(deskClass, page)),
    listEntries: (of, page) => read(of.accountId, `lists entries of ${of.paidOn}`, () => store.listEntries(of, page)),
    listDue: (work, until, limit) => read('sweep', `lists due ${work}`, () => store.listDue(work, until, limit)),
  };
};
