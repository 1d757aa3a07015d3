import { html } from 'hono/html';
import { type Markup, renderPage } from '../sandbox/page.ts';
import { deliveries, type Delivery } from './transfer.ts';
import type { Draft } from './transfer-order.ts';

/** Why no money was moved. */
export type TransferFault = 'no-qr' | 'not-understood' | 'no-account';

const banner = 'Ngân hàng thử nghiệm · sandbox bank';

const texts = {
  vi: {
    titles: { in: 'Chuyển tiền', out: 'Chi tiền từ tài khoản' },
    notice: 'Đây là ngân hàng thử nghiệm. Không có tiền thật nào được chuyển.',
    qr: 'Nội dung mã VietQR',
    readQr: 'Đọc mã',
    accounts: { in: 'Đến số tài khoản', out: 'Từ số tài khoản' },
    amount: 'Số tiền (đồng)',
    content: 'Nội dung chuyển tiền',
    reference: 'Số tham chiếu của ngân hàng (để trống: ngân hàng tự đặt)',
    choose: 'SePay sẽ báo cho Lephi thế nào?',
    choices: {
      sent: 'Chuyển tiền, gửi webhook',
      lost: 'Chuyển tiền, nhưng mất webhook',
      twice: 'Chuyển tiền, gửi webhook hai lần',
      stale: 'Chuyển tiền, webhook mang thời điểm cũ',
    } satisfies Record<Delivery, string>,
    faults: {
      'no-qr': 'Không đọc được mã VietQR này, hoặc mã không thuộc tài khoản nào ở đây.',
      'not-understood': 'Số tiền phải là số nguyên dương, không có dấu chấm; nội dung tối đa 150 ký tự.',
      'no-account': 'Ngân hàng không có số tài khoản này.',
    } satisfies Record<TransferFault, string>,
  },
  en: {
    titles: { in: 'Make a transfer', out: 'Pay out of the account' },
    notice: 'This is a pretend bank. No real money moves.',
    qr: 'What a VietQR code says',
    readQr: 'Read the code',
    accounts: { in: 'To account number', out: 'From account number' },
    amount: 'Amount (VND)',
    content: 'Text of the transfer',
    reference: 'The bank’s reference (left empty, the bank makes one)',
    choose: 'How shall SePay tell Lephi?',
    choices: {
      sent: 'Transfer, webhook sent',
      lost: 'Transfer, but lose the webhook',
      twice: 'Transfer, webhook sent twice',
      stale: 'Transfer, webhook with an old timestamp',
    } satisfies Record<Delivery, string>,
    faults: {
      'no-qr': 'This VietQR code cannot be read, or is for no account here.',
      'not-understood': 'The amount must be a whole number without separators; the text has at most 150 characters.',
      'no-account': 'The bank has no such account.',
    } satisfies Record<TransferFault, string>,
  },
};

type View = { language: 'vi' | 'en'; draft: Draft; fault: TransferFault | undefined };

/** Where a payer moves money as they please, and an officer pays some back: each field can be changed. */
export function renderTransferPage({ language, draft, fault }: View): Markup {
  const text = texts[language];
  const { direction } = draft;
  const title = text.titles[direction];
  const body = html`<main class="narrow">
    <h1>${title}</h1>
    <p class="soft">${text.notice}</p>
    ${fault && html`<p class="bad" role="alert">${text.faults[fault]}</p>`}
    ${direction === 'in' && renderQrForm(language)}
    <form class="card" method="post" action="/transfer?lang=${language}">
      <input type="hidden" name="direction" value="${direction}" />
      ${renderField('accountNumber', text.accounts[direction], draft.accountNumber)}
      ${renderField('amountVnd', text.amount, draft.amountVnd)} ${renderField('content', text.content, draft.content)}
      ${direction === 'out' && renderField('reference', text.reference, draft.reference)}
      <fieldset>
        <legend>${text.choose}</legend>
        ${deliveries.map(
          (delivery) =>
            html`<button class="wide${delivery === 'sent' ? ' main' : ''}" name="delivery" value="${delivery}">
              ${text.choices[delivery]}
            </button>`,
        )}
      </fieldset>
    </form>
  </main>`;
  return renderPage({ language, title, banner, body });
}

function renderQrForm(language: View['language']): Markup {
  const text = texts[language];
  return html`<form class="card" method="get" action="/transfer">
    <input type="hidden" name="lang" value="${language}" />
    ${renderField('qr', text.qr, '')}
    <button>${text.readQr}</button>
  </form>`;
}

function renderField(name: string, label: string, value: string): Markup {
  return html`<label>${label}<input type="text" name="${name}" value="${value}" autocomplete="off" /></label>`;
}
