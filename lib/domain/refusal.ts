/**
 * Every no that a caller can hear: the HTTP status, and the title in English and Vietnamese.
 * A code never changes its meaning; docs/problems.md says of each what the caller should do.
 */
export const refusals = {
  'malformed-json': [400, 'The body is not JSON', 'Nội dung gửi lên không phải JSON'],
  'validation-failed': [422, 'Some fields are not as they must be', 'Một số trường chưa đúng'],
  'idempotency-key-missing': [
    400,
    'The Idempotency-Key header is missing or malformed',
    'Thiếu hoặc sai tiêu đề Idempotency-Key',
  ],
  'idempotency-key-reused': [
    409,
    'This Idempotency-Key was used with another body',
    'Idempotency-Key này đã dùng cho nội dung khác',
  ],
  unauthenticated: [
    401,
    'The bearer key or token is missing or not valid',
    'Thiếu khóa truy cập hoặc mã đăng nhập, hoặc không hợp lệ',
  ],
  'not-allowed': [403, 'Your roles do not allow this', 'Vai trò của bạn không được phép làm việc này'],
  'order-not-found': [404, 'There is no such order', 'Không có yêu cầu thanh toán này'],
  'route-not-found': [404, 'There is nothing at this address', 'Không có gì ở địa chỉ này'],
  'method-not-allowed': [405, 'This address does not take this method', 'Địa chỉ này không nhận phương thức này'],
  'body-too-large': [413, 'The body is over 32 kB', 'Nội dung gửi lên vượt quá 32 kB'],
  'unsupported-media-type': [415, 'The body must be application/json', 'Nội dung gửi lên phải là application/json'],
  'unknown-agency': [
    422,
    'This agency is unknown or not yours',
    'Không có cơ quan này hoặc cơ quan không thuộc quyền của bạn',
  ],
  'agency-switched-off': [409, 'This agency takes no new orders now', 'Cơ quan này đang tạm ngừng nhận yêu cầu mới'],
  'unknown-beneficiary': [422, 'The agency does not collect into this account', 'Cơ quan không thu vào tài khoản này'],
  'mixed-beneficiaries': [
    422,
    'All lines must share one account and one obligor',
    'Mọi khoản phải chung một tài khoản và một người có nghĩa vụ',
  ],
  'amount-not-payable': [422, 'No way to pay can carry this amount', 'Không cách thanh toán nào nhận được số tiền này'],
  'deadline-passed': [422, 'The deadline has passed already', 'Thời hạn nộp đã qua'],
  'order-exists': [
    409,
    'An order for these fees of this dossier is awaiting payment or paid',
    'Đã có yêu cầu thanh toán cho các khoản này của hồ sơ',
  ],
  'replaced-order-not-replaceable': [
    409,
    'The order to replace is not one that can be replaced',
    'Không thể thay thế yêu cầu thanh toán đã nêu',
  ],
  'payment-in-progress': [409, 'A payment is under way or in doubt', 'Đang có giao dịch thanh toán chưa rõ kết quả'],
  'order-not-cancellable': [409, 'The order can no longer be cancelled', 'Không còn hủy được yêu cầu thanh toán này'],
  'order-not-payable': [409, 'The order can no longer be paid', 'Yêu cầu thanh toán này không còn nộp được'],
  'way-to-pay-not-available': [409, 'This way to pay is not available now', 'Cách thanh toán này hiện không dùng được'],
  'too-many-attempts': [409, 'Too many attempts to pay this order', 'Đã thử thanh toán quá nhiều lần'],
  'proposal-decided': [409, 'The proposal is decided already', 'Đề nghị này đã được quyết định'],
  'same-officer': [403, 'Whoever asked for it cannot approve it', 'Người đề nghị không được tự phê duyệt'],
  'refund-not-possible': [409, 'This money cannot be refunded now', 'Hiện không thể hoàn khoản tiền này'],
  'refund-too-large': [
    409,
    'The refund is more than what is left of the money',
    'Số tiền hoàn lớn hơn số tiền còn lại',
  ],
  'application-not-possible': [
    409,
    'This money cannot be applied to this order',
    'Không thể gán khoản tiền này cho yêu cầu thanh toán',
  ],
  'discrepancy-not-resolvable': [
    409,
    'This discrepancy cannot be resolved so',
    'Không thể xử lý chênh lệch này theo cách đó',
  ],
  'not-at-desk': [409, 'It does not wait for this any more', 'Mục này không còn chờ xử lý như vậy'],
  'webhook-not-found': [404, 'The order has no such webhook', 'Yêu cầu thanh toán không có thông báo này'],
  'no-webhook-receiver': [
    409,
    'The client that made the order gave no address for webhooks',
    'Hệ thống kết nối tạo yêu cầu này chưa có địa chỉ nhận thông báo',
  ],
  'source-switched-off': [
    409,
    'No statements are taken for this account and side now',
    'Hiện không nhận sao kê của tài khoản và bên này',
  ],
  'periods-overlap': [
    409,
    'Another bank day has some of these days already',
    'Một kỳ đối soát khác đã có một số ngày trong các ngày này',
  ],
  'statement-not-bytes': [
    415,
    'A statement is sent as application/octet-stream',
    'Sao kê phải được gửi dưới dạng application/octet-stream',
  ],
  'statement-too-large': [
    413,
    'The statement is over 4 MB: drop it in the bucket',
    'Sao kê lớn hơn 4 MB, cần đưa vào kho tệp',
  ],
  'statement-quarantined': [
    422,
    'The statement is refused: none of its lines is used',
    'Sao kê bị từ chối, không dòng nào được sử dụng',
  ],
  'day-closed': [409, 'The bank day is closed', 'Ngày đối soát này đã khóa sổ'],
  'run-under-way': [409, 'A run of this bank day is not done yet', 'Lần đối soát của ngày này chưa xong'],
  'report-changed': [409, 'This is not the report that counts now', 'Đây không còn là báo cáo đối soát mới nhất'],
  'not-balanced': [409, 'The report does not balance', 'Báo cáo đối soát chưa cân'],
  'not-found': [404, 'There is no such item', 'Không có mục này'],
  'already-exists': [409, 'It exists already', 'Mục này đã có'],
  'calendar-year-missing': [409, 'The working calendar does not know this year', 'Lịch làm việc chưa có năm này'],
  busy: [503, 'Too many at once; try again', 'Hệ thống đang bận, vui lòng thử lại'],
} as const satisfies Record<string, readonly [status: number, en: string, vi: string]>;

