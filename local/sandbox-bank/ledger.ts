import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { type Ending, endings, outcomes } from './outcome.ts';
import { type Payment, paymentSchema } from './payment.ts';
import type { PaymentRequest } from './payment-request.ts';
import { openTransfers } from './transfer-ledger.ts';

/** One call of a merchant's IPN URL and what was heard. */
const callbackCallSchema = z.object({
  sentAt: z.string(),
  by: z.enum(['schedule', 'hand']),
  httpStatus: z.int().nullable(),
  rspCode: z.string().nullable(),
  message: z.string(),
});

const refundSchema = z.object({
  refundNo: z.int(),
  type: z.enum(['02', '03']),
  amountVnd: z.int(),
  by: z.string(),
  orderInfo: z.string(),
  at: z.string(),
});

export type CallbackCall = z.infer<typeof callbackCallSchema>;
export type Refund = z.infer<typeof refundSchema>;

/** What became of the callbacks of a payment. */
export type CallbackState = Pick<Payment, 'callback' | 'callbackDueAt'>;

export type Ledger = ReturnType<typeof openLedger>;

const tables = `
  PRAGMA journal_mode = WAL;
  BEGIN;
  CREATE TABLE IF NOT EXISTS payments (
    transactionNo INTEGER PRIMARY KEY AUTOINCREMENT, tmnCode TEXT NOT NULL, txnRef TEXT NOT NULL,
    createDate TEXT NOT NULL, expireDate TEXT NOT NULL, amountVnd INTEGER NOT NULL, orderInfo TEXT NOT NULL,
    bankCode TEXT NOT NULL, locale TEXT NOT NULL, returnUrl TEXT NOT NULL, signature TEXT NOT NULL,
    openedAt TEXT NOT NULL, endedAt TEXT, ending TEXT, callback TEXT NOT NULL DEFAULT 'none', callbackDueAt TEXT
  ) STRICT;
  -- A TxnRef is unique for a merchant and a day.
  CREATE UNIQUE INDEX IF NOT EXISTS paymentsOfDay ON payments (txnRef, tmnCode, substr(createDate, 1, 8));
  CREATE INDEX IF NOT EXISTS paymentsDue ON payments (callbackDueAt) WHERE callback = 'due';
  CREATE TABLE IF NOT EXISTS callbackCalls (
    id INTEGER PRIMARY KEY, transactionNo INTEGER NOT NULL, sentAt TEXT NOT NULL, by TEXT NOT NULL,
    httpStatus INTEGER, rspCode TEXT, message TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS callsOfPayment ON callbackCalls (transactionNo);
  CREATE TABLE IF NOT EXISTS refunds (
    refundNo INTEGER PRIMARY KEY AUTOINCREMENT, transactionNo INTEGER NOT NULL, type TEXT NOT NULL,
    amountVnd INTEGER NOT NULL, by TEXT NOT NULL, orderInfo TEXT NOT NULL, at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS refundsOfPayment ON refunds (transactionNo);
  CREATE TABLE IF NOT EXISTS merchantRequests (
    tmnCode TEXT NOT NULL, requestId TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (tmnCode, requestId, day)
  ) STRICT;
  -- Numbers as long as VNPAY's, so that nobody mistakes them for a count.
  INSERT INTO sqlite_sequence (name, seq) SELECT 'payments', 14400000
    WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'payments');
  INSERT INTO sqlite_sequence (name, seq) SELECT 'refunds', 24400000
    WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'refunds');
  COMMIT;
`;

/** The bank's own books. What was written is on disk when a call returns; a restart loses nothing. */
export function openLedger(dataFolder: string) {
  mkdirSync(dataFolder, { recursive: true });
  const database = new DatabaseSync(join(dataFolder, 'sandbox-bank.sqlite'), { timeout: 5_000 });
  database.exec(tables);
  return {
    ...payments(database),
    ...callbacks(database),
    ...refunds(database),
    transfers: openTransfers(database),
    close: database.close.bind(database),
  };
}

