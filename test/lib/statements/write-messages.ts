import { figuresOf, type Sample, type SampleLine } from './sample-statement.ts';
import { vietnameseDay } from './write-tables.ts';

/** The daily file of a bank for one collecting unit: money in alone. */
export const dailyBankJson = (sample: Sample): string =>
  JSON.stringify(
    {
      reconcileDate: vietnameseDay(sample.on),
      bankCode: 'VCB',
      bankName: 'Ngân hàng "Ngoại thương"',
      unitCode: sample.account,
      unitName: 'Cảng vụ {Hải Phòng}',
      totalTransaction: sample.lines.length,
      totalAmount: figuresOf(sample).inVnd,
      transactions: sample.lines.map(({ transactionId, reference, amountVnd, text }) => ({
        transId: transactionId,
        toKhaiId: reference,
        amount: amountVnd,
        status: 'SUCCESS',
        payTime: `${sample.on}T09:15:30`,
        sendToKBNNStatus: 'SENT_SUCCESS',
        remark: text,
      })),
    },
    null,
    1,
  );

/** The daily file of the treasury. */
export const dailyTreasuryJson = (sample: Sample): string =>
  JSON.stringify({
    reconcileDate: vietnameseDay(sample.on),
    totalTransaction: sample.lines.length,
    totalAmount: figuresOf(sample).inVnd,
    transactions: sample.lines.map(({ transactionId, amountVnd }) => ({ transId: transactionId, amount: amountVnd })),
  });

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const mark = (direction: 'in' | 'out'): string => (direction === 'in' ? 'CRDT' : 'DBIT');

const balance = (code: string, amount: number, on: string): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="VND">${Math.abs(amount)}.00</Amt>` +
  `<CdtDbtInd>${amount < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd><Dt><Dt>${on}</Dt></Dt></Bal>`;

const entryOf = (on: string) => (line: SampleLine) =>
  `<Ntry><Amt Ccy="VND">${line.amountVnd}</Amt><CdtDbtInd>${mark(line.direction)}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>` +
  `<BookgDt><Dt>${on}</Dt></BookgDt><AcctSvcrRef>${line.transactionId}</AcctSvcrRef><NtryDtls><TxDtls><Refs>` +
  `<EndToEndId>${line.reference}</EndToEndId></Refs><RmtInf><Ustrd>${escapeXml(line.text)}</Ustrd></RmtInf></TxDtls>` +
  '</NtryDtls></Ntry>\n';

const summaryOf = (sample: Sample): string => {
  const { inVnd, outVnd, count } = figuresOf(sample);
  return (
    `<TxsSummry><TtlNtries><NbOfNtries>${count}</NbOfNtries><Sum>${inVnd + outVnd}</Sum></TtlNtries>` +
    `<TtlCdtNtries><Sum>${inVnd}</Sum></TtlCdtNtries><TtlDbtNtries><Sum>${outVnd}.0</Sum></TtlDbtNtries></TxsSummry>`
  );
};

/** An ISO 20022 message with the parts that a test wants to be different. */
export function camt(
  sample: Sample,
  { kind, entries, more = '' }: { kind: '053' | '054'; entries?: string; more?: string },
): string {
  const [message, statement] = kind === '053' ? ['BkToCstmrStmt', 'Stmt'] : ['BkToCstmrDbtCdtNtfctn', 'Ntfctn'];
  const { openingVnd, on, account } = sample;
  const balances =
    kind === '053' ? balance('OPBD', openingVnd, on) + balance('CLBD', figuresOf(sample).closingVnd, on) : '';
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<n:Document xmlns:n="urn:iso:std:iso:20022:tech:xsd:camt.${kind}.001.08">` +
    `<n:${message}><GrpHdr><MsgId>M1</MsgId></GrpHdr><${statement}><Id>S</Id><ElctrncSeqNb>${sample.number}</ElctrncSeqNb>` +
    `<FrToDt><FrDtTm>${on}T00:00:00+07:00</FrDtTm><ToDtTm>${on}T23:59:59+07:00</ToDtTm></FrToDt>` +
    `<Acct><Id><Othr><Id>${account}</Id></Othr></Id><Ccy>VND</Ccy></Acct>${more}` +
    `${balances}${summaryOf(sample)}\n${entries ?? sample.lines.map(entryOf(on)).join('')}` +
    `</${statement}></n:${message}></n:Document>\n`
  );
}

const swiftDay = (on: string): string => on.slice(2).replaceAll('-', '');

const swiftBalance = (tag: string, amount: number, on: string): string =>
  `:${tag}:${amount < 0 ? 'D' : 'C'}${swiftDay(on)}VND${Math.abs(amount)},\r\n`;

/** The head of one message. */
export const mt940Head = (sample: Sample, page = 1): string =>
  '{1:F01BFTVVNVXXXXX0000000000}{2:I940BFTVVNVXXXXXN}{4:\r\n' +
  `:20:STMT${sample.number}\r\n:25:${sample.account}\r\n:28C:${sample.number}/${page}\r\n`;

/** One entry and its text. */
const mt940Entry = ({ on }: Sample, line: SampleLine): string =>
  `:61:${swiftDay(on)}${swiftDay(on).slice(2)}${line.direction === 'in' ? 'C' : 'D'}${line.amountVnd},NTRF` +
  `${line.reference}//${line.transactionId}\r\n:86:${line.text}\r\n`;

/** An MT940 in so many pages. */
export function mt940(sample: Sample, pages = 1): string {
  const size = Math.max(1, Math.ceil(sample.lines.length / pages));
  let carried = sample.openingVnd;
  return Array.from({ length: pages }, (_, index) => {
    const lines = sample.lines.slice(index * size, (index + 1) * size);
    const opening = carried;
    carried = figuresOf({ ...sample, openingVnd: opening, lines }).closingVnd;
    const [first, last] = [index === 0 ? '60F' : '60M', index === pages - 1 ? '62F' : '62M'];
    return [
      mt940Head(sample, index + 1),
      swiftBalance(first, opening, sample.on),
      ...lines.map((line) => mt940Entry(sample, line)),
      swiftBalance(last, carried, sample.on),
      '-}\r\n',
    ].join('');
  }).join('');
}
