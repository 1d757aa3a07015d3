import { makeChance } from '../test/simulation/chance.ts';
import { afterDecision } from '../lib/domain/movement.ts';
import { applyFact } from '../lib/domain/order.ts';
import { makeOrder } from '../lib/domain/order-decisions.ts';
import { makeOrderId, orderIdRandomBytes } from '../lib/domain/order-id.ts';
import { decideDetails } from '../lib/domain/order-request.ts';
import type { Payment } from '../lib/domain/payment.ts';
import { addMs, dayMs, vietnamDay } from '../lib/domain/time.ts';
import { at, put } from '../lib/store/key-table.ts';
import type { Store, Write } from '../lib/store/store.ts';
import { client, makeEvidence, makeNotice, makeRequest, merchantAccount, start } from '../test/samples.ts';
import { bankQuery, dossierCode } from './payment.ts';
import { parties } from './test-stand.ts';

const details = decideDetails(makeRequest(), start);

/** Half of the orders await their payment and expire, one after the other, from tomorrow until in a month. */
const spreadMs = 29 * dayMs;

/** The first number of other people's dossiers: those of the bench itself are below. */
const firstNumber = 1_000_000;

const writesMax = 100;

type Place = { readonly index: number; readonly count: number; readonly random: Uint8Array };

/** The n-th of so many orders as it is stored: one that awaits its payment, or one that is paid and told of. */
const storedOrder = ({ index, count, random }: Place): readonly Write[] => {
  const expiresAt = addMs(start, dayMs + Math.floor((spreadMs * index) / count));
  const made = makeOrder(
    {
      id: makeOrderId(random),
      clientId: client.id,
      checkoutSecret: Buffer.from(random).toString('base64url'),
      details: { ...details, dossierCode: dossierCode(parties, firstNumber + index), expiresAt },
    },
    start,
  );
  const { id, totalAmountVnd } = made.order;
  const created = put(at.event(id, 1), made.event);
  if (index % 2 === 0) return [put(at.order(id), made.order), created];

  const notice = makeNotice({ reference: `${id}A1`, amountVnd: totalAmountVnd });
  const { movementKey, provider } = notice;
  const dates = { paidAt: start, receivedAt: start, paidOn: vietnamDay(start), late: false };
  const from = { movementKey, provider, accountId: merchantAccount.id, channel: 'online' as const };
  const payment: Payment = { ...from, amountVnd: totalAmountVnd, ...dates };
  const { order, event } = applyFact(made.order, { type: 'order.paid', payment }, start);
  const { dueAt: _, ...told } = event;
  const evidence = makeEvidence({ raw: bankQuery(parties, notice) });
  const place = { type: 'applied', orderId: id } as const;
  const movement = afterDecision(undefined, { notice, evidence, word: 'accepted', place });
  return [
    // The first that the table sees of the order, which is two facts old, is version 1.
    put(at.order(id), { ...order, version: 1 }),
    created,
    put(at.event(id, 2), { ...told, delivery: { sequence: 1, status: 'delivered', tries: 1 } }),
    put(at.movement(movementKey), movement),
  ];
};

/** Puts more orders into a store, in commits of up to a hundred items, until there are so many. */
export const addStoredOrders = async (store: Store, from: number, to: number): Promise<void> => {
  const chance = makeChance(to);
  let writes: Write[] = [];
  const commit = async (): Promise<void> => {
    if ((await store.commit(writes)) !== 'committed') throw new Error('an order is there already');
    writes = [];
  };
  for (let index = from; index < to; index += 1) {
    const more = storedOrder({ index, count: to, random: chance.bytes(orderIdRandomBytes) });
    if (writes.length + more.length > writesMax) await commit();
    writes.push(...more);
  }
  await commit();
};
