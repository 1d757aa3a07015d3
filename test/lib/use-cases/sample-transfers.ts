import type { Attempt } from '../../../lib/domain/attempt.ts';
import type { Movement } from '../../../lib/domain/movement.ts';
import type { Order } from '../../../lib/domain/order.ts';
import { addMs, dayMs } from '../../../lib/domain/time.ts';
import type { CallbackRequest } from '../../../lib/providers/provider.ts';
import { at } from '../../../lib/store/key-table.ts';
import { find } from '../../../lib/store/read.ts';
import { checkoutToken, startAttempt } from '../../../lib/use-cases/checkout.ts';
import { takeCallback } from '../../../lib/use-cases/take-callback.ts';
import { addTransferAccount, beneficiaryAccount, merchantKeys, start, transferAccount } from '../../samples.ts';
import type { Answerer } from '../../world.ts';
import { answerList, signatureOf } from '../providers/sepay-example.ts';
import { make, openWorld, type SampleWorld } from './sample-world.ts';

/** A transfer as SePay tells of it: its own number, the text, and what else is not as usual. */
type Transfer = {
  readonly id: number;
  readonly text: string;
  readonly amountVnd?: number;
  readonly reference?: string;
  readonly direction?: 'in' | 'out';
  readonly accountNumber?: string;
};

const at9h40 = '2026-11-21 09:40:00';

const withUsual = (transfer: Transfer) => ({
  amountVnd: 135_000,
  reference: `FT${transfer.id}`,
  direction: 'in' as const,
  accountNumber: beneficiaryAccount.accountNumber,
  ...transfer,
});

/** What SePay calls back with. */
export const bodyOf = (transfer: Transfer): string => {
  const { id, text, amountVnd, reference, direction, accountNumber } = withUsual(transfer);
  return JSON.stringify({
    id,
    gateway: 'Vietcombank',
    transactionDate: at9h40,
    accountNumber,
    code: null,
    content: text,
    transferType: direction,
    transferAmount: amountVnd,
    accumulated: 0,
    subAccount: null,
    referenceCode: reference,
    description: '',
  });
};

/** The same transfer as an entry of SePay’s list. */
export const entryOf = (transfer: Transfer) => {
  const { id, text, amountVnd, reference, direction, accountNumber } = withUsual(transfer);
  const [in_, out] = direction === 'in' ? [amountVnd, 0] : [0, amountVnd];
  return {
    id: String(id),
    account_number: accountNumber,
    transaction_date: at9h40,
    amount_in: `${in_}.00`,
    amount_out: `${out}.00`,
    transaction_content: text,
    reference_number: reference,
    sub_account: null,
  };
};

export const signed = (
  body: string,
  signedAt = start,
): CallbackRequest & { readonly headers: Readonly<Record<string, string>> } => {
  const timestamp = String(Date.parse(signedAt) / 1000);
  const { secret } = merchantKeys.current;
  return {
    method: 'POST',
    rawQueryString: '',
    headers: { 'x-sepay-timestamp': timestamp, 'x-sepay-signature': signatureOf(body, timestamp, secret) },
    body,
  };
};

/** SePay calls back. */
export const callBack = (world: SampleWorld, request: CallbackRequest) =>
  takeCallback(world, { provider: 'sepay', accountId: transferAccount.id, request });

/** SePay tells of a transfer. */
export const tell = (world: SampleWorld, transfer: Transfer) => callBack(world, signed(bodyOf(transfer)));

/** What SePay has in its list; a test adds to it. */
type SepayList = { transfers: Transfer[]; answer?: Answerer };

/** A world in which the agency takes transfers too, with a feed, and an order that a payer is to pay by one. */
export const openWithTransfer = async (): Promise<{
  world: SampleWorld;
  order: Order;
  attempt: Attempt;
  list: SepayList;
}> => {
  const list: SepayList = { transfers: [] };
  const world = await openWorld({
    answer: (call) =>
      list.answer?.(call) ?? {
        type: 'answered',
        status: 200,
        body: answerList(list.transfers.map(entryOf).toReversed()),
      },
  });
  await addTransferAccount(world.store);
  const { order } = await make(world, { expiresAt: addMs(start, dayMs) });
  const by = { accountId: transferAccount.id, payerIp: '203.0.113.10' };
  const { attempt } = await startAttempt(world, checkoutToken(order), by);
  world.requests.length = 0;
  return { world, order, attempt, list };
};

/** What is kept of a transfer into the sample account. */
export const movementOf = ({ store }: SampleWorld, transfer: Transfer): Promise<Movement | undefined> => {
  const { reference, direction, amountVnd } = withUsual(transfer);
  return find(store, at.movement(`sepay:${beneficiaryAccount.accountNumber}:${reference}:${direction}:${amountVnd}`));
};

/** What is kept of the feed. */
export const feedOf = ({ store }: SampleWorld) => find(store, at.feed(transferAccount.id));
