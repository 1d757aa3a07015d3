import { expect, test } from 'vitest';
import { addMs } from '../../../lib/domain/time.ts';
import { inPieces } from '../statements/sample-statement.ts';
import { reconcile } from '../../../lib/reconciliation/reconcile.ts';
import { termsSchema } from '../../../lib/reconciliation/terms.ts';
import {
  dayNamed,
  fileOf,
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  payUntold,
  reconcileList,
} from './reconciliation-world.ts';

const saturday = dayNamed(0);

test('the files of a run give the same report again, without a table', async () => {
  const world = await openReconciliation();
  const [one, untold] = [await payTold(world, 1), await payUntold(world, 2)];
  nextMorning(world, saturday);
  const run = await reconcileList(world, saturday, listOf(one, untold));
  const statement = await world.files.open(`statements/${run.statement.sha256}`);
  const terms = termsSchema.parse(JSON.parse(await fileOf(world, saturday, { run: 1, which: 'terms' })));
  const snapshot = inPieces(Buffer.from(await fileOf(world, saturday, { run: 1, which: 'snapshot' })), 100);
  const outcome = await reconcile({ terms, statement: statement ?? expect.unreachable(), snapshot });
  if (outcome.type === 'refused') return expect.unreachable();
  expect(Buffer.concat([...outcome.body()]).toString()).toBe(await fileOf(world, saturday, { run: 1 }));
  expect(JSON.parse(await fileOf(world, saturday, { run: 1, which: 'sidecar' }))).toMatchObject({
    run: 1,
    hashes: { body: run.hashes.body, snapshot: run.hashes.snapshot, statement: run.statement.sha256 },
    startedAt: addMs(run.startedAt, 0),
  });
});
