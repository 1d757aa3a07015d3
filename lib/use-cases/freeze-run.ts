import { canonicalJson } from '../domain/canonical-json.ts';
import type { Join } from '../domain/bank-day.ts';
import type { Entry } from '../domain/entry.ts';
import type { OrderId } from '../domain/order-id.ts';
import type { BankDayName, Run } from '../domain/run.ts';
import { afterRunEnd, afterRunStep } from '../domain/run-changes.ts';
import { type Reconciliation, reconcile } from '../reconciliation/reconcile.ts';
import { type SnapshotEntry, writeSnapshot } from '../reconciliation/snapshot.ts';
import type { Terms } from '../reconciliation/terms.ts';
import { runFileNames, statementName } from '../store/file-names.ts';
import { find } from '../store/read.ts';
import { reconciled } from '../store/reconciliation-keys.ts';
import { commitRun } from './commit-run.ts';
import { findShown, findShownOnOwnDay } from './find-shown.ts';
import { isDueIn } from './list-entries.ts';
import { type Freezing, listOwnSide } from './list-own-side.ts';
import { isRefundEntry, lookUp, type LookedUp } from './look-up.ts';
import type { ReconcileParts } from './parts.ts';
import { quarantine } from './quarantine-statement.ts';
import { hashOf, openStatement, streamSnapshot } from './read-run-files.ts';
import { getReadySource, type ReadySource } from './ready-source.ts';

/** The answers to a first round can raise questions of their own: a line that found its entry frees another. */
const roundsMax = 5;

/** What officers have joined of a day, in order. */
const listJoins = async ({ store }: ReconcileParts, of: BankDayName): Promise<readonly Join[]> => {
  const { joins = [] } = (await find(store, reconciled.bankDay(of))) ?? {};
  return joins.map(({ proposalId: _, ...join }) => join).sort((one, other) => (one.line < other.line ? -1 : 1));
};

const makeTerms = (of: BankDayName, { period }: Run, { source, profile, account, calendar }: ReadySource): Terms => ({
  format: 'lephi-terms/1',
  ...of,
  period,
  provider: account.provider,
  beneficiaryAccount: account.beneficiaryAccount,
  options: account.options,
  profile,
  ...(source.statementAccount !== undefined && { statementAccount: source.statementAccount }),
  rules: source.rules,
  calendar,
});

/** Our side while it is being written down. */
type Side = { readonly entries: Map<string, SnapshotEntry>; readonly orders: Set<OrderId> };

const snapshotOf = ({ entries, orders }: Side) => ({ entries: [...entries.values()], orders: [...orders] });

/** An entry that was looked up because a line names it, or because no line does. */
const asLookedUp = async (
  { store }: ReconcileParts,
  { of, run, ready }: Freezing,
  entry: Entry,
): Promise<SnapshotEntry> => {
  const { rules } = ready.source;
  if (isDueIn({ period: run.period, rules, calendar: ready.calendar }, entry.paidAt))
    return { ...entry, origin: 'of-day' };
  const shownOn = await findShownOnOwnDay(store, { ...ready, of }, entry);
  return { ...entry, origin: 'looked-up', ...(shownOn !== undefined && { shownOn }) };
};

/** Corrects our side by what was read by key: an index may be behind. */
const correct = async (parts: ReconcileParts, freezing: Freezing, side: Side & { found: LookedUp }): Promise<void> => {
  const { entries, orders, found } = side;
  const shown = await findShown(parts.store, freezing.of, [...found.entries.keys()]);
  for (const [key, entry] of found.entries) {
    const known = entries.get(key);
    const shownOn = shown.get(key) ?? known?.shownOn;
    if (entry === undefined) entries.delete(key);
    else {
      const { origin, ...rest } = known ?? (await asLookedUp(parts, freezing, entry));
      entries.set(key, { ...rest, ...entry, origin, ...(shownOn !== undefined && { shownOn }) });
    }
  }
  for (const refund of found.refunds) entries.set(refund.key, { ...refund, origin: 'looked-up' });
  for (const order of found.orders) orders.add(order);
};

/** Entries of refunds that no line shows: they were only looked up in case one does. */
const dropRefunds = (entries: Map<string, SnapshotEntry>, withoutLine: readonly string[]): void => {
  for (const key of withoutLine) if (isRefundEntry({ key })) entries.delete(key);
};

/** Asks the core what it would call missing, and reads that by key, until it asks nothing new. */
const settleSide = async (
  parts: ReconcileParts,
  freezing: Freezing,
  { terms, side }: { readonly terms: Terms; readonly side: Side },
): Promise<(Reconciliation & { type: 'refused' }) | undefined> => {
  const asked = new Set<string>();
  for (let round = 1; ; round += 1) {
    const statement = await openStatement(parts.files, freezing.run);
    const outcome = await reconcile({ terms, statement, snapshot: streamSnapshot(snapshotOf(side)) });
    if (outcome.type === 'refused') return outcome;
    const movementKeys = outcome.questions.movementKeys.filter((key) => !asked.has(key) && !isRefundEntry({ key }));
    const orderIds = outcome.questions.orderIds.filter((id) => !asked.has(id));
    if ((movementKeys.length === 0 && orderIds.length === 0) || round === roundsMax) {
      dropRefunds(side.entries, outcome.questions.movementKeys);
      return undefined;
    }
    for (const key of [...movementKeys, ...orderIds]) asked.add(key);
    const found = await lookUp(parts.store, freezing.of.accountId, { movementKeys, orderIds });
    await correct(parts, freezing, { ...side, found });
  }
};

/**
 * Writes our side down, and the terms of the run. What would be missing is read by its key before it is. A statement that
 * its profile, changed since, can no longer read ends the run, and the one before it goes on counting.
 */
export const freezeRun = async (parts: ReconcileParts, of: BankDayName, run: Run): Promise<Run | 'overtaken'> => {
  const { store, files, now } = parts;
  const frozenAt = now();
  const ready = await getReadySource(store, of);
  const freezing = { of, run, ready };
  const joins = await listJoins(parts, of);
  const terms = { ...makeTerms(of, run, ready), ...(joins.length > 0 && { joins: [...joins] }) };
  const { entries, broughtForward } = await listOwnSide(parts, freezing);
  const side = { entries, orders: new Set<OrderId>() };
  const refused = await settleSide(parts, freezing, { terms, side });
  if (refused) {
    const { statement, period } = run;
    await quarantine(parts, { of, period, ...statement, keptAt: statementName(statement.sha256), ...refused });
    return commitRun(parts, of, { run: afterRunEnd(run, now()) });
  }
  const snapshot = snapshotOf(side);
  const termsBytes = [Buffer.from(canonicalJson(terms))];
  const hashes = { snapshot: hashOf(writeSnapshot(snapshot)), terms: hashOf(termsBytes) };
  const names = runFileNames(of, run.number);
  await files.write(names.snapshot(hashes.snapshot), writeSnapshot(snapshot));
  await files.write(names.terms(hashes.terms), termsBytes);
  const step = { status: 'frozen' as const, frozenAt, hashes, ...(broughtForward !== undefined && { broughtForward }) };
  return commitRun(parts, of, { run: afterRunStep(run, step) });
};
