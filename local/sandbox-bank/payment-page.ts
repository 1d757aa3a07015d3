import { html } from 'hono/html';
import { formatVnd, type Markup, renderPage } from '../sandbox/page.ts';
import { type Choice, choices } from './outcome.ts';
import type { PaymentRequest, RequestRefusal } from './payment-request.ts';

const banner = 'VNPAY (thử nghiệm · sandbox)';

const texts = {
  vn: {
    language: 'vi',
    title: 'Chọn kết quả thanh toán',
    notice: 'Đây là ngân hàng thử nghiệm. Không có tiền thật nào được chuyển.',
    amount: 'Số tiền',
    orderInfo: 'Nội dung',
    txnRef: 'Mã giao dịch',
    choose: 'Giao dịch này sẽ kết thúc thế nào?',
    refused: 'Không thực hiện được giao dịch',
    code: 'Mã lỗi',
    choices: {
      success: 'Thanh toán thành công',
      'success-callback-lost': 'Thanh toán thành công, nhưng mất thông báo IPN',
      'insufficient-balance': 'Không đủ số dư (51)',
      'wrong-otp': 'Nhập sai OTP (13)',
      suspicious: 'Bị trừ tiền nhưng bị nghi ngờ (07)',
      cancelled: 'Hủy giao dịch (24)',
    } satisfies Record<Choice, string>,
    refusals: {
      '01': 'Giao dịch đã tồn tại.',
      '02': 'Mã website (vnp_TmnCode) không hợp lệ.',
      '03': 'Dữ liệu gửi sang không đúng định dạng.',
      '15': 'Đã quá thời gian chờ thanh toán. Xin hãy quay lại trang trước và thực hiện lại.',
      '70': 'Sai chữ ký.',
    } satisfies Record<RequestRefusal['code'], string>,
  },
  en: {
    language: 'en',
    title: 'Choose how the payment ends',
    notice: 'This is a pretend bank. No real money moves.',
    amount: 'Amount',
    orderInfo: 'Payment for',
    txnRef: 'Reference',
    choose: 'How shall this payment end?',
    refused: 'This payment is not possible',
    code: 'Error code',
    choices: {
      success: 'Pay successfully',
      'success-callback-lost': 'Pay, but lose the callback (IPN)',
      'insufficient-balance': 'Insufficient balance (51)',
      'wrong-otp': 'Wrong OTP (13)',
      suspicious: 'Money taken, but suspicious (07)',
      cancelled: 'Cancel (24)',
    } satisfies Record<Choice, string>,
    refusals: {
      '01': 'The transaction exists already.',
      '02': 'The website code (vnp_TmnCode) is not valid.',
      '03': 'The data are not in the right format.',
      '15': 'The time to pay is over. Please go back and start again.',
      '70': 'Wrong signature.',
    } satisfies Record<RequestRefusal['code'], string>,
  },
} as const;

/** Where a payer chooses; the form goes back to the very address it came from, signature and all. */
export function renderPaymentPage(request: PaymentRequest): Markup {
  const text = texts[request.locale];
  const body = html`<main class="narrow">
    <h1>${text.title}</h1>
    <p class="soft">${text.notice}</p>
    <section>
      <dl>
        <dt>${text.amount}</dt>
        <dd class="amount total">${formatVnd(request.amountVnd)}</dd>
        <dt>${text.orderInfo}</dt>
        <dd>${request.orderInfo}</dd>
        <dt>${text.txnRef}</dt>
        <dd><code>${request.txnRef}</code></dd>
      </dl>
    </section>
    <form method="post">
      <fieldset>
        <legend>${text.choose}</legend>
        ${choices.map(
          (choice) =>
            html`<button class="wide${choice === 'success' ? ' main' : ''}" name="choice" value="${choice}">
              ${text.choices[choice]}
            </button>`,
        )}
      </fieldset>
    </form>
  </main>`;
  return renderPage({ language: text.language, title: text.title, banner, body });
}

/** VNPAY's error page shows only its code and text; the reason is for whoever made the request. */
export function renderRefusalPage({ code, why }: RequestRefusal, locale: 'vn' | 'en'): Markup {
  const text = texts[locale];
  const body = html`<main class="narrow">
    <h1>${text.refused}</h1>
    <section>
      <p>${text.refusals[code]}</p>
      <dl>
        <dt>${text.code}</dt>
        <dd><code>${code}</code></dd>
      </dl>
      <p class="soft"><code>${why}</code></p>
    </section>
  </main>`;
  return renderPage({ language: text.language, title: text.refused, banner, body });
}
