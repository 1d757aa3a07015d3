import { createHmac } from 'node:crypto';
import type { Fields } from '../lib/providers/vnpay-example.ts';

/** What is left in the table: nothing, the bytes alone, or a movement and where its money is. */
type Kept = 'nothing' | 'bytes' | 'applied' | 'no-money' | 'wrong-amount' | 'unknown-reference';

/** What is sent, what VNPAY hears, and what is kept. */
type Row<Sent> = readonly [what: string, sent: Sent, hears: string, kept: Kept];

type Rewrite = (genuine: string) => string;

const without =
  (name: string): Rewrite =>
  (query) =>
    query.replace(new RegExp(`(^|&)${name}=[^&]*`), '').replace(/^&/, '');

const withSignature =
  (change: (signature: string) => string): Rewrite =>
  (query) =>
    query.replace(/(?<=vnp_SecureHash=)[^&]*/, change);

const and =
  (more: string): Rewrite =>
  (query) =>
    `${query}&${more}`;

const reordered: Rewrite = (query) => query.split('&').toReversed().join('&');

/** The signature that the same secret makes of the parameters as they stand, unsorted. */
const signedAsItStands: Rewrite = (query) => {
  const text = reordered(query)
    .split('&')
    .filter((pair) => !pair.startsWith('vnp_SecureHash='))
    .join('&');
  return `${text}&vnp_SecureHash=${createHmac('sha512', 'ea-kao-secret').update(text).digest('hex')}`;
};

const signedWith =
  (algorithm: string): Rewrite =>
  (query) => {
    const text = query.replace(/&vnp_SecureHash=.*/, '');
    return `${text}&vnp_SecureHash=${createHmac(algorithm, 'ea-kao-secret').update(text).digest('hex')}`;
  };

