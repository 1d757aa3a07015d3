import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeDeskRoutes } from '../../../lib/http/desk-api.ts';
import { makeOrderRoutes } from '../../../lib/http/orders-api.ts';
import { makeReconciliationRoutes } from '../../../lib/http/reconciliation-api.ts';
import { makeMemoryFiles } from '../../../lib/store/memory-files.ts';
import { makeWorld } from '../../world.ts';
import { document, operations } from './described-api.ts';

const redocly = join(dirname(fileURLToPath(import.meta.resolve('@redocly/cli/package.json'))), 'bin', 'cli.js');

/** What Redocly's linter finds, by its recommended rules and without a word to anybody. */
const lint = (): unknown => {
  const folder = mkdtempSync(join(tmpdir(), 'lephi-openapi-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(document));
  const args = [redocly, 'lint', 'openapi.json', '--extends=recommended', '--format=json'];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  return JSON.parse(execFileSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' }));
};

describe('the OpenAPI document', () => {
  test('has nothing that a linter finds', () => {
    expect(lint()).toMatchObject({ totals: { errors: 0, warnings: 0, ignored: 0 }, problems: [] });
  });

  test('describes each route of the API, and no other', () => {
    const world = makeWorld();
    const readToken = async () => ({ type: 'refused', why: 'not-genuine' }) as const;
    const routes = [
      ...makeOrderRoutes(world),
      ...makeDeskRoutes({ ...world, readToken }),
      ...makeReconciliationRoutes({ ...world, files: makeMemoryFiles(), readToken }),
    ];
    const served = routes.map(({ method, path }) => `${method} ${path}`);

    expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(served.sort());
  });

  test('describes each schema once, whether it is sent or answered', () => {
    expect(Object.keys(document.components.schemas).sort()).toMatchInlineSnapshot(`
      [
        "ApplicationRequest",
        "Arrival",
        "Attempt",
        "BalanceEquation",
        "BankDay",
        "BankDayList",
        "BeneficiaryAccount",
        "CancelledWebhook",
        "ClassSum",
        "CloseRequest",
        "Collection",
        "CollectionPage",
        "Delivery",
        "DeliveryPage",
        "DeliveryTry",
        "DeskAttempt",
        "DeskClass",
        "DeskCount",
        "DeskEvent",
        "DeskEventPage",
        "DeskItem",
        "DeskItemPage",
        "DeskOrder",
        "DeskSummary",
        "DetailPage",
        "DetailRow",
        "Discrepancy",
        "DiscrepancyPage",
        "DiscrepancyReportPage",
        "DiscrepancyRow",
        "DiscrepancySummary",
        "Event",
        "EventPage",
        "Evidence",
        "ExpiredWebhook",
        "FeeLine",
        "FileProblem",
        "ForcedMatchRequest",
        "LineRequest",
        "MatchUndoingRequest",
        "Movement",
        "MovementPart",
        "Officer",
        "Order",
        "OrderPage",
        "OrderRequest",
        "OriginSum",
        "Overview",
        "OverviewRow",
        "PaidWebhook",
        "PartRefundedWebhook",
        "Payment",
        "Person",
        "Place",
        "Problem",
        "Proposal",
        "ProposalPage",
        "ProposalRequest",
        "ProposalSummary",
        "QuarantinedPage",
        "QuarantinedStatement",
        "ReasonRequest",
        "Refund",
        "RefundEndingRequest",
        "RefundRequest",
        "RefundedWebhook",
        "ReopeningRequest",
        "Replay",
        "ReplayRequest",
        "RequestedLine",
        "Result",
        "ResultPage",
        "ReversedWebhook",
        "Run",
        "RunPage",
        "ShownOnSide",
        "ThreeWays",
        "Transfer",
        "WayOut",
      ]
    `);
  });

  test('lets an answer have fields that come later', () => {
    expect(JSON.stringify(document)).not.toContain('"additionalProperties":false');
  });
});
