import type { Notice } from '../../lib/domain/notice.ts';
import { orderSchema } from '../../lib/domain/order.ts';
import { orderEventSchema } from '../../lib/domain/order-events.ts';
import { orderIdOfReference } from '../../lib/domain/order-id.ts';
import { signWebhook } from '../../lib/domain/webhook.ts';
import type { OpenAccount } from '../../lib/providers/provider.ts';
import { at } from '../../lib/store/key-table.ts';
import { find } from '../../lib/store/read.ts';
import type { Write } from '../../lib/store/store.ts';
import { makeOrderOnce } from '../../lib/use-cases/make-order.ts';
import { takeCallback } from '../../lib/use-cases/take-callback.ts';
import type { Bug } from './lephi.ts';
import { inNotices, inPlugIn, inReading, inStore, inWriting, without } from './plant.ts';
import { deskBugs } from './planted-desk-bugs.ts';
import { transferBugs } from './planted-transfer-bugs.ts';

/**
 * Bugs that Lephi might have. Each is the real Lephi with one part or one use case replaced, so production code knows
 * nothing of them; the simulation must find each.
 */

const isHead = ({ sk }: Write): boolean => sk === 'ORDER';

/** Whatever is told of a movement is told for the first time. */
const dropTheDedupe: Bug = inStore((store) => ({
  read: async (addresses) => (await store.read(addresses)).map((item) => (item?.sk === 'MOVEMENT' ? undefined : item)),
  commit: async (writes) => {
    const found = await store.read(writes);
    return store.commit(
      writes.map((write, index) => {
        const version = write.sk === 'MOVEMENT' ? Number(found[index]?.version ?? 0) + 1 : write.version;
        return { ...write, version, item: { ...write.item, version } };
      }),
    );
  },
}));

/** What is left to do when a function has answered is never done. */
const answerBeforeStoring: Bug = {
  useCases: {
    takeCallback: async (parts, callback) => {
      const reading = (await parts.findAccount(callback.accountId))?.plugIn.callback.read(callback.request);
      takeCallback(parts, callback).catch(() => undefined);
      return reading?.type === 'notice' ? 'accepted' : 'bad-signature';
    },
  },
};

const overwriteSuccess: Bug = inReading((item) =>
  item.sk === 'MOVEMENT' ? { ...item, place: { type: 'no-money' } } : item,
);

const forgetLateSuccess: Bug = inReading((item) =>
  item.sk === 'ORDER' && item.status === 'expired' ? { ...item, status: 'cancelled' } : item,
);

/** An order does not learn that others were made for its fees, and takes late money though one of them is paid. */
const forgetSuccessor: Bug = inReading((item) => (item.sk === 'ORDER' ? without(item, 'succeeded') : item));

const ignoreLateSuccess: Bug = {
  useCases: {
    takeCallback: async (parts, callback) => {
      const reading = (await parts.findAccount(callback.accountId))?.plugIn.callback.read(callback.request);
      const orderId = reading?.type === 'notice' ? orderIdOfReference(reading.notice.reference) : undefined;
      const order = orderId && (await find(parts.store, at.order(orderId)));
      return order?.status === 'expired' ? 'already-confirmed' : takeCallback(parts, callback);
    },
  },
};

/** The portal is told while the fact is still on its way to the table. */
const deliverBeforeCommit: Bug = inStore((store, parts) => ({
  commit: async (writes) => {
    for (const { item } of writes) {
      const event = orderEventSchema.safeParse(item).data;
      if (event?.version !== 1 || event.delivery === undefined) continue;
      const order = await find(store, at.order(event.orderId));
      const client = order && (await find(store, at.client(order.clientId)));
      if (client?.webhookUrl === undefined) continue;
      const { orderId, fact, delivery, sequence } = event;
      const body = JSON.stringify({ type: fact.type, data: { orderId, sequence: delivery.sequence } });
      const signed = { id: `msg_${orderId}_${sequence}`, at: parts.now(), body };
      const headers = signWebhook(await parts.webhookSecrets(client), signed);
      await parts.call({ method: 'POST', url: client.webhookUrl, headers, body, timeoutMs: 3000 });
    }
    return store.commit(writes);
  },
}));

const loseDueMarker: Bug = inWriting((writes) =>
  writes.map((write) =>
    isHead(write) && write.version > 1 ? { ...write, item: without(write.item, 'dueAt', 'dueShard') } : write,
  ),
);

/** The marker is on the item, and the index does not have it. */
const loseDueShard: Bug = inWriting((writes) =>
  writes.map((write) =>
    write.sk.startsWith('EVENT#') && write.version > 1 ? { ...write, item: without(write.item, 'dueShard') } : write,
  ),
);

/** Whatever came, the order counts as paid by its total. */
const ignoreAmount = (): Bug => {
  const askedVnd = new Map<string, Notice['amountVnd']>();
  const remembering = inPlugIn(({ pay }) => ({
    pay:
      pay.kind === 'transfer'
        ? pay
        : {
            ...pay,
            url: (payment) => {
              askedVnd.set(payment.attempt.reference, payment.attempt.amountVnd);
              return pay.url(payment);
            },
          },
  }));
  const forgetting = inNotices((notice) => ({
    ...notice,
    amountVnd: askedVnd.get(notice.reference) ?? notice.amountVnd,
  }));
  return { parts: (parts) => forgetting.parts!(remembering.parts!(parts)) };
};