/** A genuine callback of a payment, changed on the way. What is not VNPAY's own, or only written otherwise, changes nothing. */
export const rewrittenCallbacks: readonly Row<Rewrite>[] = [
  ['no signature', without('vnp_SecureHash'), '97', 'nothing'],
  ['an empty signature', withSignature(() => ''), '97', 'nothing'],
  ['a signature that is a digit short', withSignature((hex) => hex.slice(1)), '97', 'nothing'],
  ['a signature that is a digit long', withSignature((hex) => `${hex}0`), '97', 'nothing'],
  ['a signature that is not hex', withSignature((hex) => `g${hex.slice(1)}`), '97', 'nothing'],
  ['a signature of zeros', withSignature((hex) => '0'.repeat(hex.length)), '97', 'nothing'],
  ['a signature in large hex', withSignature((hex) => hex.toUpperCase()), '00', 'applied'],
  ['a signature with a space after it', withSignature((hex) => `${hex}+`), '97', 'nothing'],
  ['a signature with a NUL after it', withSignature((hex) => `${hex}%00`), '97', 'nothing'],
  ['a signature by SHA-256', signedWith('sha256'), '97', 'nothing'],
  ['a signature of unsorted parameters', signedAsItStands, '97', 'nothing'],
  ['its signature twice', and('vnp_SecureHash=00'), '97', 'nothing'],
  ['its signature first', (query) => query.replace(/(.*)&(vnp_SecureHash=.*)/, '$2&$1'), '00', 'applied'],
  ['the kind of its signature', and('vnp_SecureHashType=HmacSHA512'), '00', 'applied'],
  ['the kind of its signature twice', and('vnp_SecureHashType=a&vnp_SecureHashType=b'), '97', 'nothing'],

  ['a parameter left out', without('vnp_BankCode'), '97', 'nothing'],
  ['the amount left out', without('vnp_Amount'), '97', 'nothing'],
  ['an empty value', (query) => query.replace(/vnp_BankCode=[^&]*/, 'vnp_BankCode='), '97', 'nothing'],
  ['another amount', (query) => query.replace('vnp_Amount=13500000', 'vnp_Amount=13500100'), '97', 'nothing'],
  ['one parameter more', and('vnp_CardHolder=NGUYEN'), '97', 'nothing'],
  ['one parameter more without a value', and('vnp_CardHolder='), '00', 'applied'],
  ['one parameter more without an equals sign', and('vnp_CardHolder'), '00', 'applied'],
  ['its parameters in another order', reordered, '00', 'applied'],
  ['the amount twice', and('vnp_Amount=13500000'), '97', 'nothing'],
  ['another amount before', (query) => `vnp_Amount=100&${query}`, '97', 'nothing'],
  ['another amount after', and('vnp_Amount=100'), '97', 'nothing'],
  ['an empty amount after', and('vnp_Amount='), '97', 'nothing'],
  ['another amount as of a list', and('vnp_Amount[]=100'), '97', 'nothing'],
  ['another amount as of an encoded list', and('vnp_Amount%5B%5D=100'), '97', 'nothing'],
  ['another amount as of an object', and('vnp_Amount[amount]=100'), '97', 'nothing'],
  ['another amount by an encoded name', and('%76np_Amount=100'), '97', 'nothing'],
  ['another amount by a name that is encoded twice', and('%2576np_Amount=100'), '00', 'applied'],
  ['another amount by a name in large letters', and('VNP_AMOUNT=100'), '00', 'applied'],
  ['another amount by a name with a space before it', and('+vnp_Amount=100'), '00', 'applied'],
  ['another amount by a name with a space after it', and('vnp_Amount+=100'), '97', 'nothing'],
  ['another amount by a name with a NUL after it', and('vnp_Amount%00=100'), '97', 'nothing'],
  ['another amount behind a semicolon', (query) => query.replace('&', ';vnp_Amount=100&'), '97', 'nothing'],
  ['another amount behind a semicolon at its end', (query) => `${query};vnp_Amount=100`, '97', 'nothing'],
  ['semicolons for ampersands', (query) => query.replaceAll('&', ';'), '97', 'nothing'],
  ['a parameter that is not VNPAY’s', and('utm_source=mail'), '00', 'applied'],
  ['a name of JavaScript', and('__proto__=1&constructor=1&toString=1'), '00', 'applied'],
  ['ampersands too many', (query) => `&&${query.replace('&', '&&&')}&&`, '00', 'applied'],

  ['spaces as %20', (query) => query.replaceAll('+', '%20'), '00', 'applied'],
  ['escapes in small hex', (query) => query.replaceAll(/%../g, (escape) => escape.toLowerCase()), '00', 'applied'],
  ['escapes where none are needed', (query) => query.replace('vnp_Amount=1', 'vnp%5FAmount=%31'), '00', 'applied'],
  ['everything escaped twice', (query) => query.replaceAll('%', '%25').replaceAll('+', '%2B'), '97', 'nothing'],
  ['an escape that is none', and('vnp_CardHolder=%zz'), '97', 'nothing'],
  ['an escape that is cut off', and('note=%4'), '97', 'nothing'],
  ['an escape of bytes that are no text', and('note=%ff'), '97', 'nothing'],
  ['an overlong escape', and('note=%C0%AE'), '97', 'nothing'],
  ['an escape of half a surrogate pair', and('note=%ED%A0%80'), '97', 'nothing'],
  ['a byte order mark', (query) => `%EF%BB%BF${query}`, '97', 'nothing'],
  ['a letter that is not ASCII', and('note=phí'), '97', 'nothing'],
  ['a raw NUL', and('note=\u0000'), '97', 'nothing'],
  ['a raw line break', and('note=a\r\nb'), '97', 'nothing'],
  ['16 kB', (query) => `${query}&note=${'x'.repeat(16 * 1024 - query.length - '&note='.length)}`, '00', 'applied'],
  ['16 kB and a character', (query) => `${query}&note=${'x'.repeat(16 * 1024 - query.length - 5)}`, '97', 'nothing'],
  ['10,000 parameters', and(Array.from({ length: 10_000 }, (_, n) => `n${n}`).join('&')), '97', 'nothing'],
  ['nothing', () => '', '97', 'nothing'],
];

