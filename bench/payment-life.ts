import { type OrderId, orderIdSchema } from '../lib/domain/order-id.ts';
import { dayMs, minuteMs } from '../lib/domain/time.ts';
import { makeCheckoutRoutes } from '../lib/http/checkout-pages.ts';
import { makeOrderRoutes } from '../lib/http/orders-api.ts';
import { answerProblemPage } from '../lib/http/page-answer.ts';
import { makeStack } from '../lib/http/stack.ts';
import { answerProblem } from '../lib/http/problem.ts';
import { deliverWebhooks } from '../lib/use-cases/deliver-webhooks.ts';
import type { OpenedAccount } from '../lib/use-cases/parts.ts';
import { settleOrder } from '../lib/use-cases/settle-order.ts';
import { sweepDueWork } from '../lib/use-cases/sweep-due-work.ts';
import { takeCallback } from '../lib/use-cases/take-callback.ts';
import type { Fields } from '../local/sandbox-bank/signature.ts';
import { callFunction, type HttpAnswer, type HttpCall } from '../test/lib/http/http-call.ts';
import { merchantAccount } from '../test/samples.ts';
import type { World } from '../test/world.ts';
import { attemptCall, bankQuery, brokenOff, dossierCode, orderCall, portalCall, readPaymentUrl } from './payment.ts';
import { parties } from './test-stand.ts';

/** Plays one step under its name, and checks what came of it. */
export type PlayStep = <T>(name: string, work: () => Promise<T>, expected: (outcome: T) => boolean) => Promise<T>;

/** Everybody with whom Lephi lives, and who says what: the pretend bank, and the portal's receiver of webhooks. */
type Others = {
  readonly payAtBank: (paymentUrl: string) => void;
  readonly breakReceiver: () => void;
};

type Made = { readonly id: OrderId; readonly path: string };

const is =
  (status: number) =>
  (answer: HttpAnswer): boolean =>
    answer.status === status;
const hears = (word: string) => (heard: string) => heard === word;
const anything = (): boolean => true;

/** What portals, payers and the bank do. As in a function, a merchant account is read once and then kept. */
function makeActors(world: World) {
  const kept = new Map<string, OpenedAccount | undefined>();
  const findAccount = async (id: string) => {
    if (!kept.has(id)) kept.set(id, await world.findAccount(id));
    return kept.get(id);
  };
  const settleParts = { ...world, findAccount };
  const portalApi = makeStack(makeOrderRoutes(world), answerProblem);
  const checkoutPages = makeStack(makeCheckoutRoutes(settleParts), answerProblemPage);
  const api = (call: HttpCall) => callFunction(portalApi, call);
  const pages = (call: HttpCall) => callFunction(checkoutPages, call);
  let orders = 0;
  const nextNumber = (): number => (orders += 1);
  const makeOrder = async (number = nextNumber()) => readMade(await api(orderCall(parties, number)));
  const startAttempt = async ({ path }: Made) => readLocation(await pages(attemptCall(parties, path)));
  const callBack = (paymentUrl: string, changes: Fields = {}) => {
    const rawQueryString = bankQuery(parties, readPaymentUrl(paymentUrl), changes);
    const request = { method: 'GET', rawQueryString, headers: {}, body: '' };
    return takeCallback(settleParts, { provider: 'vnpay', accountId: merchantAccount.id, request });
  };
  return { settleParts, api, pages, nextNumber, makeOrder, startAttempt, callBack };
}

type Actors = ReturnType<typeof makeActors>;

function readMade({ body }: HttpAnswer): Made {
  const { id, checkoutUrl } = JSON.parse(body);
  return { id: orderIdSchema.parse(id), path: new URL(checkoutUrl).pathname };
}

const readLocation = ({ headers }: HttpAnswer): string => headers.location ?? '';

/** Plays every step of a payment's life, the rare ones too, each on orders of its own. */
export async function playPaymentLife(world: World, others: Others, step: PlayStep): Promise<void> {
  const actors = makeActors(world);
  await playPortal(actors, step);
  await playPayer(actors, step);
  await playCallbacks(world, actors, step);
  await playDeliveries(world, actors, { others, step });
  await playDueWork(world, actors, { others, step });
}

