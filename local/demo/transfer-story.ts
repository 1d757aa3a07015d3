import * as z from 'zod';
import { readSandboxSettings } from '../sandbox/child-process.ts';
import { bankSettingsSchema } from '../sandbox-bank/account.ts';
import { pressButton, readAll, readHeading, readText } from './page.ts';
import { askForFee, hearWebhook, type Order, read, readBack, type Scene } from './scene.ts';
import { type Answer, StepFailed } from './transcript.ts';

const transferSchema = z.object({ id: z.int(), content: z.string(), webhook: z.string() });

const callSchema = z.object({ httpStatus: z.int().nullable(), message: z.string() });

/** One payment by a transfer from end to end, told as the other one is. */
export async function tellTransfer(scene: Scene): Promise<void> {
  const order = await askForFee(scene, false);
  const page = await chooseTransfer(scene, order);
  await transferTwiceTold(scene, page);
  await lookAgain(scene, order, page.url);
  await hearWebhook(scene, order);
  await readBack(scene, order);
}

async function chooseTransfer({ lephi, transcript }: Scene, order: Order): Promise<Answer> {
  const { sepay } = readSandboxSettings(lephi.dataFolder, bankSettingsSchema);
  transcript.step('The citizen opens the checkout page, and chooses a transfer by VietQR');
  const checkout = await transcript.send(order.checkoutUrl);
  const button = pressButton(checkout, sepay[0]?.accountId);
  const sent = await transcript.send(button.url, button.request);
  transcript.check(`Lephi takes “${button.label}” and leads on`, sent.status === 303);
  const page = await transcript.send(sent.location);
  transcript.note(`“${readHeading(page)}”`);
  transcript.check('it shows a code to scan', readAll(page, '.qr svg').length === 1);
  const { amountVnd } = readTransfer(page);
  transcript.check('the transfer is of exactly the fee', amountVnd === String(order.totalAmountVnd));
  return page;
}

/** What the page tells whoever cannot scan. */
function readTransfer(page: Answer) {
  const [accountNumber, amount, content] = readAll(page, '.typed');
  if (accountNumber === undefined || amount === undefined || content === undefined)
    throw new StepFailed('the page does not say what to transfer');
  return { accountNumber, amountVnd: amount.replaceAll(/\D/g, ''), content };
}

async function transferTwiceTold({ lephi, transcript }: Scene, page: Answer): Promise<void> {
  const { content, ...transfer } = readTransfer(page);
  const written = `nop le phi ${content.toLowerCase().replaceAll(/.{4}/g, '$& ')}cam on`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams({ ...transfer, content: written }).toString();

  transcript.step('The citizen makes the transfer at the sandbox bank, and writes the code as people do');
  const made = await transcript.send(`${lephi.bankOrigin}/transfer`, { method: 'POST', headers, body }, [
    'referenceCode',
    'content',
    'webhook',
  ]);
  const { id, webhook } = read(made, transferSchema);
  transcript.check('SePay told Lephi, and heard {"success": true}', webhook === 'confirmed');

  transcript.step('SePay tells it once more');
  const again = await transcript.send(`${lephi.bankOrigin}/transfers/${id}/webhook`, { method: 'POST' });
  const { httpStatus, message } = read(again, callSchema);
  transcript.check('it hears the same', httpStatus === 200 && message === 'success');
}

async function lookAgain({ transcript }: Scene, order: Order, url: string): Promise<void> {
  transcript.step('The citizen looks at the page again');
  const page = await transcript.send(url);
  transcript.note(`“${readHeading(page)}”`);
  const text = readText(page);
  const says = text.includes('The bank has confirmed the payment') && text.includes(order.paymentCode);
  transcript.check('it has become the result: the bank has confirmed', page.status === 200 && says);
}
