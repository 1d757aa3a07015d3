import type { FailureReason } from '../domain/attempt.ts';
import type { FeeLine } from '../domain/order-details.ts';

/** The pages' words in Vietnamese, as an officer at a commune's one-stop desk would say them. */
export const wordsVi = {
  service: 'Thanh toán phí, lệ phí trực tuyến',
  otherLanguage: 'English',
  footer: 'Trang này do Lephi, cổng thanh toán phí và lệ phí, cung cấp cho cơ quan thu.',
  about: {
    dossier: (code: string): string => `Hồ sơ ${code}`,
    decision: (number: string): string => `Quyết định xử phạt số ${number}`,
  },
  labels: {
    dossier: 'Mã hồ sơ',
    decision: 'Quyết định xử phạt số',
    agency: 'Cơ quan thu',
    obligor: 'Người có nghĩa vụ nộp',
    deadline: 'Hạn nộp',
    paymentCode: 'Mã thanh toán',
    amount: 'Số tiền',
    paidAt: 'Thời điểm thanh toán',
    transactionId: 'Số giao dịch',
    provider: 'Thanh toán qua',
    fee: 'Khoản nộp',
    total: 'Tổng cộng',
    bank: 'Ngân hàng',
    accountNumber: 'Số tài khoản',
    accountName: 'Chủ tài khoản',
    content: 'Nội dung chuyển khoản',
  },
  kinds: { phi: 'Phí', 'le-phi': 'Lệ phí', thue: 'Thuế', phat: 'Tiền phạt' } satisfies Record<FeeLine['kind'], string>,
  checkout: {
    title: (amount: string): string => `Chờ thanh toán ${amount}`,
    heading: 'Số tiền phải nộp',
    caption: 'Các khoản phải nộp',
    pay: 'Thanh toán',
    payHint:
      'Bấm nút dưới đây để sang trang thanh toán. Nộp xong, Ông/Bà sẽ được đưa về trang kết quả. Người khác có thể nộp thay bằng chính liên kết này.',
    payButton: (amount: string, provider: string): string => `Nộp ${amount} qua ${provider}`,
    safety: 'Không cung cấp mã OTP hoặc mật khẩu ngân hàng cho bất kỳ ai, kể cả cán bộ.',
  },
  transfer: {
    title: (amount: string): string => `Chờ chuyển khoản ${amount}`,
    heading: 'Chuyển khoản đúng số tiền',
    scan: 'Mở ứng dụng ngân hàng và quét mã VietQR dưới đây. Số tiền và nội dung sẽ được điền sẵn.',
    samePhone:
      'Nếu dùng chính điện thoại này để chuyển tiền, hãy chụp màn hình rồi mở ảnh trong phần quét mã của ứng dụng, hoặc nhập các thông tin ghi dưới mã.',
    qr: (amount: string, account: string): string => `Mã VietQR để chuyển ${amount} đến số tài khoản ${account}`,
    byHand: 'Thông tin chuyển khoản',
    keepHeading: 'Không sửa số tiền và nội dung',
    keep: 'Khoản nộp được nhận ra nhờ đúng số tiền và đúng nội dung này. Nếu bị sửa, tiền vẫn được ghi lại nhưng chưa tính là đã nộp, và phải chờ cơ quan thu giải quyết.',
    once: 'Chỉ chuyển một lần. Trước khi xác nhận, hãy so tên chủ tài khoản trên ứng dụng với tên ghi ở đây.',
    afterwards: 'Khi đã chuyển tiền',
    wait: 'Kết quả thường có sau ít phút. Ông/Bà có thể đóng trang này và mở lại liên kết bất cứ lúc nào.',
    check: 'Tôi đã chuyển tiền, kiểm tra kết quả',
    stopped: 'Vẫn chưa có kết quả. Hãy bấm nút “Tôi đã chuyển tiền, kiểm tra kết quả” khi Ông/Bà muốn xem.',
    otherWay: 'Chọn cách thanh toán khác',
    showAgain: 'Xem lại mã VietQR',
  },
  underWay: {
    title: 'Đã có lần thanh toán đang chờ kết quả',
    heading: 'Đã có một lần thanh toán chưa rõ kết quả',
    begun: (at: string): string => `Lần thanh toán này bắt đầu lúc ${at}.`,
    warning: 'Nếu tài khoản đã bị trừ tiền, vui lòng không nộp lần nữa. Hãy kiểm tra kết quả trước.',
    check: 'Kiểm tra kết quả',
    again: 'Thanh toán lại',
    againHint: 'Chỉ thanh toán lại khi Ông/Bà chắc chắn tài khoản chưa bị trừ tiền.',
  },
  noWayToPay: {
    title: 'Tạm thời chưa thanh toán trực tuyến được',
    body: 'Hiện không có kênh thanh toán trực tuyến nào nhận được khoản này. Vui lòng mở lại liên kết này sau ít phút.',
    contact: (agency: string, code: string): string =>
      `Nếu gần đến hạn nộp, hãy liên hệ ${agency} và cho biết mã thanh toán ${code} để được hướng dẫn cách nộp khác.`,
  },
  tooManyAttempts: {
    title: 'Đã hết số lần thử thanh toán',
    body: 'Liên kết này đã được dùng hết số lần thử thanh toán cho phép.',
    contact: (agency: string, code: string): string =>
      `Vui lòng liên hệ ${agency} và cho biết mã thanh toán ${code} để được cấp yêu cầu thanh toán mới.`,
  },
  heldMoney: {
    heading: 'Có một khoản tiền đang chờ xử lý',
    body: 'Chúng tôi đã nhận được tiền gửi cho yêu cầu này nhưng chưa tính được vào khoản phải nộp, chẳng hạn vì số tiền không khớp hoặc yêu cầu đã đóng. Khoản tiền này đã được ghi lại đầy đủ.',
    contact: (agency: string, code: string): string =>
      `Vui lòng không nộp thêm. Hãy liên hệ ${agency} và cho biết mã thanh toán ${code} để được giải quyết.`,
    againHint: 'Chỉ nộp lại khi cơ quan thu đã hướng dẫn.',
  },
  paid: {
    title: 'Đã thanh toán',
    heading: 'Đã thanh toán thành công',
    body: (amount: string, at: string): string =>
      `Ngân hàng đã xác nhận khoản thanh toán ${amount}, thực hiện lúc ${at}.`,
    next: 'Ông/Bà không phải làm gì thêm. Kết quả sẽ được báo cho nơi tiếp nhận hồ sơ.',
    late: 'Khoản này được nộp sau hạn nộp. Kết quả sẽ được báo cho nơi tiếp nhận hồ sơ; cơ quan thu có thể liên hệ với Ông/Bà.',
    keepHeading: 'Lưu lại trang này',
    keep: 'Hãy chụp màn hình, in hoặc lưu liên kết của trang này. Trang này xác nhận việc thanh toán, không thay cho biên lai hoặc chứng từ của cơ quan thu.',
  },
  paidTwice: {
    title: 'Đã thanh toán, có một khoản nộp thừa',
    heading: 'Đã thanh toán, nhưng có một khoản nộp thừa',
    surplusHeading: 'Về khoản nộp thừa',
    surplus:
      'Ngoài khoản trên, chúng tôi còn nhận thêm một khoản tiền cho cùng yêu cầu này. Khoản nộp thừa đã được ghi lại và đang chờ cơ quan thu xem xét trả lại.',
    contact: (agency: string, code: string): string =>
      `Vui lòng không nộp thêm. Hãy liên hệ ${agency} và cho biết mã thanh toán ${code} để được hướng dẫn nhận lại tiền.`,
  },
  confirming: {
    title: 'Đang chờ ngân hàng xác nhận',
    heading: 'Đang chờ ngân hàng xác nhận',
    body: (at: string): string =>
      `Chúng tôi đang hỏi ngân hàng về lần thanh toán bắt đầu lúc ${at}. Việc này thường chỉ mất vài phút.`,
    warning: 'Nếu tài khoản đã bị trừ tiền, vui lòng không nộp lần nữa.',
    leave: 'Ông/Bà có thể đóng trang này. Kết quả vẫn được ghi nhận; mở lại liên kết này để xem bất cứ lúc nào.',
    check: 'Kiểm tra lại',
    contact: (agency: string, code: string): string =>
      `Nếu đến ngày làm việc tiếp theo vẫn chưa có kết quả, hãy liên hệ ${agency} và cho biết mã thanh toán ${code}.`,
    poll: {
      asking: 'Trang này đang tự kiểm tra kết quả.',
      paid: 'Ngân hàng đã xác nhận thanh toán. Đang mở trang kết quả.',
      notPaid: 'Lần thanh toán không thành công. Đang mở trang kết quả.',
      changed: 'Đã có kết quả. Đang mở trang kết quả.',
      stopped: 'Vẫn chưa có kết quả. Hãy bấm nút “Kiểm tra lại” khi Ông/Bà muốn xem.',
    },
  },
  notPaid: {
    title: 'Chưa thanh toán được',
    heading: 'Chưa thanh toán được',
    body: (at: string): string => `Lần thanh toán bắt đầu lúc ${at} không thành công. Khoản này chưa được nộp.`,
    reasons: {
      'cancelled-by-payer': 'Người nộp đã hủy giao dịch.',
      'insufficient-balance': 'Tài khoản không đủ số dư. Hãy nạp thêm tiền hoặc dùng tài khoản khác.',
      expired:
        'Đã hết thời gian chờ thanh toán. Hãy thanh toán lại và hoàn tất trong thời gian ghi trên trang của ngân hàng.',
      'wrong-otp': 'Mã xác thực (OTP) không đúng. Hãy thử lại với mã mới.',
      'wrong-credentials':
        'Thông tin xác thực bị nhập sai quá số lần ngân hàng cho phép. Hãy hỏi ngân hàng hoặc dùng tài khoản khác.',
      'over-limit':
        'Số tiền vượt hạn mức giao dịch trong ngày của tài khoản. Hãy dùng tài khoản khác hoặc tăng hạn mức tại ngân hàng.',
      'bank-maintenance': 'Ngân hàng đang bảo trì. Hãy thử lại sau hoặc chọn ngân hàng khác.',
      locked: 'Thẻ hoặc tài khoản đang bị khóa. Hãy hỏi ngân hàng hoặc dùng thẻ, tài khoản khác.',
      'not-registered':
        'Thẻ hoặc tài khoản chưa đăng ký dịch vụ ngân hàng điện tử. Hãy đăng ký với ngân hàng hoặc dùng thẻ, tài khoản khác.',
      other: 'Ngân hàng không nêu lý do cụ thể. Ông/Bà có thể thử lại hoặc chọn ngân hàng khác.',
    } satisfies Record<FailureReason, string>,
    debited: (code: string): string =>
      `Nếu tài khoản vẫn bị trừ tiền, vui lòng không nộp lại. Hãy hỏi ngân hàng của Ông/Bà và cho biết mã thanh toán ${code}.`,
    again: 'Thanh toán lại',
  },
  expired: {
    title: 'Đã hết hạn thanh toán',
    heading: 'Yêu cầu thanh toán đã hết hạn',
    body: (at: string): string => `Yêu cầu này hết hạn lúc ${at} và không còn nhận thanh toán.`,
    next: (agency: string): string =>
      `Nếu vẫn cần nộp, hãy mở lại hồ sơ trên cổng dịch vụ công hoặc liên hệ ${agency} để có yêu cầu mới.`,
    debited: (code: string): string =>
      `Nếu tài khoản đã bị trừ tiền, vui lòng không nộp lại. Hãy liên hệ cơ quan thu và cho biết mã thanh toán ${code}.`,
  },
  cancelled: {
    title: 'Yêu cầu thanh toán đã hủy',
    heading: 'Yêu cầu thanh toán đã bị hủy',
    body: (): string => 'Nơi tiếp nhận hồ sơ đã hủy yêu cầu này. Ông/Bà không cần nộp tiền theo liên kết này.',
    next: (agency: string): string =>
      `Có thể đã có yêu cầu mới thay thế. Hãy xem lại hồ sơ trên cổng dịch vụ công hoặc liên hệ ${agency} để biết thêm.`,
    debited: (code: string): string =>
      `Nếu tài khoản đã bị trừ tiền, hãy liên hệ cơ quan thu và cho biết mã thanh toán ${code}.`,
  },
  refunded: {
    title: 'Đã hoàn tiền',
    heading: 'Đã hoàn tiền',
    body: (amount: string): string => `Khoản thanh toán ${amount} đã được hoàn trả.`,
    next: (agency: string, code: string): string =>
      `Nếu chưa thấy tiền trong tài khoản, hãy hỏi ngân hàng của Ông/Bà, hoặc liên hệ ${agency} và cho biết mã thanh toán ${code}.`,
  },
  reversed: {
    title: 'Ngân hàng đã hủy giao dịch',
    heading: 'Ngân hàng đã hủy giao dịch này',
    body: (amount: string): string =>
      `Ngân hàng đã xác nhận khoản thanh toán ${amount}, nhưng sau đó báo đã hủy giao dịch. Vì vậy khoản này được coi là chưa nộp.`,
    next: (agency: string, code: string): string =>
      `Trước khi nộp lại, hãy liên hệ ${agency} và cho biết mã thanh toán ${code}. Nếu chưa nhận lại tiền, hãy hỏi ngân hàng của Ông/Bà.`,
  },
  backToPortal: 'Quay lại cổng dịch vụ công',
  problems: {
    'not-found': {
      title: 'Không tìm thấy trang thanh toán',
      body: 'Liên kết này không đúng hoặc bị thiếu ký tự.',
      next: [
        'Mở lại liên kết trong tin nhắn, thư điện tử hoặc hồ sơ của Ông/Bà trên cổng dịch vụ công.',
        'Nếu tự gõ địa chỉ, hãy kiểm tra lại từng ký tự.',
        'Nếu vẫn không được, hãy liên hệ nơi đã gửi liên kết này.',
      ],
    },
    'way-to-pay-not-available': {
      title: 'Kênh thanh toán này tạm ngừng',
      body: 'Kênh thanh toán vừa chọn hiện không dùng được. Chưa có giao dịch nào được thực hiện.',
      next: ['Quay lại và chọn kênh khác, nếu có.', 'Hoặc thử lại sau ít phút.'],
    },
    'order-not-payable': {
      title: 'Yêu cầu này không còn nhận thanh toán',
      body: 'Có thể khoản này đã được nộp, đã hết hạn hoặc đã bị hủy trong lúc trang đang mở. Lần bấm vừa rồi không tạo giao dịch nào.',
      next: ['Mở lại trang thanh toán để xem tình trạng mới nhất.'],
    },
    'too-many-attempts': {
      title: 'Đã hết số lần thử thanh toán',
      body: 'Liên kết này đã được dùng hết số lần thử thanh toán cho phép.',
      next: [
        'Quay lại để kiểm tra kết quả các lần thanh toán trước.',
        'Nếu chưa nộp được, hãy liên hệ cơ quan thu để được cấp yêu cầu thanh toán mới.',
      ],
    },
    busy: {
      title: 'Hệ thống đang bận',
      body: 'Có quá nhiều người truy cập cùng lúc nên chúng tôi chưa xử lý được.',
      next: [
        'Chờ một phút rồi mở lại trang thanh toán.',
        'Nếu tài khoản đã bị trừ tiền, vui lòng không nộp lại; hãy mở lại trang để kiểm tra kết quả.',
      ],
    },
    fault: {
      title: 'Hệ thống đang gặp sự cố',
      body: 'Lỗi này do hệ thống, không phải do Ông/Bà. Chúng tôi đã ghi nhận để khắc phục.',
      next: [
        'Chờ ít phút rồi mở lại trang thanh toán.',
        'Nếu tài khoản đã bị trừ tiền, vui lòng không nộp lại; hãy mở lại trang để kiểm tra kết quả.',
      ],
    },
  },
  problem: {
    nextHeading: 'Ông/Bà cần làm gì',
    back: 'Mở lại trang thanh toán',
    reference: (id: string): string => `Mã sự cố: ${id}`,
  },
};