async function playPortal({ api, nextNumber }: Actors, step: PlayStep): Promise<void> {
  const number = nextNumber();
  const made = await step('portal makes an order', () => api(orderCall(parties, number)), is(201));
  await step('portal makes it again, same key', () => api(orderCall(parties, number)), is(200));
  await step('portal makes another for the same fees', () => api(orderCall(parties, number, 'same')), is(409));
  const target = `/v1/orders/${readMade(made).id}`;
  await step('portal reads the order', () => api(portalCall(parties, target)), is(200));
  await step('portal reads its journal', () => api(portalCall(parties, `${target}/events`)), is(200));
  const list = portalCall(parties, `/v1/orders?dossierCode=${dossierCode(parties, number)}`);
  await step('portal lists a dossier with one order', () => api(list), is(200));
  const replacing = { ...parties, order: { ...parties.order, replacesOrderId: readMade(made).id } };
  const other = orderCall(replacing, number, 'other');
  const next = await step('portal makes another order in its place', () => api(other), is(201));
  const cancel = portalCall(parties, `/v1/orders/${readMade(next).id}/cancel`, 'POST');
  await step('portal cancels the order', () => api(cancel), is(200));
  await step('somebody without a key asks', () => api({ target }), is(401));
}

async function playPayer({ pages, makeOrder, callBack }: Actors, step: PlayStep): Promise<void> {
  const { path } = await makeOrder();
  await step('payer opens the checkout page', () => pages({ target: path }), is(200));
  await step('payer leaves for the bank, first of a process', () => pages(attemptCall(parties, path)), is(303));
  const left = await step('payer leaves for the bank', () => pages(attemptCall(parties, path)), is(303));
  await callBack(readLocation(left));
  const back = `${path}/return?${bankQuery(parties, readPaymentUrl(readLocation(left)))}`;
  await step('payer comes back', () => pages({ target: back }), is(200));
  await step('the result page asks again', () => pages({ target: `${path}/status` }), is(200));
}

async function playCallbacks(world: World, actors: Actors, step: PlayStep): Promise<void> {
  const { makeOrder, startAttempt, callBack } = actors;
  const [first, url] = [await startAttempt(await makeOrder()), await startAttempt(await makeOrder())];
  await step('IPN: paid, first of a process', () => makeActors(world).callBack(first), hears('accepted'));
  await step('IPN: paid', () => callBack(url), hears('accepted'));
}

type Surroundings = { readonly others: Others; readonly step: PlayStep };

async function playDeliveries(world: World, actors: Actors, { others, step }: Surroundings): Promise<void> {
  const [order, other] = [await actors.makeOrder(), await actors.makeOrder()];
  for (const paid of [order, other]) await actors.callBack(await actors.startAttempt(paid));
  await step('webhook is taken', () => deliverWebhooks(world, order.id), anything);
  await step('webhook was delivered before', () => deliverWebhooks(world, order.id), anything);
  others.breakReceiver();
  await step('webhook is not taken', () => deliverWebhooks(world, other.id), anything);
}

async function playDueWork(world: World, actors: Actors, { others, step }: Surroundings): Promise<void> {
  const { settleParts, makeOrder, startAttempt } = actors;
  const [lost, unpaid] = [await makeOrder(), await makeOrder()];
  others.payAtBank(await startAttempt(lost));
  await startAttempt(unpaid);
  world.moveClock(2 * minuteMs);
  await step('bank is asked, and knows of a payment', () => settleOrder(settleParts, lost.id), anything);
  await step('bank is asked, and knows of none', () => settleOrder(settleParts, unpaid.id), anything);
  await playExpiry(world, actors, step);
  while ((await sweepDueWork(settleParts)).done > 0) world.moveClock(4 * dayMs);
  await step(
    'sweep finds nothing due',
    () => sweepDueWork(settleParts),
    ({ done }) => done === 0,
  );
}

async function playExpiry(world: World, actors: Actors, step: PlayStep): Promise<void> {
  const { api, settleParts, startAttempt, callBack } = actors;
  const [number, other] = [actors.nextNumber(), actors.nextNumber()];
  const [order, followed] = [await actors.makeOrder(number), await actors.makeOrder(other)];
  const [url, followedUrl] = [await startAttempt(order), await startAttempt(followed)];
  for (const each of [url, followedUrl]) await callBack(each, brokenOff);
  world.moveClock(31 * dayMs);
  await step('order expires', () => settleOrder(settleParts, order.id), anything);
  await settleOrder(settleParts, followed.id);
  await step('portal makes another order after one expired', () => api(orderCall(parties, other, 'next')), is(201));
}
