import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { Order } from './orders-client.ts';
import type { Procedure } from './settings.ts';
import type { WebhookBody } from './webhook.ts';

const dossierSchema = z.object({
  code: z.string(),
  openedAt: z.string(),
  procedureCode: z.string(),
  procedureName: z.string(),
  payerName: z.string(),
  locale: z.enum(['vi', 'en']),
  totalAmountVnd: z.int(),
  orderId: z.string().nullable(),
  paymentCode: z.string().nullable(),
  checkoutUrl: z.string().nullable(),
  /** Why Lephi made no order when it was last asked. */
  problem: z.string().nullable(),
});

const keptWebhookSchema = z.object({
  id: z.string(),
  type: z.string(),
  orderId: z.string(),
  sequence: z.int(),
  dossierCode: z.string().nullable(),
  sentAt: z.string(),
  receivedAt: z.string(),
  /** How often it came. */
  times: z.int(),
  paidAt: z.string().nullable(),
  provider: z.string().nullable(),
  transactionId: z.string().nullable(),
});

const refusedWebhookSchema = z.object({ id: z.string(), at: z.string(), why: z.string() });

export type Dossier = z.infer<typeof dossierSchema>;
export type KeptWebhook = z.infer<typeof keptWebhookSchema>;
export type RefusedWebhook = z.infer<typeof refusedWebhookSchema>;

/** What a citizen brings. */
type Application = { procedure: Procedure; payerName: string; locale: 'vi' | 'en' };

export type Register = ReturnType<typeof openRegister>;

/** The newest entries that a list shows. */
const shownMax = 50;

const tables = `
  PRAGMA journal_mode = WAL;
  BEGIN;
  CREATE TABLE IF NOT EXISTS dossiers (
    code TEXT PRIMARY KEY, openedAt TEXT NOT NULL, procedureCode TEXT NOT NULL, procedureName TEXT NOT NULL,
    payerName TEXT NOT NULL, locale TEXT NOT NULL, totalAmountVnd INTEGER NOT NULL,
    orderId TEXT, paymentCode TEXT, checkoutUrl TEXT, problem TEXT
  ) STRICT;
  CREATE TABLE IF NOT EXISTS webhooks (
    id TEXT PRIMARY KEY, type TEXT NOT NULL, orderId TEXT NOT NULL, sequence INTEGER NOT NULL, dossierCode TEXT,
    sentAt TEXT NOT NULL, receivedAt TEXT NOT NULL, times INTEGER NOT NULL DEFAULT 1,
    paidAt TEXT, provider TEXT, transactionId TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS webhooksOfOrder ON webhooks (orderId, sequence);
  -- Apart from the genuine ones, so that a forged id never stands in the way of a true one.
  CREATE TABLE IF NOT EXISTS refusedWebhooks (id TEXT NOT NULL, at TEXT NOT NULL, why TEXT NOT NULL) STRICT;
  COMMIT;
`;

/** The portal's own books: dossiers, and the webhooks it was sent. What was written survives a restart. */
export function openRegister(dataFolder: string) {
  mkdirSync(dataFolder, { recursive: true });
  const database = new DatabaseSync(join(dataFolder, 'sandbox-portal.sqlite'), { timeout: 5_000 });
  database.exec(tables);
  return { ...dossiers(database), ...webhooks(database), close: database.close.bind(database) };
}

