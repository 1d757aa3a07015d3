import { addMs, type VietnamDay, vietnamDay } from '../domain/time.ts';
import { type Paths, readCamtAmount, readCamtMoment, tellEntry } from './camt-entry.ts';
import { readMoment, readPlainNumber } from './forms.ts';
import type { CamtProfile } from './profile.ts';
import { type Sink, tellAmount } from './sink.ts';
import type { StatementHeader } from '../domain/statement.ts';
import { type Kept, readXmlPaths } from './xml-paths.ts';

/** Where each message has its statement. */
const statementPaths = {
  'camt.053': 'Document/BkToCstmrStmt/Stmt',
  'camt.054': 'Document/BkToCstmrDbtCdtNtfctn/Ntfctn',
} as const;

/** No entry has more transactions. */
const partsMax = 50_000;

type Period = Pick<StatementHeader, 'from' | 'to'>;

/** The days of a period; when it ends at midnight, its last day is the one that ends then. */
function readPeriod(paths: Paths): Period {
  const from = readMoment(paths.get('FrToDt/FrDtTm') ?? '', ['yyyy-MM-dd']);
  const to = readMoment(paths.get('FrToDt/ToDtTm') ?? '', ['yyyy-MM-dd']);
  if (from === undefined || to?.at === undefined || from.on >= to.on) return { from: from?.on, to: to?.on };
  return { from: from.on, to: vietnamDay(addMs(to.at, -1)) };
}

/** A statement may be cut into pages: one that is not both the first and the last is not all of it. */
function tellPages(paths: Paths, page: string, { problems }: Sink): void {
  const number = paths.get(`${page}/PgNb`)?.trim() ?? '1';
  const isLast = !['false', '0'].includes(paths.get(`${page}/LastPgInd`)?.trim() ?? '');
  if (!/^0*1$/.test(number) || !isLast)
    problems.add({ code: 'missing-page', field: 'statement', found: `page ${number}` });
}

function tellStatement(paths: Paths, sink: Sink): void {
  const { problems } = sink;
  const get = (path: string): string | undefined => paths.get(path)?.trim();
  const currency = get('Acct/Ccy') ?? 'VND';
  if (currency !== 'VND') problems.add({ code: 'wrong-currency', field: 'account', found: currency });
  const control = (field: 'count' | 'sumVnd' | 'sumInVnd' | 'sumOutVnd', path: string): number | undefined => {
    const found = get(`TxsSummry/${path}`);
    return found === undefined ? undefined : tellAmount(problems, readPlainNumber(found), { field, found });
  };
  sink.header({
    account: get('Acct/Id/Othr/Id') ?? get('Acct/Id/IBAN'),
    number: get('ElctrncSeqNb') ?? get('LglSeqNb'),
    ...readPeriod(paths),
    count: control('count', 'TtlNtries/NbOfNtries'),
    sumVnd: control('sumVnd', 'TtlNtries/Sum'),
    sumInVnd: control('sumInVnd', 'TtlCdtNtries/Sum'),
    sumOutVnd: control('sumOutVnd', 'TtlDbtNtries/Sum'),
  });
  for (const page of ['StmtPgntn', 'NtfctnPgntn']) tellPages(paths, page, sink);
}

type Balance = { readonly code: string; readonly amountVnd: number; readonly on: VietnamDay | undefined };

/** A statement opens with OPBD; some banks give only PRCD, the closing balance before. */
const balanceFields = { OPBD: 'openingVnd', PRCD: 'openingVnd', CLBD: 'closingVnd' } as const;

const isBalance = (code: string): code is keyof typeof balanceFields => code in balanceFields;

function readBalance({ paths, line }: Kept, { problems }: Sink): Balance | undefined {
  const code = paths.get('Tp/CdOrPrtry/Cd')?.trim() ?? '';
  if (!isBalance(code)) return undefined;
  const amount = readCamtAmount(paths, 'Amt', { problems, at: { line, field: balanceFields[code] } });
  if (amount === undefined) return undefined;
  const isBelowZero = paths.get('CdtDbtInd')?.trim() === 'DBIT' && amount !== 0;
  return { code, amountVnd: isBelowZero ? -amount : amount, on: readCamtMoment(paths, 'Dt')?.on };
}

/**
 * Reads a camt.053 or camt.054 with one statement of one account, entry by entry. Amounts are read from their text: VND
 * has no minor unit, though many write one.
 */
export async function readCamt(texts: AsyncIterable<string>, profile: CamtProfile, sink: Sink): Promise<void> {
  const { problems } = sink;
  const statement = statementPaths[profile.format];
  const groupHeader = `${statement.slice(0, statement.lastIndexOf('/'))}/GrpHdr`;
  const [balance, entry, part] = ['Bal', 'Ntry', 'Ntry/NtryDtls/TxDtls'].map((path) => `${statement}/${path}`);
  const kept = new Set([statement, groupHeader, balance, entry, part]);
  const balances = new Map<string, Balance>();
  let statements = 0;
  let parts: Paths[] = [];

  const closeStatement = (paths: Paths): void => {
    tellStatement(paths, sink);
    const opening = balances.get('OPBD') ?? balances.get('PRCD');
    const closing = balances.get('CLBD');
    sink.header({ openingVnd: opening?.amountVnd, closingVnd: closing?.amountVnd });
    if (!paths.has('FrToDt/ToDtTm')) sink.header({ to: closing?.on });
  };
  const takeBalance = (found: Kept): void => {
    const read = readBalance(found, sink);
    if (read !== undefined && !balances.has(read.code)) balances.set(read.code, read);
  };
  const takePart = (paths: Paths, line: number): void => {
    parts.push(paths);
    if (parts.length > partsMax) problems.stop({ code: 'too-long', line });
  };

  await readXmlPaths(
    texts,
    {
      keeps: (path) => kept.has(path),
      attribute: 'Ccy',
      onOpen: (path, line) => {
        if (path !== statement) return;
        statements += 1;
        if (statements > 1) problems.stop({ code: 'second-statement', line });
      },
      onClose: (path, { paths, line }) => {
        if (path === statement) closeStatement(paths);
        if (path === groupHeader) tellPages(paths, 'MsgPgntn', sink);
        if (path === balance) takeBalance({ paths, line });
        if (path === part) takePart(paths, line);
        if (path !== entry) return;
        tellEntry({ paths, parts, line }, profile, { sink, day: balances.get('CLBD')?.on });
        parts = [];
      },
    },
    problems,
  );
  if (!problems.isStopped() && statements === 0) problems.stop({ code: 'malformed', wanted: statement });
}
