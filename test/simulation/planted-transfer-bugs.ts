import { orderIdSchema } from '../../lib/domain/order-id.ts';
import { addMs, minuteMs } from '../../lib/domain/time.ts';
import type { OpenAccount } from '../../lib/providers/provider.ts';
import type { Item } from '../../lib/store/store.ts';
import { receiveNotice } from '../../lib/use-cases/receive-notice.ts';
import { takeCallback } from '../../lib/use-cases/take-callback.ts';
import type { Bug } from './lephi.ts';
import { inNotices, inStore } from './plant.ts';

/** Bugs in how money that is transferred is taken. */

const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Whatever looks like a code is one: its check symbol is not looked at. */
const matchWrongCheckSymbol: Bug = inNotices((notice) => {
  const [, written] = /(LP[0-9A-Z]{9})[0-9A-Z]/.exec(notice.reference.toUpperCase()) ?? [];
  if (notice.provider !== 'sepay' || notice.direction === 'out') return notice;
  if (orderIdSchema.safeParse(notice.reference).success) return notice;
  const meant = symbols.split('').find((symbol) => orderIdSchema.safeParse(`${written ?? ''}${symbol}`).success);
  return meant === undefined ? notice : { ...notice, reference: `${written ?? ''}${meant}` };
});

/** Two transfers of one amount for one order are one. */
const overwriteFirstTransfer = (): Bug => {
  const keys = new Map<string, string>();
  return inNotices((notice) => {
    if (notice.provider !== 'sepay' || notice.direction === 'out') return notice;
    const money = `${notice.accountId} ${notice.reference} ${notice.amountVnd}`;
    const movementKey = keys.get(money) ?? notice.movementKey;
    keys.set(money, movementKey);
    return { ...notice, movementKey, alias: undefined };
  });
};

/** What was signed more than five minutes ago is confirmed, and dropped. */
const dropStale: Bug = {
  useCases: {
    takeCallback: async (parts, callback) => {
      const reading = (await parts.findAccount(callback.accountId))?.plugIn.callback.read(callback.request);
      const signedAt = reading?.type === 'notice' ? reading.signedAt : undefined;
      const isStale = signedAt !== undefined && addMs(signedAt, 5 * minuteMs) < parts.now();
      return isStale ? 'accepted' : takeCallback(parts, callback);
    },
  },
};

/** The same, and SePay is told that its signature is bad, as its own guide has it. */
const refuseStale: Bug = {
  useCases: {
    takeCallback: async (parts, callback) => {
      const word = await dropStale.useCases!.takeCallback!(parts, callback);
      const reading = (await parts.findAccount(callback.accountId))?.plugIn.callback.read(callback.request);
      const signedAt = reading?.type === 'notice' ? reading.signedAt : undefined;
      return signedAt !== undefined && addMs(signedAt, 5 * minuteMs) < parts.now() ? 'bad-signature' : word;
    },
  },
};

type List = NonNullable<OpenAccount['movements']>;

/** Where to read on is written down before what was read; nothing is read again. */
const moveCursorFirst: Bug = {
  parts: (parts) => {
    const takeLater = async (reading: ReturnType<List['read']>): Promise<void> => {
      if (reading.type === 'unreadable') return;
      await parts.sleep(1000);
      for (const listed of reading.movements) {
        const evidence = { source: 'list' as const, receivedAt: parts.now(), raw: listed.raw, keyId: listed.keyId };
        if ('notice' in listed) await receiveNotice(parts, listed.notice, evidence);
      }
    };
    const read: (list: List) => List['read'] = (list) => (body, place) => {
      const reading = list.read(body, place);
      takeLater(reading).catch(() => undefined);
      if (reading.type === 'unreadable') return reading;
      const ids = reading.movements.flatMap((one) => ('notice' in one ? Number(one.notice.alias) : []));
      const cursor = ids.length === 0 ? place.cursor : JSON.stringify({ since: Math.max(...ids) + 1 });
      return { ...reading, movements: [], cursor };
    };
    return {
      ...parts,
      findAccount: async (id) => {
        const opened = await parts.findAccount(id);
        const list = opened?.plugIn.movements;
        return opened && list
          ? { ...opened, plugIn: { ...opened.plugIn, movements: { ...list, read: read(list) } } }
          : opened;
      },
    };
  },
};

/** The list is never read. */
const neverReadList: Bug = inStore((store) => ({
  listDue: async (work, until, limit) => (work === 'account' ? [] : store.listDue(work, until, limit)),
}));

const amountOf = (pk: string): number | undefined => {
  const [, amountVnd] = /^MOVEMENT#sepay:.*:out:(\d+)$/.exec(pk) ?? [];
  return amountVnd === undefined ? undefined : Number(amountVnd);
};

/** A debit closes the refund that was entered last, whatever its amount. */
const closeWrongRefund = (): Bug => {
  let last: Item | undefined;
  return inStore((store) => {
    let debitVnd: number | undefined;
    const seen = (item: Item | undefined): Item | undefined => {
      if (item === undefined || debitVnd === undefined || !Array.isArray(item.refunds)) return item;
      return { ...item, refunds: item.refunds.map((entry: Item) => ({ ...entry, amountVnd: debitVnd })) };
    };
    return {
      read: async (addresses) => {
        debitVnd = addresses.map(({ pk }) => amountOf(pk)).find((amountVnd) => amountVnd !== undefined) ?? debitVnd;
        const found = await store.read(addresses);
        return found.map((item, index) => (addresses[index]!.sk === 'REFUND' ? (item ?? last) : seen(item)));
      },
      commit: (writes) => {
        last = writes.find(({ sk }) => sk === 'REFUND')?.item ?? last;
        return store.commit(writes);
      },
    };
  });
};

export const transferBugs: Readonly<Record<string, () => Bug>> = {
  'a code with a wrong check symbol is found': () => matchWrongCheckSymbol,
  'a second transfer overwrites the first': overwriteFirstTransfer,
  'a stale callback is confirmed and dropped': () => dropStale,
  'a stale callback is refused': () => refuseStale,
  'where to read on is stored before what was read': () => moveCursorFirst,
  'the list is never read': () => neverReadList,
  'a debit closes the wrong refund': closeWrongRefund,
};