function dossiers(database: DatabaseSync) {
  const count = database.prepare(`SELECT count(*) AS opened FROM dossiers WHERE code LIKE ? || '%'`);
  const insert = database.prepare(`INSERT INTO dossiers
    (code, openedAt, procedureCode, procedureName, payerName, locale, totalAmountVnd)
    VALUES ($code, $openedAt, $procedureCode, $procedureName, $payerName, $locale, $totalAmountVnd)`);
  const setOrder = database.prepare(`UPDATE dossiers SET orderId = $id, paymentCode = $paymentCode,
    checkoutUrl = $checkoutUrl, problem = NULL WHERE code = $code`);
  const setProblem = database.prepare('UPDATE dossiers SET problem = ? WHERE code = ?');
  const select = database.prepare('SELECT * FROM dossiers WHERE code = ?');
  const selectNewest = database.prepare('SELECT * FROM dossiers ORDER BY openedAt DESC, code DESC LIMIT ?');

  return {
    /** Opens a dossier under the next number of its day: `<agency>-<yyMMdd>-<NNNN>`. */
    openDossier({ procedure, payerName, locale }: Application, series: string, openedAt: string): Dossier {
      const { opened } = z.object({ opened: z.int() }).parse(count.get(series));
      const code = `${series}${String(opened + 1).padStart(4, '0')}`;
      const { code: procedureCode, name: procedureName, totalAmountVnd } = procedure;
      insert.run({ code, openedAt, procedureCode, procedureName, payerName, locale, totalAmountVnd });
      return dossierSchema.parse(select.get(code));
    },
    findDossier: (code: string): Dossier | undefined => dossierSchema.optional().parse(select.get(code)),
    listDossiers: (): Dossier[] => z.array(dossierSchema).parse(selectNewest.all(shownMax)),
    recordOrder(code: string, { id, paymentCode, checkoutUrl }: Order): void {
      setOrder.run({ code, id, paymentCode, checkoutUrl });
    },
    recordProblem(code: string, why: string): void {
      setProblem.run(why, code);
    },
  };
}

function webhooks(database: DatabaseSync) {
  const insert = database.prepare(`INSERT INTO webhooks
    (id, type, orderId, sequence, dossierCode, sentAt, receivedAt, paidAt, provider, transactionId)
    VALUES ($id, $type, $orderId, $sequence, $dossierCode, $sentAt, $receivedAt, $paidAt, $provider, $transactionId)
    ON CONFLICT DO UPDATE SET times = times + 1`);
  const insertRefused = database.prepare('INSERT INTO refusedWebhooks (id, at, why) VALUES (?, ?, ?)');
  const forgetRefused = database.prepare(`DELETE FROM refusedWebhooks WHERE rowid NOT IN
    (SELECT rowid FROM refusedWebhooks ORDER BY rowid DESC LIMIT ?)`);
  const selectNewest = database.prepare('SELECT * FROM webhooks ORDER BY receivedAt DESC, sequence DESC LIMIT ?');
  const selectOfOrder = database.prepare('SELECT * FROM webhooks WHERE orderId = ? ORDER BY sequence');
  const selectRefused = database.prepare('SELECT * FROM refusedWebhooks ORDER BY rowid DESC');

  return {
    /** Keeps a genuine webhook. One whose id is known is counted, and changes nothing else. */
    keepWebhook(id: string, { type, timestamp, data }: WebhookBody, receivedAt: string): void {
      const { orderId, sequence, dossierCode = null, payment } = data;
      const { paidAt = null, provider = null, transactionId = null } = payment ?? {};
      insert.run({
        id,
        type,
        orderId,
        sequence,
        dossierCode,
        sentAt: timestamp,
        receivedAt,
        paidAt,
        provider,
        transactionId,
      });
    },
    recordRefused(id: string, at: string, why: string): void {
      insertRefused.run(id, at, why);
      forgetRefused.run(shownMax);
    },
    listWebhooks: (): KeptWebhook[] => z.array(keptWebhookSchema).parse(selectNewest.all(shownMax)),
    /** The webhooks of one order in the order in which Lephi counted them, whenever they came. */
    listWebhooksOf: (orderId: string): KeptWebhook[] => z.array(keptWebhookSchema).parse(selectOfOrder.all(orderId)),
    listRefused: (): RefusedWebhook[] => z.array(refusedWebhookSchema).parse(selectRefused.all()),
  };
}
