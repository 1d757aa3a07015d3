import { toBankTime } from '../local/sandbox-bank/bank-time.ts';
import { type Fields, signQuery } from '../local/sandbox-bank/signature.ts';
import type { HttpAnswer, HttpCall } from '../test/lib/http/http-call.ts';

/** How a request gets its answer: over HTTP, or from a handler in this process. */
export type Caller = (call: HttpCall) => Promise<HttpAnswer>;

/** A portal's key and one of its orders, without a dossier, and the account through which the order is paid. */
export type Parties = {
  readonly bearerKey: string;
  readonly order: { readonly agencyCode: string };
  readonly account: { readonly accountId: string; readonly tmnCode: string; readonly secret: string };
};

/** `H15.50.05.13-261121-0000017` */
export const dossierCode = ({ order }: Parties, number: number): string =>
  `${order.agencyCode}-261121-${String(number).padStart(7, '0')}`;

/** A portal asks for the payment of its n-th dossier. */
export const orderCall = (parties: Parties, number: number, idempotencyKey = `bench-${number}`): HttpCall => ({
  method: 'POST',
  target: '/v1/orders',
  headers: {
    authorization: `Bearer ${parties.bearerKey}`,
    'content-type': 'application/json',
    'idempotency-key': idempotencyKey,
  },
  body: JSON.stringify({ ...parties.order, dossierCode: dossierCode(parties, number) }),
});

/** A portal asks what it may of its orders. */
export const portalCall = ({ bearerKey }: Parties, target: string, method = 'GET'): HttpCall => ({
  method,
  target,
  headers: { authorization: `Bearer ${bearerKey}` },
});

/** The payer presses the button of the checkout page. */
export const attemptCall = ({ account }: Parties, checkoutPath: string): HttpCall => ({
  method: 'POST',
  target: checkoutPath,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: `account=${account.accountId}`,
});

/** What makes VNPAY tell of a payment that the payer has broken off. */
export const brokenOff: Fields = { vnp_ResponseCode: '24', vnp_TransactionStatus: '02' };

/** What VNPAY tells of a payment, to the callback and to the browser alike; it is paid, unless the changes say otherwise. */
export const bankQuery = (
  { account }: Parties,
  payment: { readonly reference: string; readonly amountVnd: number },
  changes: Fields = {},
): string =>
  signQuery(
    {
      vnp_Amount: `${payment.amountVnd}00`,
      vnp_BankCode: 'NCB',
      vnp_BankTranNo: 'VNP14400001',
      vnp_CardType: 'ATM',
      vnp_OrderInfo: `Nop phi ${payment.reference}`,
      vnp_PayDate: toBankTime(Date.now()),
      vnp_ResponseCode: '00',
      vnp_TmnCode: account.tmnCode,
      vnp_TransactionNo: '14400001',
      vnp_TransactionStatus: '00',
      vnp_TxnRef: payment.reference,
      ...changes,
    },
    account.secret,
  );

/** VNPAY calls back. */
export const callbackCall = ({ account }: Parties, query: string): HttpCall => ({
  target: `/callbacks/vnpay/${account.accountId}?${query}`,
});

/** The payment that a browser is sent away to make. */
export const readPaymentUrl = (location: string): { reference: string; amountVnd: number } => {
  const { searchParams } = new URL(location);
  return {
    reference: searchParams.get('vnp_TxnRef') ?? '',
    amountVnd: Number(searchParams.get('vnp_Amount')) / 100,
  };
};

/** The requests of one payment, in their order. */
export const steps = ['make order', 'checkout page', 'start attempt', 'callback', 'return page', 'read order'];

/** Takes the n-th order from the portal's request to its being read as paid; the milliseconds of each of the {@link steps}. */
export async function payOnce(call: Caller, parties: Parties, number: number): Promise<readonly number[]> {
  const tookMs: number[] = [];
  const send = async (request: HttpCall, status = 200): Promise<HttpAnswer> => {
    const startedAt = performance.now();
    const answer = await call(request);
    tookMs.push(performance.now() - startedAt);
    if (answer.status !== status) throw new Error(`${request.target}: ${answer.status} ${answer.body}`);
    return answer;
  };
  const order = JSON.parse((await send(orderCall(parties, number), 201)).body);
  const { pathname } = new URL(order.checkoutUrl);
  await send({ target: pathname });
  const sent = await send(attemptCall(parties, pathname), 303);
  const query = bankQuery(parties, readPaymentUrl(sent.headers.location ?? ''));
  await send(callbackCall(parties, query));
  await send({ target: `${pathname}/return?${query}` });
  const { status } = JSON.parse((await send(portalCall(parties, `/v1/orders/${order.id}`))).body);
  if (status !== 'paid') throw new Error(`order ${order.id} is ${status}`);
  return tookMs;
}
