import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { Call } from './repeater.ts';
import { bookedContent, type Transfer, transferSchema } from './transfer.ts';
import type { TransferOrder } from './transfer-order.ts';

/** One call of a merchant's webhook and what was heard. */
const webhookCallSchema = z.object({
  sentAt: z.string(),
  by: z.enum(['schedule', 'hand']),
  httpStatus: z.int().nullable(),
  message: z.string(),
});

export type WebhookHeard = { httpStatus: number | null; message: string };
export type WebhookCall = Call<WebhookHeard>;

/** What became of the webhooks of a transfer. */
export type WebhookState = Pick<Transfer, 'webhook' | 'webhookDueAt'>;

/** Transfers of an account: from a number on, that number too, and booked between two instants. */
type ListedTransfers = { accountNumber: string; sinceId: number; from: string; before: string; limit: number };

export type TransferLedger = ReturnType<typeof openTransfers>;

const tables = `
  BEGIN;
  CREATE TABLE IF NOT EXISTS transfers (
    id INTEGER PRIMARY KEY AUTOINCREMENT, accountNumber TEXT NOT NULL, direction TEXT NOT NULL,
    amountVnd INTEGER NOT NULL, content TEXT NOT NULL, referenceCode TEXT NOT NULL, bookedAt TEXT NOT NULL,
    accumulatedVnd INTEGER NOT NULL, delivery TEXT NOT NULL, webhook TEXT NOT NULL, webhookDueAt TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS transfersOfAccount ON transfers (accountNumber, id);
  CREATE INDEX IF NOT EXISTS transfersDue ON transfers (webhookDueAt) WHERE webhook = 'due';
  CREATE TABLE IF NOT EXISTS webhookCalls (
    number INTEGER PRIMARY KEY, transferId INTEGER NOT NULL, sentAt TEXT NOT NULL, by TEXT NOT NULL,
    httpStatus INTEGER, message TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS callsOfTransfer ON webhookCalls (transferId);
  INSERT INTO sqlite_sequence (name, seq) SELECT 'transfers', 92700
    WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'transfers');
  COMMIT;
`;

/** Numbers as long as a bank's. */
const referenceCodeOf = (id: number): string => `MBVCB.${3_270_000_000 + id}`;

/** The transfers in the bank's books, beside its payments. */
export function openTransfers(database: DatabaseSync) {
  database.exec(tables);
  return { ...bookings(database), ...webhooks(database) };
}

function bookings(database: DatabaseSync) {
  const insert = database.prepare(`INSERT INTO transfers
    (accountNumber, direction, amountVnd, content, referenceCode, bookedAt, accumulatedVnd, delivery, webhook, webhookDueAt)
    VALUES ($accountNumber, $direction, $amountVnd, '', '', $bookedAt, $accumulatedVnd, $delivery, $webhook, $webhookDueAt)`);
  const describe = database.prepare('UPDATE transfers SET content = ?, referenceCode = ? WHERE id = ?');
  const selectBalance = database.prepare(`SELECT coalesce(sum(iif(direction = 'in', amountVnd, -amountVnd)), 0)
    AS amountVnd FROM transfers WHERE accountNumber = ? AND bookedAt < ?`);
  const selectOne = database.prepare('SELECT * FROM transfers WHERE id = ?');
  const selectRecent = database.prepare('SELECT * FROM transfers ORDER BY id DESC LIMIT ?');
  const selectOfAccount = database.prepare(`SELECT * FROM transfers WHERE accountNumber = $accountNumber
    AND id >= $sinceId AND bookedAt >= $from AND bookedAt < $before ORDER BY id DESC LIMIT $limit`);
  const selectSum = database.prepare(
    'SELECT coalesce(sum(amountVnd), 0) AS amountVnd FROM transfers WHERE direction = ?',
  );
  const sumSchema = z.object({ amountVnd: z.int() });

  /** What is in an account before an instant. */
  const balanceVnd = (accountNumber: string, before: string): number =>
    sumSchema.parse(selectBalance.get(accountNumber, before)).amountVnd;
  const getTransfer = (id: number): Transfer => transferSchema.parse(selectOne.get(id));

  return {
    balanceVnd,
    getTransfer,
    findTransfer: (id: number): Transfer | undefined => transferSchema.optional().parse(selectOne.get(id)),
    book({ reference, content, ...order }: TransferOrder, bookedAt: string): Transfer {
      const { accountNumber, direction, amountVnd, delivery } = order;
      const before = balanceVnd(accountNumber, '9999');
      const accumulatedVnd = before + (direction === 'in' ? amountVnd : -amountVnd);
      const state =
        delivery === 'lost' ? { webhook: 'lost', webhookDueAt: null } : { webhook: 'due', webhookDueAt: bookedAt };
      database.exec('BEGIN');
      const id = Number(insert.run({ ...order, bookedAt, accumulatedVnd, ...state }).lastInsertRowid);
      const referenceCode = reference === '' ? referenceCodeOf(id) : reference;
      describe.run(
        direction === 'in' ? bookedContent(content, referenceCode, accountNumber) : content,
        referenceCode,
        id,
      );
      database.exec('COMMIT');
      return getTransfer(id);
    },
    listRecent: (limit: number): Transfer[] => z.array(transferSchema).parse(selectRecent.all(limit)),
    /** The newest of those that are asked for; the newest first. */
    listOfAccount: (asked: ListedTransfers): Transfer[] => z.array(transferSchema).parse(selectOfAccount.all(asked)),
    /** Of all transfers ever made. */
    sumVnd: (direction: Transfer['direction']): number => sumSchema.parse(selectSum.get(direction)).amountVnd,
  };
}

function webhooks(database: DatabaseSync) {
  const insert = database.prepare(`INSERT INTO webhookCalls (transferId, sentAt, by, httpStatus, message)
    VALUES ($transferId, $sentAt, $by, $httpStatus, $message)`);
  const select = database.prepare('SELECT * FROM webhookCalls WHERE transferId = ? ORDER BY number');
  const update = database.prepare(
    'UPDATE transfers SET webhook = $webhook, webhookDueAt = $webhookDueAt WHERE id = $id',
  );
  const selectDue = database.prepare(`SELECT id FROM transfers WHERE webhook = 'due'`);

  return {
    recordCall(transferId: number, call: WebhookCall): void {
      insert.run({ transferId, ...call });
    },
    setWebhookState(id: number, state: WebhookState): void {
      update.run({ id, ...state });
    },
    listCalls: (id: number): WebhookCall[] => z.array(webhookCallSchema).parse(select.all(id)),
    listDue: (): number[] =>
      z
        .array(z.object({ id: z.int() }))
        .parse(selectDue.all())
        .map((row) => row.id),
  };
}
