/** What can be wrong with a field beyond its type, for the caller: in English and in Vietnamese. */
export const fieldMessages = {
  'not-an-agency-code': [
    'is not an agency identifier code, such as H15.50.05.13 or 000.00.01.H57',
    'không phải mã định danh cơ quan, ví dụ H15.50.05.13 hoặc 000.00.01.H57',
  ],
  'not-a-dossier-code': [
    'is not a dossier code, such as H15.50.05.13-261121-0975',
    'không phải mã hồ sơ, ví dụ H15.50.05.13-261121-0975',
  ],
  'not-a-calendar-day': ['has a day that is not in the calendar', 'có ngày không tồn tại'],
  'not-a-procedure-code': ['is not a procedure code, such as 1.004194', 'không phải mã thủ tục, ví dụ 1.004194'],
  'not-a-budget-code': [
    'is not a budget code of four digits, such as 2767',
    'không phải mã tiểu mục bốn chữ số, ví dụ 2767',
  ],
  'not-a-fee-code': [
    'is not a fee code: a letter or digit, then up to 63 letters, digits, dots, hyphens or underscores',
    'không phải mã khoản thu: một chữ cái hoặc chữ số, rồi tới 63 chữ cái, chữ số, dấu chấm, gạch ngang hoặc gạch dưới',
  ],
  'not-a-phone-number': ['is not a telephone number', 'không phải số điện thoại'],
  'not-an-id-number': ['is not an identity or tax number', 'không phải số định danh hoặc mã số thuế'],
  'not-a-bank-code': ['is not a bank code, such as 970436', 'không phải mã ngân hàng, ví dụ 970436'],
  'not-an-account-number': ['is not an account number', 'không phải số tài khoản'],
  'not-a-short-id': [
    'is not 1 to 40 small letters, digits and hyphens',
    'phải gồm 1 đến 40 chữ thường, chữ số hoặc gạch ngang',
  ],
  'not-a-payment-code': ['is not a payment code', 'không phải mã thanh toán'],
  'not-a-refund-code': [
    'is not the code of a refund or an application',
    'không phải mã đề nghị hoàn hoặc gán khoản thu',
  ],
  'order-or-movement': ['give either orderId or movementId', 'cần đúng một trong hai: orderId hoặc movementId'],
  'order-or-refund': ['give orderId or refundId, not both', 'chỉ nêu một trong hai: orderId hoặc refundId'],
  'movement-twice': ['names the same movement twice', 'nêu cùng một giao dịch hai lần'],
  'not-a-cursor': ['is not a next of an earlier page', 'không phải giá trị next của trang trước'],
  'has-control-characters': ['has a control character', 'có ký tự điều khiển'],
  'given-twice': ['is given more than once', 'được nêu nhiều hơn một lần'],
  'too-much-metadata': ['is over 2 kB', 'vượt quá 2 kB'],
  'dossier-or-decision': [
    'give either dossierCode or decisionNumber',
    'cần đúng một trong hai: dossierCode hoặc decisionNumber',
  ],
  'decision-of-fine-only': [
    'a decision number goes with lines of kind phat alone',
    'số quyết định chỉ dùng khi mọi khoản có kind là phat',
  ],
  'fee-code-twice': ['stands twice in the same order', 'lặp lại trong cùng một yêu cầu'],
  'sequence-or-after': ['give either sequence or after', 'cần đúng một trong hai: sequence hoặc after'],
  'not-in-these-years': ['is not in one of the years of this calendar', 'không thuộc các năm của lịch này'],
  'not-on-a-weekend': ['is no Saturday and no Sunday', 'không phải thứ bảy hoặc chủ nhật'],
  'too-far-ahead': ['is more than a year ahead', 'cách hiện tại hơn một năm'],
} as const satisfies Record<string, readonly [en: string, vi: string]>;

/** A key of {@link fieldMessages}. Schemas give it as their message; the border says it in the caller's language. */
type FieldMessage = keyof typeof fieldMessages;

/** The message of a schema, by key: `regex(form, says('not-a-dossier-code'))`. */
export const says = (key: FieldMessage): FieldMessage => key;