function payments(database: DatabaseSync) {
  const insert = database.prepare(`INSERT INTO payments
    (tmnCode, txnRef, createDate, expireDate, amountVnd, orderInfo, bankCode, locale, returnUrl, signature, openedAt)
    VALUES ($tmnCode, $txnRef, $createDate, $expireDate, $amountVnd, $orderInfo, $bankCode, $locale, $returnUrl,
      $signature, $openedAt) ON CONFLICT DO NOTHING`);
  const selectOfDay = database.prepare(`SELECT * FROM payments
    WHERE tmnCode = ? AND txnRef = ? AND substr(createDate, 1, 8) = ?`);
  const selectLatest = database.prepare('SELECT * FROM payments WHERE txnRef = ? ORDER BY transactionNo DESC LIMIT 1');
  const selectOne = database.prepare('SELECT * FROM payments WHERE transactionNo = ?');
  const selectRecent = database.prepare('SELECT * FROM payments ORDER BY transactionNo DESC LIMIT ?');
  const selectEnded = database.prepare(`SELECT * FROM payments WHERE tmnCode = $tmnCode
    AND endedAt >= $from AND endedAt < $before ORDER BY transactionNo LIMIT $limit`);
  const selectSums = database.prepare(`SELECT ending, sum(amountVnd) AS amountVnd FROM payments
    WHERE ending IS NOT NULL GROUP BY ending`);
  const end = database.prepare(`UPDATE payments SET ending = $ending, endedAt = $at, callback = $callback,
    callbackDueAt = $callbackDueAt WHERE transactionNo = $transactionNo AND ending IS NULL`);

  const getPayment = (transactionNo: number): Payment => paymentSchema.parse(selectOne.get(transactionNo));
  const findOfDay = (tmnCode: string, txnRef: string, createDate: string): Payment | undefined =>
    paymentSchema.optional().parse(selectOfDay.get(tmnCode, txnRef, createDate.slice(0, 8)));

  return {
    getPayment,
    /** The payment that this TxnRef names on its day, opened now when there was none. */
    openPayment(request: PaymentRequest, openedAt: string): Payment {
      insert.run({ ...request, openedAt });
      return paymentSchema.parse(findOfDay(request.tmnCode, request.txnRef, request.createDate));
    },
    findOfDay,
    findLatest: (txnRef: string): Payment | undefined => paymentSchema.optional().parse(selectLatest.get(txnRef)),
    listRecent: (limit: number): Payment[] => z.array(paymentSchema).parse(selectRecent.all(limit)),
    /** The payments of a merchant that ended between two instants, the second not included. */
    listEnded: (asked: { tmnCode: string; from: string; before: string; limit: number }): Payment[] =>
      z.array(paymentSchema).parse(selectEnded.all(asked)),
    /** Of all payments ever made. */
    sumMoneyTakenVnd: (): number => {
      const sums = z.array(z.object({ ending: z.enum(endings), amountVnd: z.int() })).parse(selectSums.all());
      return sums.reduce((sum, { ending, amountVnd }) => sum + (outcomes[ending].takesMoney ? amountVnd : 0), 0);
    },
    /** Ends a payment; one that has ended stays as it is. Says whether this call ended it. */
    endPayment(transactionNo: number, ending: Ending, at: string): boolean {
      const told = outcomes[ending].callback;
      const state = told ? { callback: 'due', callbackDueAt: at } : { callback: 'lost', callbackDueAt: null };
      return end.run({ transactionNo, ending, at, ...state }).changes === 1;
    },
  };
}

function callbacks(database: DatabaseSync) {
  const insert = database.prepare(`INSERT INTO callbackCalls (transactionNo, sentAt, by, httpStatus, rspCode, message)
    VALUES ($transactionNo, $sentAt, $by, $httpStatus, $rspCode, $message)`);
  const select = database.prepare('SELECT * FROM callbackCalls WHERE transactionNo = ? ORDER BY id');
  const update = database.prepare(`UPDATE payments SET callback = $callback, callbackDueAt = $callbackDueAt
    WHERE transactionNo = $transactionNo`);
  const selectDue = database.prepare(`SELECT transactionNo FROM payments WHERE callback = 'due'`);

  return {
    recordCall(transactionNo: number, call: CallbackCall): void {
      insert.run({ transactionNo, ...call });
    },
    setCallbackState(transactionNo: number, state: CallbackState): void {
      update.run({ transactionNo, ...state });
    },
    listCalls: (transactionNo: number): CallbackCall[] => z.array(callbackCallSchema).parse(select.all(transactionNo)),
    listDue: (): number[] =>
      z
        .array(z.object({ transactionNo: z.int() }))
        .parse(selectDue.all())
        .map((row) => row.transactionNo),
  };
}

function refunds(database: DatabaseSync) {
  const insert = database.prepare(`INSERT INTO refunds (transactionNo, type, amountVnd, by, orderInfo, at)
    VALUES ($transactionNo, $type, $amountVnd, $by, $orderInfo, $at)`);
  const select = database.prepare('SELECT * FROM refunds WHERE transactionNo = ? ORDER BY refundNo');
  const selectSum = database.prepare('SELECT coalesce(sum(amountVnd), 0) AS amountVnd FROM refunds');
  const insertRequest = database.prepare('INSERT OR IGNORE INTO merchantRequests VALUES (?, ?, ?)');

  return {
    recordRefund: (transactionNo: number, refund: Omit<Refund, 'refundNo'>): number =>
      Number(insert.run({ transactionNo, ...refund }).lastInsertRowid),
    listRefunds: (transactionNo: number): Refund[] => z.array(refundSchema).parse(select.all(transactionNo)),
    /** Of all refunds ever made. */
    sumMoneyRefundedVnd: (): number => z.object({ amountVnd: z.int() }).parse(selectSum.get()).amountVnd,
    /** Says whether a merchant's RequestId is new on that day. */
    takeRequestId: (tmnCode: string, requestId: string, day: string): boolean =>
      insertRequest.run(tmnCode, requestId, day).changes === 1,
  };
}
