import { expect, test } from 'vitest';
import { publicRunSchema, toPublicRun } from '../../../lib/http/public-run.ts';
import { getRun } from '../../../lib/use-cases/advance-run.ts';
import { openReconciledDay } from './reconciliation-calls.ts';

test('a run is shown as it is promised, without what only whoever goes on with it needs', async () => {
  const { world, of } = await openReconciledDay();
  const shown = toPublicRun(of, { ...(await getRun(world, of, 1)), cursor: 3, dueAt: world.now() });

  expect(publicRunSchema.parse(JSON.parse(JSON.stringify(shown)))).toEqual(JSON.parse(JSON.stringify(shown)));
  expect(shown).toMatchObject({ ...of, number: 1, summary: { lines: 1 } });
  for (const name of ['version', 'cursor', 'dueAt', 'broughtForward']) expect(shown).not.toHaveProperty(name);
});
