import { expect, test } from 'vitest';
import { runSchema } from '../../../lib/domain/run.ts';
import {
  afterRunClaim,
  afterRunEnd,
  afterRunPart,
  afterRunPause,
  afterRunStep,
} from '../../../lib/domain/run-changes.ts';
import { addMs, minuteMs } from '../../../lib/domain/time.ts';
import { start } from '../../samples.ts';
import { bodySha, makeSampleRun } from './sample-bank-day.ts';

test('a run is due at once, then whenever whoever has it should be done, and no more when it is done', () => {
  const run = makeSampleRun();
  expect(runSchema.parse(run)).toEqual(run);
  expect(run).toMatchObject({ version: 1, status: 'received', dueAt: start });
  const claimed = afterRunClaim(run, start);
  expect(claimed).toMatchObject({ version: 2, dueAt: addMs(start, 15 * minuteMs) });
  expect(afterRunPause(claimed, start)).toMatchObject({ version: 3, dueAt: start });
  const ended = afterRunEnd(claimed, start);
  expect(ended).toMatchObject({ version: 3, status: 'done', finishedAt: start });
  expect(ended).not.toHaveProperty('dueAt');
});

test('how much of a step is done is forgotten with the step', () => {
  const part = afterRunPart(makeSampleRun({ status: 'stored' }), 7, { healed: 3 });
  expect(part).toMatchObject({ version: 2, cursor: 7, healed: 3 });
  const next = afterRunStep(part, { status: 'done', hashes: { body: bodySha } });
  expect(next).toMatchObject({ version: 3, status: 'done', healed: 3, hashes: { body: bodySha } });
  expect(next).not.toHaveProperty('cursor');
});
