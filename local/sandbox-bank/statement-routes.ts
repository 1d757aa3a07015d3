import type { Hono } from 'hono';
import { type Account, findAccount, findWatched, type WatchedAccount } from './account.ts';
import type { Ledger } from './ledger.ts';
import { type EndedPayment, isEnded } from './payment.ts';
import { type BankDay, dayMs, isoDay, paymentsCsv, readDay, transfersCsv, treasuryJson } from './statement.ts';

type Parts = { ledger: Ledger; accounts: readonly Account[]; watchedAccounts: readonly WatchedAccount[] };

/** More than a sandbox sees in a day. */
const linesMax = 100_000;

/** The doors at which a merchant, or the holder of an account, fetches the statement of a day. */
export function addStatementRoutes(app: Hono, { ledger, accounts, watchedAccounts }: Parts): void {
  const findEnded = (tmnCode: string, day: BankDay): EndedPayment[] | undefined =>
    findAccount(accounts, tmnCode) &&
    ledger.listEnded({ tmnCode, ...day, limit: linesMax }).filter((payment) => isEnded(payment));

  app.get('/statements/vnpay/:tmnCode/:file{[0-9-]+\\.csv}', (c) => {
    const { tmnCode, file } = c.req.param();
    const day = readDay(file.replace('.csv', ''));
    const ended = day && findEnded(tmnCode, day);
    return ended ? asFile(paymentsCsv(ended), `vnpay-${tmnCode}-${file}`) : c.notFound();
  });

  app.get('/statements/treasury/:tmnCode/:file{[0-9-]+\\.json}', (c) => {
    const { tmnCode, file } = c.req.param();
    const day = readDay(file.replace('.json', ''));
    const ended = day && findEnded(tmnCode, day);
    return ended ? asFile(treasuryJson(ended, day), `kbnn-${tmnCode}-${file}`) : c.notFound();
  });

  app.get('/statements/bank/:accountNumber/:file{[0-9-]+\\.csv}', (c) => {
    const { accountNumber, file } = c.req.param();
    const day = readDay(file.replace('.csv', ''));
    if (day === undefined || findWatched(watchedAccounts, accountNumber) === undefined) return c.notFound();
    const { transfers } = ledger;
    const booked = transfers.listOfAccount({ accountNumber, sinceId: 0, ...day, limit: linesMax }).toReversed();
    const openingVnd = transfers.balanceVnd(accountNumber, day.from);
    return asFile(transfersCsv(booked, { accountNumber, day, openingVnd }), `sao-ke-${accountNumber}-${file}`);
  });
}

/** Where the statements of one merchant or account lie. */
export type StatementPlace = { of: string; days: { on: string; path: string }[] };

/** Where the statements of today and of yesterday lie, that of today as far as the day has come. */
export function listStatements({
  accounts,
  watchedAccounts,
  now,
}: Omit<Parts, 'ledger'> & { now: () => number }): StatementPlace[] {
  const days = [now(), now() - dayMs].map(isoDay);
  const placeOf = (of: string, path: (on: string) => string): StatementPlace => ({
    of,
    days: days.map((on) => ({ on, path: `/statements/${path(on)}` })),
  });
  return [
    ...accounts.flatMap(({ tmnCode }) => [
      placeOf(`VNPAY, merchant ${tmnCode}`, (on) => `vnpay/${tmnCode}/${on}.csv`),
      placeOf(`Treasury, merchant ${tmnCode}`, (on) => `treasury/${tmnCode}/${on}.json`),
    ]),
    ...watchedAccounts.map(({ accountNumber }) =>
      placeOf(`Bank, account ${accountNumber}`, (on) => `bank/${accountNumber}/${on}.csv`),
    ),
  ];
}

function asFile(text: string, name: string): Response {
  const type = name.endsWith('.json') ? 'application/json' : 'text/csv; charset=utf-8';
  return new Response(text, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
  });
}
