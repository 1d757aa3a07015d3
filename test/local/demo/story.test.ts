import { describe, expect, test } from 'vitest';
import { tellStory } from '../../../local/demo/story.ts';
import { makeTranscript } from '../../../local/demo/transcript.ts';
import { type Fault, startPretendLephi } from './pretend-lephi.ts';

const play = async (fault?: Fault): Promise<string> => {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const lephi = await startPretendLephi(fault);
  await tellStory(lephi, makeTranscript(write, 1_000)).catch((error: unknown) => {
    write(`✗ ${String(error)}`);
  });
  return lines.join('\n');
};

describe('the story of the demo', () => {
  test('is told to its end when every step holds, and tells no key', async () => {
    const transcript = await play();
    expect(transcript).not.toContain('✗');
    expect(transcript.match(/✓ the journal tells it all: order.created, attempt.started, order.paid/g)).toHaveLength(2);
    for (const key of ['lephi_test', 'SECRET_TEST_KEY', 'TOKEN_TEST_KEY']) expect(transcript).not.toContain(key);
  });

  test.each<[Fault, string]>([
    ['makes no order', 'Lephi made the order'],
    ['makes another order', 'it is the same order'],
    ['has no button', 'the page has no such button'],
    ['sends the payer elsewhere', 'Lephi sends the browser to the bank'],
    ['signs wrongly', 'the bank finds the request genuine'],
    ['does not confirm', 'it heard 00'],
    ['confirms twice', 'it heard 02'],
    ['shows no result', 'it says that the bank has confirmed'],
    ['sends no webhook', 'a webhook at the portal: not within'],
    ['forges its webhook', 'a webhook at the portal: not within'],
    ['stays unpaid', 'the order is paid'],
    ['forgets an event', 'the journal tells it all'],
    ['shows no code', 'it shows a code to scan'],
    ['asks for more', 'the transfer is of exactly the fee'],
    ['does not take the transfer', 'SePay told Lephi'],
    ['shows no result of the transfer', 'it has become the result'],
  ])('stops where it does not hold when a Lephi %s', async (fault, failure) => {
    const transcript = await play(fault);
    expect(transcript.split('\n').at(-1)).toContain(`✗ StepFailed: ${failure}`);
  });
});
