import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as z from 'zod';
import { viewDossier } from './dossier-state.ts';
import { makeOrder } from './orders-client.ts';
import { renderDossierPage, renderHomePage, renderMessagePage } from './pages.ts';
import type { Dossier, Register } from './register.ts';
import { listProcedures, type PortalSettings } from './settings.ts';
import { readWebhook } from './webhook.ts';

type Parts = { settings: PortalSettings; register: Register; lephiOrigin: string; now: () => number };

/** The portal's doors: for citizens, and for Lephi's webhooks. */
export function makePortalRoutes(parts: Parts): Hono {
  const app = new Hono();
  app.use(bodyLimit({ maxSize: 64 * 1024 }));
  addDossierRoutes(app, parts);
  addWebhookRoutes(app, parts);
  return app;
}

const applicationSchema = z.object({
  procedureCode: z.string(),
  payerName: z.string().trim().min(1).max(100),
  locale: z.enum(['vi', 'en']).default('vi'),
});

function addDossierRoutes(app: Hono, parts: Parts): void {
  const { settings, register, now } = parts;
  const procedures = listProcedures(settings.fees);
  const refuse = (c: Context, status: 400 | 404, message: string): Response | Promise<Response> =>
    c.html(renderMessagePage(message), status);

  app.get('/', (c) => {
    const dossiers = register.listDossiers().map((dossier) => viewDossier(dossier, register));
    const [webhooks, refused] = [register.listWebhooks(), register.listRefused()];
    return c.html(renderHomePage({ procedures, dossiers, webhooks, refused }));
  });

  app.post('/dossiers', async (c) => {
    const form = applicationSchema.safeParse(await c.req.parseBody());
    const procedure = procedures.find(({ code }) => code === form.data?.procedureCode);
    if (!form.success || procedure === undefined) return refuse(c, 400, 'Xin chọn thủ tục và ghi họ tên người nộp');
    const openedAt = new Date(now()).toISOString();
    const series = `${settings.agencyCode}-${vietnamDay(now())}-`;
    const { payerName, locale } = form.data;
    return goAndPay(c, register.openDossier({ procedure, payerName, locale }, series, openedAt), parts);
  });

  app.get('/dossiers/:code', (c) => {
    const dossier = register.findDossier(c.req.param('code'));
    if (dossier === undefined) return refuse(c, 404, 'Không tìm thấy hồ sơ');
    return c.html(renderDossierPage(viewDossier(dossier, register)));
  });

  app.post('/dossiers/:code/pay', (c) => {
    const dossier = register.findDossier(c.req.param('code'));
    if (dossier === undefined) return refuse(c, 404, 'Không tìm thấy hồ sơ');
    return dossier.checkoutUrl === null ? goAndPay(c, dossier, parts) : c.redirect(dossier.checkoutUrl, 303);
  });
}

/** Sends the citizen to Lephi's checkout page, or to the dossier's own page when Lephi made no order. */
async function goAndPay(c: Context, dossier: Dossier, { settings, register, lephiOrigin }: Parts): Promise<Response> {
  const page = `/dossiers/${dossier.code}`;
  const returnUrl = new URL(page, c.req.url).href;
  const making = await makeOrder(dossier, { settings, lephiOrigin, returnUrl });
  if (making.type === 'not-made') {
    register.recordProblem(dossier.code, making.why);
    return c.redirect(page, 303);
  }
  register.recordOrder(dossier.code, making.order);
  return c.redirect(making.order.checkoutUrl, 303);
}

function addWebhookRoutes(app: Hono, { settings, register, now }: Parts): void {
  app.post('/webhooks', async (c) => {
    const at = new Date(now()).toISOString();
    const reading = readWebhook(await c.req.text(), c.req.raw.headers, settings.webhookSecrets);
    if (reading.type === 'genuine') {
      register.keepWebhook(reading.id, reading.body, at);
      return c.body(null, 204);
    }
    register.recordRefused(reading.id.slice(0, 100), at, reading.why);
    return c.json({ error: reading.why }, reading.type === 'forged' ? 401 : 400);
  });

  app.get('/webhooks.json', (c) =>
    c.json({
      webhooks: register.listWebhooks().map((webhook) => ({ ...webhook, verified: true })),
      refused: register.listRefused().map((webhook) => ({ ...webhook, verified: false })),
    }),
  );
}

const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short' });

/** The day in Viet Nam as dossier codes write it: `yyMMdd`. */
function vietnamDay(epochMs: number): string {
  return dayFormat.format(epochMs).replaceAll('-', '').slice(2);
}
