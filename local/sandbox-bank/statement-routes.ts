import type { Hono } from 'hono';
import { type Account, findAccount, findWatched, type WatchedAccount } from './account.ts';
import type { Ledger } from './ledger.ts';
import { isEnded } from './payment.ts';
import { type BankDay, isoDay, paymentsCsv, readDay, transfersCsv } from './statement.ts';

type Parts = { ledger: Ledger; accounts: readonly Account[]; watchedAccounts: readonly WatchedAccount[] };

/** More than a sandbox sees in a day. */
const linesMax = 100_000;

/** The doors at which a merchant, or the holder of an account, fetches the statement of a day. */
export function addStatementRoutes(app: Hono, { ledger, accounts, watchedAccounts }: Parts): void {
  app.get('/statements/vnpay/:tmnCode/:file{[0-9-]+\\.csv}', (c) => {
    const { tmnCode, file } = c.req.param();
    const day = dayOf(file);
    if (day === undefined || findAccount(accounts, tmnCode) === undefined) return c.notFound();
    const ended = ledger.listEnded({ tmnCode, ...day, limit: linesMax }).filter(isEnded);
    return asFile(paymentsCsv(ended), `vnpay-${tmnCode}-${file}`);
  });

  app.get('/statements/bank/:accountNumber/:file{[0-9-]+\\.csv}', (c) => {
    const { accountNumber, file } = c.req.param();
    const day = dayOf(file);
    if (day === undefined || findWatched(watchedAccounts, accountNumber) === undefined) return c.notFound();
    const { transfers } = ledger;
    const booked = transfers.listOfAccount({ accountNumber, sinceId: 0, ...day, limit: linesMax }).toReversed();
    const openingVnd = transfers.balanceVnd(accountNumber, day.from);
    return asFile(transfersCsv(booked, { accountNumber, day, openingVnd }), `sao-ke-${accountNumber}-${file}`);
  });
}

/** Where the statements of one merchant or account lie. */
export type StatementPlace = { of: string; days: { on: string; path: string }[] };

const dayMs = 24 * 60 * 60 * 1000;

/** Where the statements of today and of yesterday lie, that of today as far as the day has come. */
export function listStatements({
  accounts,
  watchedAccounts,
  now,
}: Omit<Parts, 'ledger'> & { now: () => number }): StatementPlace[] {
  const days = [now(), now() - dayMs].map(isoDay);
  const placeOf = (of: string, folder: string): StatementPlace => ({
    of,
    days: days.map((on) => ({ on, path: `/statements/${folder}/${on}.csv` })),
  });
  return [
    ...accounts.map(({ tmnCode }) => placeOf(`VNPAY, merchant ${tmnCode}`, `vnpay/${tmnCode}`)),
    ...watchedAccounts.map(({ accountNumber }) => placeOf(`Bank, account ${accountNumber}`, `bank/${accountNumber}`)),
  ];
}

function dayOf(file: string): BankDay | undefined {
  return readDay(file.replace(/\.csv$/, ''));
}

function asFile(csv: string, name: string): Response {
  return new Response(csv, {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${name}"` },
  });
}