/** The last writer wins: what others wrote meanwhile is gone. */
const acceptSameVersionTwice: Bug = inStore((store) => ({
  commit: async (writes) => {
    if ((await store.commit(writes)) === 'committed') return 'committed';
    const found = await store.read(writes);
    return store.commit(
      writes.map((write, index) => {
        const version = Number(found[index]?.version ?? 0) + 1;
        return { ...write, version, item: { ...write.item, version } };
      }),
    );
  },
}));

/** Two that claim a webhook at once both believe that it is theirs. */
const claimWithoutCondition: Bug = inStore((store) => ({
  commit: async (writes) => {
    const outcome = await store.commit(writes);
    const isClaim = writes.length === 1 && writes[0]!.sk.startsWith('EVENT#');
    return isClaim ? 'committed' : outcome;
  },
}));

const takeDoubtForFailure: Bug = inNotices((notice) =>
  notice.result === 'in-doubt' ? { ...notice, result: 'failed' } : notice,
);

const neverAsk: Bug = {
  parts: (parts) => ({
    ...parts,
    findAccount: async (id) => {
      const opened = await parts.findAccount(id);
      const { query: _, ...plugIn } = opened?.plugIn ?? {};
      return opened && { ...opened, plugIn: plugIn as OpenAccount };
    },
  }),
};

/** A question that was asked once is never asked again. */
const askOnce: Bug = inWriting((writes) =>
  writes.map((write) => {
    const order = isHead(write) ? orderSchema.parse(write.item) : undefined;
    if (!order?.attempts.some(({ asked }) => asked > 0)) return write;
    const attempts = order.attempts.map(({ askAt: _, ...attempt }) => attempt);
    return { ...write, item: { ...write.item, attempts } };
  }),
);

const expireWhileMoneyMayArrive: Bug = inReading((item) => {
  const order = item.sk === 'ORDER' ? orderSchema.safeParse(item).data : undefined;
  return order ? { ...item, attempts: order.attempts.map((one) => ({ ...one, status: 'failed' })) } : item;
});

/** A webhook counts as delivered once it was sent. */
const believeInDelivery: Bug = {
  parts: (parts) => ({
    ...parts,
    call: async (call) => {
      const called = await parts.call(call);
      return 'webhook-id' in call.headers ? { type: 'answered', status: 200, body: '' } : called;
    },
  }),
};

const deliverOutOfOrder: Bug = inStore((store) => ({
  list: async (under, page) => ({ items: (await store.list(under, page)).items.toReversed() }),
}));

/** Who asks again gets another order. */
const forgetIdempotencyKey = (): Bug => {
  let calls = 0;
  return {
    useCases: {
      makeOrderOnce: (parts, by) =>
        makeOrderOnce(parts, { ...by, idempotencyKey: `${by.idempotencyKey}-${(calls += 1)}` }),
    },
  };
};

const claimFeesUnseen: Bug = inWriting((writes) => writes.filter(({ pk }) => !pk.startsWith('DOSSIER#')));

const writeEventWithoutHead: Bug = inWriting((writes) =>
  writes.filter((write) => !(isHead(write) && write.item.status === 'cancelled')),
);

/** Each bug by name, made anew for each world. */
export const plantedBugs: Readonly<Record<string, () => Bug>> = {
  'the dedupe is dropped': () => dropTheDedupe,
  'the bank is answered before the notice is stored': () => answerBeforeStoring,
  'a success is overwritten by a late failure': () => overwriteSuccess,
  'a late success is put aside, as if the order were cancelled': () => forgetLateSuccess,
  'a late success is confirmed and forgotten': () => ignoreLateSuccess,
  'a late success is applied though its successor is paid': () => forgetSuccessor,
  'a webhook goes out before its fact is committed': () => deliverBeforeCommit,
  'an order loses its due marker': () => loseDueMarker,
  'a webhook loses its place in the due index': () => loseDueShard,
  'the amount is ignored': ignoreAmount,
  'the table takes the same version twice': () => acceptSameVersionTwice,
  'a webhook is claimed without a condition': () => claimWithoutCondition,
  'a doubt is taken for a failure': () => takeDoubtForFailure,
  'the bank is never asked': () => neverAsk,
  'the bank is asked only once': () => askOnce,
  'an order expires while money may arrive': () => expireWhileMoneyMayArrive,
  'a webhook counts as delivered whatever the receiver says': () => believeInDelivery,
  'webhooks go out in the wrong order': () => deliverOutOfOrder,
  'an idempotency key is forgotten': forgetIdempotencyKey,
  'a fee is claimed without a trace': () => claimFeesUnseen,
  'an event is written without its head': () => writeEventWithoutHead,
  ...deskBugs,
  ...transferBugs,
};
