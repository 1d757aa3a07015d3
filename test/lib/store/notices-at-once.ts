import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../../lib/domain/attempt.ts';
import type { Movement } from '../../../lib/domain/movement.ts';
import type { CallbackWord } from '../../../lib/domain/notice.ts';
import type { Order } from '../../../lib/domain/order.ts';
import { addMs } from '../../../lib/domain/time.ts';
import { at } from '../../../lib/store/key-table.ts';
import { find } from '../../../lib/store/read.ts';
import { cancelOrder } from '../../../lib/use-cases/cancel-order.ts';
import { takeCallback } from '../../../lib/use-cases/take-callback.ts';
import { agencyCode, client, merchantAccount } from '../../samples.ts';
import type { World } from '../../world.ts';
import type { Fields } from '../providers/vnpay-example.ts';
import { callback, callbackFields } from '../use-cases/sample-vnpay.ts';
import { make, openWorld, read, sendPayer, storyOf } from '../use-cases/sample-world.ts';
import { newPartition, type StoreOnTrial } from './store-on-trial.ts';

const copies = <T>(count: number, act: (copy: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, copy) => act(copy)));

/** One of several processes on the same table: what it sleeps passes on its own clock alone. */
const asProcess = (world: World): World => {
  let sleptMs = 0;
  return {
    ...world,
    now: () => addMs(world.now(), sleptMs),
    sleep: async (ms) => {
      sleptMs += ms;
      await setImmediate();
    },
  };
};

const tell = (world: World, attempt: Attempt, changes: Fields = {}): Promise<CallbackWord> =>
  takeCallback(asProcess(world), {
    provider: 'vnpay',
    accountId: merchantAccount.id,
    request: callback({ ...callbackFields(attempt), ...changes }),
  });

const failed = { vnp_ResponseCode: '24', vnp_TransactionStatus: '02' };

const movementOf = ({ store }: World, { reference }: Attempt): Promise<Movement | undefined> =>
  find(store, at.movement(`vnpay:EAKAO001:${reference}`));

const factsAfter = async (world: World, order: Order, count: number): Promise<string[]> =>
  (await storyOf(world, order)).slice(count);

/** Whom fifty copies leave aside hears that it is confirmed, or, when it has met others for five seconds, to try again. */
const expectOneAccepted = (words: readonly CallbackWord[]): void => {
  const others = words.filter((word) => word !== 'accepted');
  expect(others).toHaveLength(words.length - 1);
  expect(others.filter((word) => word !== 'already-confirmed' && word !== 'try-again')).toEqual([]);
};

/** What comes of calls that arrive together, on any store, through the use cases that take them. */
export const describeNoticesAtOnce = ({ store }: StoreOnTrial): void => {
  let dossiers = 0;
  const newDossierCode = (): string => `${agencyCode}-261121-${String((dossiers += 1)).padStart(4, '0')}`;

  /** The store is that of all clauses, so ids are drawn anew for each. */
  const open = async (): Promise<World> => ({ ...(await openWorld({ store: store() })), randomBytes });

  const openWithAttempt = async () => {
    const world = await open();
    const { order } = await make(world, { dossierCode: newDossierCode() }, newPartition());
    const { attempt } = await sendPayer(world, order);
    return { world, order, attempt };
  };

  describe('of callbacks at the same time', () => {
    test('one of fifty copies is accepted, and each that comes again is confirmed already', async () => {
      const { world, order, attempt } = await openWithAttempt();

      expectOneAccepted(await copies(50, () => tell(world, attempt)));
      expect(new Set(await copies(50, () => tell(world, attempt)))).toEqual(new Set(['already-confirmed']));
      expect(await factsAfter(world, order, 2)).toEqual(['order.paid']);
      expect((await read(world, order)).status).toBe('paid');
      expect(await movementOf(world, attempt)).toMatchObject({ version: 1, place: { type: 'applied' } });
    });

    test('fifty copies of a wrong amount are one unapplied item, and each hears of it', async () => {
      const { world, order, attempt } = await openWithAttempt();
      const words = await copies(50, () => tell(world, attempt, { vnp_Amount: '100' }));

      expect(words.filter((word) => word !== 'wrong-amount' && word !== 'try-again')).toEqual([]);
      expect(await factsAfter(world, order, 2)).toEqual(['money.unapplied']);
      expect(await movementOf(world, attempt)).toMatchObject({ version: 1, place: { reason: 'wrong-amount' } });
    });

    test('two payments of one order are one payment and one unapplied item', async () => {
      const { world, order, attempt } = await openWithAttempt();
      const { attempt: second } = await sendPayer(world, order);
      const attempts = [attempt, second];
      const words = await copies(20, (copy) => tell(world, attempts[copy % 2]!));

      expectOneAccepted(words);
      expect(await factsAfter(world, order, 3)).toEqual(['order.paid', 'money.unapplied']);
      const { payment, unapplied } = await read(world, order);
      const movements = await Promise.all(attempts.map((one) => movementOf(world, one)));
      const isPayment = (one: Movement | undefined): boolean => one?.notice.movementKey === payment?.movementKey;
      expect(movements.find(isPayment)).toMatchObject({ place: { type: 'applied', orderId: order.id } });
      expect(movements.find((one) => !isPayment(one))).toMatchObject({ place: { reason: 'paid-twice' } });
      expect(unapplied).toBe(1);
    });

    test('a failure and a success of one movement end in the success', async () => {
      const { world, order, attempt } = await openWithAttempt();
      await copies(20, (copy) => tell(world, attempt, copy % 2 === 0 ? failed : {}));

      expect((await read(world, order)).status).toBe('paid');
      expect((await factsAfter(world, order, 2)).filter((type) => type === 'order.paid')).toHaveLength(1);
      expect((await movementOf(world, attempt))?.place).toEqual({ type: 'applied', orderId: order.id });
    });

    test('a payment and a cancellation are one of the two, and the money is somewhere', async () => {
      const { world, order, attempt } = await openWithAttempt();
      await tell(world, attempt, failed);
      const cancel = (): Promise<unknown> => cancelOrder(asProcess(world), client, order.id).catch(() => 'refused');
      await Promise.all([copies(10, () => tell(world, attempt)), copies(10, cancel)]);

      const { status } = await read(world, order);
      const came = await factsAfter(world, order, 3);
      expect(came).toEqual(status === 'paid' ? ['order.paid'] : ['order.cancelled', 'money.unapplied']);
      expect((await movementOf(world, attempt))?.place.type).toBe(status === 'paid' ? 'applied' : 'unapplied');
    });
  });

  describe('of orders asked for at the same time', () => {
    const idsOf = (outcomes: readonly PromiseSettledResult<{ order: Order }>[]): Set<string> =>
      new Set(outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.order.id] : [])));

    test('twenty with one key are one order', async () => {
      const world = await open();
      const changes = { dossierCode: newDossierCode() };
      const key = newPartition();
      const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => make(asProcess(world), changes, key)));

      expect(idsOf(outcomes).size).toBe(1);
      const isNew = outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value.isNew);
      expect(isNew).toHaveLength(1);
    });

    test('twenty for the same fees with a key each are one order', async () => {
      const world = await open();
      const changes = { dossierCode: newDossierCode() };
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, () => make(asProcess(world), changes, newPartition())),
      );

      expect(idsOf(outcomes).size).toBe(1);
    });
  });
};