/** A code of the closed list of refusals. */
export type RefusalCode = keyof typeof refusals;

/**
 * One wrong field: where it stands in the body (a JSON pointer, RFC 6901) and what is wrong with it: a key of
 * `fieldMessages`, or a sentence.
 */
export type FieldError = { readonly pointer: string; readonly message: string };

/** One thing that is wrong with a file that somebody brought. */
export type FileProblem = {
  readonly code: string;
  /** As the file counts: a line, row or transaction; without it, the whole file is meant. */
  readonly line?: number | undefined;
  readonly field?: string | undefined;
  readonly found?: string | undefined;
  readonly wanted?: string | undefined;
  readonly message: string;
};

/** What a refusal can tell beyond its code. */
type RefusalFacts = {
  /** A sentence for the caller about this very case; never personal data. */
  readonly detail?: string;
  /** Where in the body the reason stands, when it is one place. */
  readonly pointer?: string;
  readonly errors?: readonly FieldError[];
  /** What is wrong with a file, and where in it: at most fifty. */
  readonly problems?: readonly FileProblem[];
  /** How many there are, told or not. */
  readonly problemCount?: number;
  /** The order that stands in the way. */
  readonly orderId?: string;
  /** The methods that the address does take. */
  readonly allow?: readonly string[];
};

/** A no that the caller must hear: expected, counted, never logged as an error. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly facts: RefusalFacts;

  constructor(code: RefusalCode, facts: RefusalFacts = {}) {
    super(facts.detail ?? refusals[code][1]);
    this.name = 'Refusal';
    this.code = code;
    this.facts = facts;
  }
}
