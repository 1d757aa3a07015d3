import { agencyCode, beneficiaryAccount, dossierCode, orderBody } from '../samples.ts';

type Changes = Record<string, unknown>;

const [firstLine, secondLine] = orderBody.lines;

const withLine = (changes: Changes): Changes => ({ lines: [{ ...firstLine, ...changes }] });

const times = (count: number): Changes => ({
  lines: Array.from({ length: count }, (_, index) => ({ ...firstLine, feeCode: `PHI-${index}` })),
});

const deep = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

const halfPair = '\ud83d';

type BadField = readonly [what: string, changes: Changes, pointers: string | readonly string[]];

/** Orders with a wrong field: what is wrong, the changes to the sample order, and where the answer must point. */
export const badFields: readonly BadField[] = [
  ['an amount of zero', withLine({ amountVnd: 0 }), '/lines/0/amountVnd'],
  ['a negative amount', withLine({ amountVnd: -115_000 }), '/lines/0/amountVnd'],
  ['a fraction of a đồng', withLine({ amountVnd: 0.5 }), '/lines/0/amountVnd'],
  ['an amount as text', withLine({ amountVnd: '115000' }), '/lines/0/amountVnd'],
  ['an amount of nothing', withLine({ amountVnd: null }), '/lines/0/amountVnd'],
  ['an amount over 2^53 − 1', withLine({ amountVnd: 2 ** 53 }), '/lines/0/amountVnd'],
  ['no amount', withLine({ amountVnd: undefined }), '/lines/0/amountVnd'],
  ['no lines', { lines: [] }, '/lines'],
  ['51 lines', times(51), '/lines'],
  ['lines that are no list', { lines: { 0: firstLine } }, '/lines'],
  ['a line that is no object', { lines: [firstLine, 'phi'] }, '/lines/1'],
  ['an unknown kind of fee', withLine({ kind: 'tip' }), '/lines/0/kind'],
  ['a blank name of a fee', withLine({ name: ' \u00a0 ' }), '/lines/0/name'],
  ['a budget code of three digits', withLine({ budgetCode: '280' }), '/lines/0/budgetCode'],
  ['a fee code that is a name of JavaScript', withLine({ feeCode: '__proto__' }), '/lines/0/feeCode'],
  ['the same fee code twice', { lines: [firstLine, secondLine, firstLine] }, '/lines/2/feeCode'],
  ['an agency code of no order of code', { agencyCode: 'h15.50' }, '/agencyCode'],
  ['an agency code of 36 characters', { agencyCode: 'H15.501.052.133.504.505.506.507.508' }, '/agencyCode'],
  ['a dossier code without a number', { dossierCode: 'H15.50.05.13-261121' }, '/dossierCode'],
  ['a dossier code of a 31st of February', { dossierCode: 'H15.50.05.13-260231-0975' }, '/dossierCode'],
  ['a dossier code of a 13th month', { dossierCode: '000.00.01.H57-231301-0001' }, '/dossierCode'],
  ['neither dossier nor decision', { dossierCode: undefined }, '/dossierCode'],
  ['both dossier and decision', { decisionNumber: '12/QĐ', ...withLine({ kind: 'phat' }) }, '/dossierCode'],
  ['a decision with a fee that is no fine', { dossierCode: undefined, decisionNumber: '12/QĐ' }, '/decisionNumber'],
  ['a procedure code of letters', { procedureCode: 'A.004194' }, '/procedureCode'],
  ['no obligor', { obligor: undefined }, '/obligor'],
  ['an obligor without a name', { obligor: {} }, '/obligor/name'],
  ['a name with a control character', { obligor: { name: 'Ánh\u0007Tuyết' } }, '/obligor/name'],
  ['a name on two lines', { obligor: { name: 'Ánh\nTuyết' } }, '/obligor/name'],
  ['a name with half a surrogate pair', { obligor: { name: `Ánh ${halfPair}` } }, '/obligor/name'],
  ['a name of 256 characters', { obligor: { name: 'Á'.repeat(256) } }, '/obligor/name'],
  ['a telephone number of words', { obligor: { name: 'Ánh', phone: 'không có' } }, '/obligor/phone'],
  ['an e-mail address without an @', { obligor: { name: 'Ánh', email: 'anh.example.vn' } }, '/obligor/email'],
  ['an identity number with spaces', { obligor: { name: 'Ánh', idNumber: '066 190' } }, '/obligor/idNumber'],
  ['a payer that is no person', { payer: 'Ánh' }, '/payer'],
  ['no account', { beneficiaryAccount: undefined }, '/beneficiaryAccount'],
  [
    'a bank code of small letters',
    { beneficiaryAccount: { ...beneficiaryAccount, bankCode: 'vcb' } },
    '/beneficiaryAccount/bankCode',
  ],
  [
    'an account number that is a number',
    { beneficiaryAccount: { bankCode: '970436', accountNumber: 11004123456 } },
    '/beneficiaryAccount/accountNumber',
  ],
  ['a deadline without a time zone', { expiresAt: '2026-11-30T10:00:00' }, '/expiresAt'],
  ['a deadline on a 31st of November', { expiresAt: '2026-11-31T10:00:00Z' }, '/expiresAt'],
  ['a deadline as a number', { expiresAt: 1_795_000_000 }, '/expiresAt'],
  ['a deadline in the year 10000 of UTC', { expiresAt: '9999-12-31T23:59:59-23:59' }, '/expiresAt'],
  ['a deadline in more than a year', { expiresAt: '2027-11-23T02:30:00Z' }, '/expiresAt'],
  ['an order to replace that is no payment code', { replacesOrderId: 'LP7K3M9Q2XWD' }, '/replacesOrderId'],
  ['an order to replace of 30 kB', { replacesOrderId: 'L'.repeat(30_000) }, '/replacesOrderId'],
  ['a return address that is a script', { returnUrl: 'javascript:alert(1)' }, '/returnUrl'],
  ['a return address without a host', { returnUrl: 'https://' }, '/returnUrl'],
  ['a return address that is too long as ASCII', { returnUrl: `https://example.vn/${'đ'.repeat(200)}` }, '/returnUrl'],
  ['an unknown locale', { locale: 'fr' }, '/locale'],
  ['metadata over 2 kB', { metadata: { a: 'x'.repeat(1024), b: 'y'.repeat(1024) } }, '/metadata'],
  ['metadata that is a number', { metadata: { count: 17 } }, '/metadata/count'],
  ['metadata that is a list', { metadata: ['a'] }, '/metadata'],
  ['metadata with half a surrogate pair', { metadata: { note: halfPair } }, '/metadata/note'],
  ['metadata with a strange name', { metadata: { [`a/b~c${halfPair}`]: 'x' } }, `/metadata/a~1b~0c${halfPair}`],
  ['metadata 1,000 lists deep', { metadata: { a: deep(1000) } }, '/metadata/a'],
  [
    'several wrong fields at once',
    { procedureCode: 1, locale: 2, obligor: { name: '' } },
    ['/procedureCode', '/obligor/name', '/locale'],
  ],
];

