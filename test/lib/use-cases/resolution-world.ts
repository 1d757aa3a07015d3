import type { Discrepancy } from '../../../lib/domain/discrepancy.ts';
import type { Officer } from '../../../lib/domain/officer.ts';
import type { Proposal } from '../../../lib/domain/proposal.ts';
import type { BankDayName, Run } from '../../../lib/domain/run.ts';
import { reconciled } from '../../../lib/store/reconciliation-keys.ts';
import { find, list } from '../../../lib/store/read.ts';
import { advanceRun } from '../../../lib/use-cases/advance-run.ts';
import { approveProposal } from '../../../lib/use-cases/decide-proposal.ts';
import { getBankDay, listDiscrepancies } from '../../../lib/use-cases/read-reconciliation.ts';
import { binh, mai } from '../../samples.ts';
import { ask } from './desk-world.ts';
import {
  dayNamed,
  instantOn,
  type ListedLine,
  listOf,
  nextMorning,
  openReconciliation,
  type Paid,
  payTold,
  type ReconciliationWorld,
  reconcileList,
  unhurried,
} from './reconciliation-world.ts';

export const [saturday, sunday] = [dayNamed(0), dayNamed(1)];

export const reason = 'Ngân hàng xác nhận bằng văn bản';

/** A line of money that tells nothing of whose it is. */
export const unnamed = (amountVnd: number, clock = '09:30', of = saturday): ListedLine => ({
  reference: '',
  amountVnd,
  at: instantOn(of, clock),
});

/** A day on which a payment has no line, and lines have no payment. */
type Doubtful = {
  readonly world: ReconciliationWorld;
  readonly paid: Paid;
  readonly lines: readonly ListedLine[];
};

/** A day with a payment of 135,000 đ that no line shows, and these lines that tell nothing. */
export const openDoubtful = async (...lines: readonly ListedLine[]): Promise<Doubtful> => {
  const world = await openReconciliation();
  const paid = await payTold(world, 1);
  nextMorning(world, saturday);
  await reconcileList(world, saturday, listOf(...lines));
  return { world, paid, lines };
};

const classes = ['missing-at-provider', 'line-of-unknown-reference', 'missing-at-lephi', 'amount-differs'] as const;

/** Open discrepancies, by the class as which they wait. */
const listOpen = async ({ store }: ReconciliationWorld): Promise<readonly Discrepancy[]> =>
  (await Promise.all(classes.map((one) => listDiscrepancies(store, { class: one }, { limit: 50 })))).flatMap(
    ({ items }) => items,
  );

/** The only open discrepancy of a class; of several the first that a test means. */
export const openOf = async (
  world: ReconciliationWorld,
  deskClass: (typeof classes)[number],
  means: (one: Discrepancy) => boolean = () => true,
): Promise<Discrepancy> => {
  const found = (await listOpen(world)).find((one) => one.desk?.class === deskClass && means(one));
  if (found === undefined) throw new Error(`nothing waits as ${deskClass}`);
  return found;
};

export const now = async ({ store }: ReconciliationWorld, { id }: Discrepancy): Promise<Discrepancy> => {
  const found = await find(store, reconciled.discrepancy(id));
  if (found === undefined) throw new Error(`there is no discrepancy ${id}`);
  return found;
};

/** What happened to a discrepancy, by name. */
export const storyOfDiscrepancy = async (
  { store }: ReconciliationWorld,
  { id }: Pick<Discrepancy, 'id'>,
): Promise<string[]> =>
  (await list(store, reconciled.discrepancyEvents(id), { limit: 100 })).items.map(({ fact }) => fact.type);

export const storyOfDay = async ({ store }: ReconciliationWorld, of: BankDayName): Promise<string[]> =>
  (await list(store, reconciled.bankDayEvents(of), { limit: 100 })).items.map(({ fact }) => fact.type);

/** Goes on with every run of a day. */
export const runAll = async (world: ReconciliationWorld, of: BankDayName): Promise<Run> => {
  let run: Run | undefined;
  for (let number = 1; number <= (await getBankDay(world.store, of)).runs; number += 1)
    run = await advanceRun(world, of, number, unhurried);
  if (run === undefined) throw new Error('the day has no run');
  return run;
};

/** What one officer asks for and another approves. */
export const decide = async (world: ReconciliationWorld, request: object, by: Officer = binh): Promise<Proposal> =>
  approveProposal(world, by, (await ask(world, { ...request, reason }, mai)).id);
