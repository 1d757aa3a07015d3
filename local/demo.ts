/**
 * `npm run demo`: plays one payment from end to end over real HTTP, against the Lephi that is running or one that it
 * starts for itself. Exit code 0 only when every step held.
 */
import { parseArgs } from 'node:util';
import { CannotStart } from './cannot-start.ts';
import { findRunningLephi, type Lephi, startOwnLephi } from './demo/find-lephi.ts';
import { tellStory } from './demo/story.ts';
import { makeTranscript, StepFailed } from './demo/transcript.ts';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { data: { type: 'string', default: '.lephi' } } });
  const running = await findRunningLephi(values.data);
  if (running !== undefined) {
    await play(running, `Lephi is running at ${running.origin}.`);
    return;
  }
  console.log('No Lephi is running here, so one is started for the demo.');
  const { lephi, stop } = await startOwnLephi();
  try {
    await play(lephi, `Lephi started at ${lephi.origin}.`);
  } finally {
    await stop();
  }
}

async function play(lephi: Lephi, opening: string): Promise<void> {
  console.log(`${opening} Its bank is at ${lephi.bankOrigin}, its portal at ${lephi.portalOrigin}.`);
  await tellStory(lephi, makeTranscript(console.log));
  console.log('\nEvery step held.');
}

try {
  await main();
} catch (error) {
  process.exitCode = 1;
  if (error instanceof StepFailed) console.error(`    ✗ ${error.message}`);
  else if (error instanceof CannotStart) console.error(error.message);
  else console.error('    ✗', error);
}