/** Orders that are well formed and yet refused: the status, the code, and where the answer must point. */
export const badOrders: readonly (readonly [
  what: string,
  changes: Changes,
  status: number,
  code: string,
  pointer: string,
])[] = [
  ['an amount above what VNPAY carries', withLine({ amountVnd: 10_000_000_000 }), 422, 'amount-not-payable', '/lines'],
  [
    'lines that are above what VNPAY carries together',
    { lines: [firstLine, { ...secondLine, amountVnd: 9_999_999_999 }] },
    422,
    'amount-not-payable',
    '/lines',
  ],
  [
    'lines that are above 2^53 − 1 together',
    { lines: orderBody.lines.map((line) => ({ ...line, amountVnd: Number.MAX_SAFE_INTEGER })) },
    422,
    'amount-not-payable',
    '/lines',
  ],
  ['an agency that nobody knows', { agencyCode: 'H15.99' }, 422, 'unknown-agency', '/agencyCode'],
  ['an agency of another client', { agencyCode: '000.00.01.H57' }, 422, 'unknown-agency', '/agencyCode'],
  [
    'an account of somebody else',
    { beneficiaryAccount: { ...beneficiaryAccount, accountNumber: '0011004999999' } },
    422,
    'unknown-beneficiary',
    '/beneficiaryAccount',
  ],
  [
    'a line with an account of its own',
    { lines: [firstLine, { ...secondLine, beneficiaryAccount: { ...beneficiaryAccount, bankCode: '970405' } }] },
    422,
    'mixed-beneficiaries',
    '/lines/1',
  ],
  [
    'a line with an obligor of its own',
    { lines: [{ ...firstLine, obligor: { name: 'Trần Văn Bình' } }] },
    422,
    'mixed-beneficiaries',
    '/lines/0',
  ],
  ['a deadline that has passed', { expiresAt: '2026-11-21T02:29:59Z' }, 422, 'deadline-passed', '/expiresAt'],
  ['a deadline that is now', { expiresAt: '2026-11-21T09:30:00+07:00' }, 422, 'deadline-passed', '/expiresAt'],
  [
    'an order to replace that is not there',
    { replacesOrderId: 'LP0000000000' },
    404,
    'order-not-found',
    '/replacesOrderId',
  ],
];