/** What VNPAY itself signs: it is genuine, whatever it says. */
export const signedCallbacks: readonly Row<Fields>[] = [
  ['an amount with decimals', { vnp_Amount: '135000.00' }, '99', 'bytes'],
  ['an amount with a decimal point alone', { vnp_Amount: '13500000.' }, '99', 'bytes'],
  ['an amount as an exponent', { vnp_Amount: '1.35e7' }, '99', 'bytes'],
  ['an amount with a fraction of a đồng', { vnp_Amount: '13500050' }, '99', 'bytes'],
  ['an amount in đồng', { vnp_Amount: '135000' }, '04', 'wrong-amount'],
  ['a negative amount', { vnp_Amount: '-13500000' }, '99', 'bytes'],
  ['an amount with a plus sign', { vnp_Amount: '+13500000' }, '99', 'bytes'],
  ['an amount of zero', { vnp_Amount: '0' }, '99', 'bytes'],
  ['an amount of two zeros', { vnp_Amount: '00' }, '99', 'bytes'],
  ['an amount with a zero before it', { vnp_Amount: '013500000' }, '99', 'bytes'],
  ['an amount with a space', { vnp_Amount: ' 13500000' }, '99', 'bytes'],
  ['an amount with a line break', { vnp_Amount: '13500000\n' }, '99', 'bytes'],
  ['an amount with a NUL', { vnp_Amount: '13500000\u0000' }, '99', 'bytes'],
  ['an amount with separators', { vnp_Amount: '13.500.000' }, '99', 'bytes'],
  ['an amount with underscores', { vnp_Amount: '13_500_000' }, '99', 'bytes'],
  ['an amount in hexadecimal', { vnp_Amount: '0xcdfe60' }, '99', 'bytes'],
  ['an amount in full-width digits', { vnp_Amount: '１３５０００００' }, '99', 'bytes'],
  ['an amount in Arabic digits', { vnp_Amount: '١٣٥٠٠٠٠٠' }, '99', 'bytes'],
  ['an amount with its currency', { vnp_Amount: '13500000 VND' }, '99', 'bytes'],
  ['an amount of words', { vnp_Amount: 'NaN' }, '99', 'bytes'],
  ['an amount that has no end', { vnp_Amount: 'Infinity' }, '99', 'bytes'],
  ['an amount as a list', { vnp_Amount: '[13500000]' }, '99', 'bytes'],
  ['an amount over 2^53', { vnp_Amount: `${2n ** 53n + 1n}00` }, '99', 'bytes'],
  ['an amount of 2^64', { vnp_Amount: `${2n ** 64n}` }, '99', 'bytes'],
  ['an amount of 400 digits', { vnp_Amount: '9'.repeat(400) }, '99', 'bytes'],
  ['the largest amount that VNPAY carries', { vnp_Amount: '999999999900' }, '04', 'wrong-amount'],
  ['an amount of a digit more than VNPAY carries', { vnp_Amount: '1000000000000' }, '99', 'bytes'],
  ['one đồng too many', { vnp_Amount: '13500100' }, '04', 'wrong-amount'],
  ['one đồng', { vnp_Amount: '100' }, '04', 'wrong-amount'],
  ['no amount', { vnp_Amount: '' }, '99', 'bytes'],

  ['no reference', { vnp_TxnRef: '' }, '99', 'bytes'],
  ['a reference of 101 characters', { vnp_TxnRef: 'A'.repeat(101) }, '99', 'bytes'],
  ['a reference of another system', { vnp_TxnRef: 'HOADON-2026-0001' }, '01', 'unknown-reference'],
  ['a reference with a wrong check symbol', { vnp_TxnRef: 'LP7K3M9Q2XW0A1' }, '01', 'unknown-reference'],
  ['a reference that is a way through folders', { vnp_TxnRef: '../../ORDER#1' }, '01', 'unknown-reference'],
  ['a reference with control characters', { vnp_TxnRef: 'A\u0000\u001b[2J\r\nB' }, '01', 'unknown-reference'],
  ['a reference that turns the direction of writing', { vnp_TxnRef: '\u202e1A' }, '01', 'unknown-reference'],
  ['a reference in Vietnamese', { vnp_TxnRef: 'PHÍ ĐƯỜNG BỘ 🚗' }, '01', 'unknown-reference'],
  ['a reference that is a name of JavaScript', { vnp_TxnRef: '__proto__' }, '01', 'unknown-reference'],
  ['a reference that is a script', { vnp_TxnRef: '<script>alert(1)</script>' }, '01', 'unknown-reference'],

  ['no terminal', { vnp_TmnCode: '' }, '99', 'bytes'],
  ['a terminal that is a path', { vnp_TmnCode: 'EAKAO001/x' }, '99', 'bytes'],
  ['another terminal', { vnp_TmnCode: 'EAKAO002' }, '01', 'unknown-reference'],
  ['its terminal in small letters', { vnp_TmnCode: 'eakao001' }, '01', 'unknown-reference'],

  ['no response code', { vnp_ResponseCode: '' }, '99', 'bytes'],
  ['no status', { vnp_TransactionStatus: '' }, '99', 'bytes'],
  ['a status of 9 characters', { vnp_TransactionStatus: '000000000' }, '99', 'bytes'],
  ['a response code that nobody knows', { vnp_ResponseCode: '42' }, '00', 'no-money'],
  ['a status that nobody knows', { vnp_TransactionStatus: '42' }, '00', 'no-money'],
  ['codes that contradict each other', { vnp_ResponseCode: '24' }, '00', 'no-money'],
  ['a suspicion of fraud', { vnp_ResponseCode: '07', vnp_TransactionStatus: '07' }, '00', 'no-money'],
  ['a number for a code', { vnp_ResponseCode: '0', vnp_TransactionStatus: '0' }, '00', 'no-money'],

  ['no time of payment', { vnp_PayDate: '' }, '00', 'applied'],
  ['a time of payment that is a day ahead', { vnp_PayDate: '20261122093000' }, '00', 'applied'],
  ['a time of payment that is a year old', { vnp_PayDate: '20251121093000' }, '00', 'applied'],
  ['a time of payment on a 31st of February', { vnp_PayDate: '20260231093000' }, '99', 'bytes'],
  ['a time of payment at 24:00', { vnp_PayDate: '20261121240000' }, '99', 'bytes'],
  ['a time of payment of the last century', { vnp_PayDate: '19991231235959' }, '99', 'bytes'],
  ['a time of payment with separators', { vnp_PayDate: '2026-11-21 09:30' }, '99', 'bytes'],
  ['a time of payment in seconds', { vnp_PayDate: '1795228200' }, '99', 'bytes'],

  ['a transaction number with letters', { vnp_TransactionNo: '14422574a' }, '99', 'bytes'],
  ['a transaction number of 21 digits', { vnp_TransactionNo: '1'.repeat(21) }, '99', 'bytes'],
  ['a bank of 33 characters', { vnp_BankCode: 'N'.repeat(33) }, '99', 'bytes'],
  ['a text with control characters', { vnp_OrderInfo: 'A\u0000\u0007\u001b[31m\r\nB' }, '00', 'applied'],
  ['a text in Vietnamese', { vnp_OrderInfo: 'Nộp lệ phí hồ sơ – Nguyễn Thị Ánh Tuyết' }, '00', 'applied'],
  ['a text in other letters', { vnp_OrderInfo: '阮氏 𠀀 👍🏽 \u202e \ufeff' }, '00', 'applied'],
  ['a text that looks like parameters', { vnp_OrderInfo: 'a&vnp_Amount=100&vnp_SecureHash=0' }, '00', 'applied'],
  ['a text of 4 kB', { vnp_OrderInfo: 'ệ'.repeat(1300) }, '00', 'applied'],
  ['a parameter that nobody knows', { vnp_CardHolder: 'NGUYEN THI ANH TUYET' }, '00', 'applied'],
];

/** Another request than a GET with a query: VNPAY signs the query alone, and sends it by GET alone. */
export const otherRequests: readonly Row<(query: string) => { method: string; query: string; body?: string }>[] = [
  ['GET with a body', (query) => ({ method: 'GET', query, body: 'vnp_Amount=100' }), '00', 'applied'],
  ['HEAD', (query) => ({ method: 'HEAD', query }), '97', 'nothing'],
  ['OPTIONS', (query) => ({ method: 'OPTIONS', query }), '97', 'nothing'],
  ['PUT', (query) => ({ method: 'PUT', query }), '97', 'nothing'],
  ['PATCH', (query) => ({ method: 'PATCH', query }), '97', 'nothing'],
  ['DELETE', (query) => ({ method: 'DELETE', query }), '97', 'nothing'],
  ['POST with the query', (query) => ({ method: 'POST', query }), '97', 'nothing'],
  ['POST of a form', (query) => ({ method: 'POST', query: '', body: query }), '97', 'nothing'],
  ['POST of the query and of a form', (query) => ({ method: 'POST', query, body: query }), '97', 'nothing'],
  ['GET with a form and no query', (query) => ({ method: 'GET', query: '', body: query }), '97', 'nothing'],
];
