import * as z from 'zod';
import { formatVnd } from '../sandbox/page.ts';
import { pressButton, readHeading, readText } from './page.ts';
import { askForFee, hearWebhook, type Order, read, readBack, readJson, type Scene } from './scene.ts';
import type { Answer } from './transcript.ts';

const callSchema = z.object({ rspCode: z.string().nullable(), message: z.string() });

const transactionsSchema = z.object({
  transactions: z.array(
    z.object({
      txnRef: z.string(),
      moneyTakenVnd: z.int(),
      callbacks: z.array(callSchema),
    }),
  ),
});

/** One payment at a bank's page from end to end. Every step checks what it says; the first that does not hold ends the story. */
export async function tellPayment(scene: Scene): Promise<void> {
  const order = await askForFee(scene, true);
  const bankPage = await goToBank(scene, order);
  const returnUrl = await payAtBank(scene, bankPage);
  await deliverCallbackTwice(scene, order, returnUrl);
  await returnToLephi(scene, order, returnUrl);
  await hearWebhook(scene, order);
  await readBack(scene, order);
}

async function goToBank({ lephi, transcript }: Scene, order: Order): Promise<Answer> {
  transcript.step('The citizen opens the checkout page');
  const page = await transcript.send(order.checkoutUrl);
  transcript.note(`“${readHeading(page)}”`);
  const button = pressButton(page);
  transcript.check(`it offers a button, “${button.label}”`, page.status === 200 && button.label !== '');

  transcript.step('The citizen presses it, and is sent to VNPAY, which the sandbox bank plays');
  const sent = await transcript.send(button.url, button.request);
  const isBank = sent.location.startsWith(`${lephi.bankOrigin}/paymentv2/vpcpay.html?`);
  transcript.check('Lephi sends the browser to the bank', sent.status === 303 && isBank);
  const bankPage = await transcript.send(sent.location);
  transcript.check('the bank finds the request genuine, and asks the citizen', bankPage.status === 200);
  return bankPage;
}

async function payAtBank({ transcript }: Scene, bankPage: Answer): Promise<string> {
  transcript.step('The citizen pays at the bank');
  const button = pressButton(bankPage, 'success');
  const paid = await transcript.send(button.url, button.request);
  const code = paid.location === '' ? '' : new URL(paid.location).searchParams.get('vnp_ResponseCode');
  transcript.check('the bank took the money and sends the browser back, code 00', paid.status === 303 && code === '00');
  return paid.location;
}

async function deliverCallbackTwice({ lephi, transcript }: Scene, order: Order, returnUrl: string): Promise<void> {
  const txnRef = new URL(returnUrl).searchParams.get('vnp_TxnRef') ?? '';

  transcript.step('The bank’s server calls Lephi’s (IPN)');
  const heard = await transcript.waitFor('an answer to the callback', async () => {
    const { transactions } = await readJson(`${lephi.bankOrigin}/transactions.json`, transactionsSchema);
    const transaction = transactions.find((one) => one.txnRef === txnRef);
    return transaction?.callbacks[0] && { ...transaction.callbacks[0], moneyTakenVnd: transaction.moneyTakenVnd };
  });
  transcript.note(`the bank’s list says: ${JSON.stringify(heard)}`);
  transcript.check(`the bank took ${formatVnd(heard.moneyTakenVnd)}`, heard.moneyTakenVnd === order.totalAmountVnd);
  transcript.check('it heard 00, Confirm Success', heard.rspCode === '00');

  transcript.step('The bank calls once more');
  const again = await transcript.send(`${lephi.bankOrigin}/transactions/${txnRef}/callback`, { method: 'POST' });
  transcript.check('it heard 02, Order already confirmed', read(again, callSchema).rspCode === '02');
}

async function returnToLephi({ transcript }: Scene, order: Order, returnUrl: string): Promise<void> {
  transcript.step('The citizen is back on Lephi’s page');
  const page = await transcript.send(returnUrl);
  transcript.note(`“${readHeading(page)}”`);
  const text = readText(page);
  const says = text.includes('The bank has confirmed the payment') && text.includes(order.paymentCode);
  transcript.check('it says that the bank has confirmed', page.status === 200 && says);
}