/** Requests that are wrong before their content is looked at: what is wrong, headers, body, status and code. */
export const badRequests: readonly (readonly [
  what: string,
  headers: Record<string, string | string[]>,
  body: string | Buffer,
  status: number,
  code: string,
])[] = [
  ['an empty body', {}, '', 400, 'malformed-json'],
  ['a body that is no JSON', {}, `{ agencyCode: '${agencyCode}' }`, 400, 'malformed-json'],
  ['a body that ends too soon', {}, JSON.stringify(orderBody).slice(0, -1), 400, 'malformed-json'],
  ['a body with a byte order mark', {}, `\ufeff${JSON.stringify(orderBody)}`, 400, 'malformed-json'],
  ['an amount with an underscore', {}, '{"lines":[{"amountVnd":1_000}]}', 400, 'malformed-json'],
  ['an amount that is no number of JavaScript', {}, '{"lines":[{"amountVnd":1e400}]}', 422, 'validation-failed'],
  ['a body that is null', {}, 'null', 422, 'validation-failed'],
  ['a body that is a list', {}, JSON.stringify([orderBody]), 422, 'validation-failed'],
  ['a body of 16,000 open brackets', {}, '['.repeat(16_000), 400, 'malformed-json'],
  ['a body of 16,000 lists in each other', {}, '['.repeat(16_000) + ']'.repeat(16_000), 422, 'validation-failed'],
  ['a body over 32 kB', {}, JSON.stringify({ ...orderBody, note: 'x'.repeat(32 * 1024) }), 413, 'body-too-large'],
  ['a body over 32 kB as UTF-8', {}, JSON.stringify({ ...orderBody, note: 'ệ'.repeat(12_000) }), 413, 'body-too-large'],
  [
    'a body over 32 kB that is no text',
    { 'content-type': 'application/octet-stream' },
    Buffer.alloc(33_000, 1),
    413,
    'body-too-large',
  ],
  [
    'a form',
    { 'content-type': 'application/x-www-form-urlencoded' },
    `dossierCode=${dossierCode}`,
    415,
    'unsupported-media-type',
  ],
  ['plain text', { 'content-type': 'text/plain' }, JSON.stringify(orderBody), 415, 'unsupported-media-type'],
  [
    'a media type that only starts like JSON',
    { 'content-type': 'application/json-seq' },
    JSON.stringify(orderBody),
    415,
    'unsupported-media-type',
  ],
  [
    'two media types',
    { 'content-type': ['application/json', 'text/plain'] },
    JSON.stringify(orderBody),
    415,
    'unsupported-media-type',
  ],
  ['no media type', { 'content-type': '' }, JSON.stringify(orderBody), 415, 'unsupported-media-type'],
  ['an empty Idempotency-Key', { 'idempotency-key': '' }, JSON.stringify(orderBody), 400, 'idempotency-key-missing'],
  [
    'an Idempotency-Key with a space',
    { 'idempotency-key': 'a b' },
    JSON.stringify(orderBody),
    400,
    'idempotency-key-missing',
  ],
  [
    'an Idempotency-Key of 256 characters',
    { 'idempotency-key': 'k'.repeat(256) },
    JSON.stringify(orderBody),
    400,
    'idempotency-key-missing',
  ],
  ['no key', { authorization: '' }, JSON.stringify(orderBody), 401, 'unauthenticated'],
  [
    'a key that nobody was given',
    { authorization: 'Bearer lephi_test_0000' },
    JSON.stringify(orderBody),
    401,
    'unauthenticated',
  ],
  ['a key of no form', { authorization: 'Bearer ☂' }, JSON.stringify(orderBody), 401, 'unauthenticated'],
  [
    'a key of another scheme',
    { authorization: 'Basic bGVwaGk6bGVwaGk=' },
    JSON.stringify(orderBody),
    401,
    'unauthenticated',
  ],
  [
    'a key of 30 kB',
    { authorization: `Bearer ${'k'.repeat(30_000)}` },
    JSON.stringify(orderBody),
    401,
    'unauthenticated',
  ],
];

/** Queries of `GET /v1/orders` that are refused: what is wrong, the query, and where the answer must point. */
export const badQueries: readonly (readonly [what: string, query: string, pointer: string])[] = [
  ['nothing', '', '/dossierCode'],
  ['a dossier and a decision', `dossierCode=${dossierCode}&decisionNumber=1`, '/dossierCode'],
  ['a dossier code that is none', 'dossierCode=H15', '/dossierCode'],
  ['a dossier twice', `dossierCode=${dossierCode}&dossierCode=${dossierCode}`, '/dossierCode'],
  ['a decision number with a control character', 'decisionNumber=1%00', '/decisionNumber'],
  ['a decision number of 65 characters', `decisionNumber=${'1'.repeat(65)}`, '/decisionNumber'],
  ['a limit of 0', `dossierCode=${dossierCode}&limit=0`, '/limit'],
  ['a limit of 101', `dossierCode=${dossierCode}&limit=101`, '/limit'],
  ['a limit of one and a half', `dossierCode=${dossierCode}&limit=1.5`, '/limit'],
  ['a limit of words', `dossierCode=${dossierCode}&limit=all`, '/limit'],
  ['two limits', `dossierCode=${dossierCode}&limit=1&limit=2`, '/limit'],
  ['a cursor of its own making', `dossierCode=${dossierCode}&after=bGVwaGk`, '/after'],
  ['a cursor of a journal', `dossierCode=${dossierCode}&after=${btoa('EVENT#000001')}`, '/after'],
  ['a cursor that is no base 64', `dossierCode=${dossierCode}&after=%F0%9F%98%80`, '/after'],
  ['a cursor of 9 kB', `dossierCode=${dossierCode}&after=${'A'.repeat(9000)}`, '/after'],
  ['an escape that is none', 'dossierCode=%zz', '/dossierCode'],
];

/** Queries of `GET /v1/orders/{id}/events` that are refused, and where the answer must point. */
export const badEventQueries: readonly (readonly [query: string, pointer: string])[] = [
  ['limit=-1', '/limit'],
  ['limit=', '/limit'],
  ['limit=5&limit=5', '/limit'],
  ['after=', '/after'],
  [`after=${btoa('TRY#000001#000001')}`, '/after'],
];

/** What stands in place of an order's id where there is no order of that id. */
export const badIds: readonly string[] = [
  'LP0000000000',
  'lp0000000000',
  'LPDZ-K5YZ-FFXV',
  'x',
  '%00',
  '9'.repeat(5000),
  '%F0%9F%98%80',
  '__proto__',
];
