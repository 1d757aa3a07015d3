import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openProgress } from '../../../local/stream/progress.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

let path = '';

beforeEach(async () => {
  path = join(await makeTemporaryFolder(), 'streams', 'sample.json');
});

const at = (...sequenceNumbers: string[]) =>
  sequenceNumbers.map((sequenceNumber) => ({ shardId: 'a', sequenceNumber }));

/** Where a Lephi that starts now would go on. */
const positionAfterCrash = (shardId = 'a') => openProgress(path, 'stream').findPosition(shardId);

describe('progress on a stream', () => {
  test('begins with nothing', () => {
    expect(openProgress(path, 'stream').findPosition('a')).toBeUndefined();
  });

  test('after a crash goes on behind the last record that was finished', () => {
    const progress = openProgress(path, 'stream');
    progress.begin(at('1', '2', '3'));
    progress.finish(at('1', '2'));

    expect(positionAfterCrash()).toBe('2');
  });

  test('never passes a record that is not finished', () => {
    const progress = openProgress(path, 'stream');
    progress.begin(at('1', '2', '3', '4'));
    progress.finish(at('2'));
    progress.finish(at('4'));
    expect(positionAfterCrash()).toBeUndefined();
    expect(progress.countUnfinished()).toBe(4);

    progress.finish(at('1'));
    expect(positionAfterCrash()).toBe('2');

    progress.finish(at('3'));
    expect(positionAfterCrash()).toBe('4');
    expect(progress.countUnfinished()).toBe(0);
  });

  test('in the same run goes on behind the last record that was read', () => {
    const progress = openProgress(path, 'stream');
    progress.begin(at('1', '2'));
    progress.finish(at('1'));

    expect(progress.findPosition('a')).toBe('2');
  });

  test('is kept for each shard', () => {
    const progress = openProgress(path, 'stream');
    const ofBoth = [...at('1', '2'), { shardId: 'b', sequenceNumber: '9' }];
    progress.begin(ofBoth);
    progress.finish(ofBoth.slice(1));

    expect(positionAfterCrash('a')).toBeUndefined();
    expect(positionAfterCrash('b')).toBe('9');
  });

  test('begins anew with another stream', () => {
    const progress = openProgress(path, 'stream');
    progress.begin(at('1'));
    progress.finish(at('1'));

    expect(openProgress(path, 'another stream').findPosition('a')).toBeUndefined();
  });

  test('whose file is broken is refused', async () => {
    const progress = openProgress(path, 'stream');
    progress.begin(at('1'));
    progress.finish(at('1'));
    await writeFile(path, '{"streamArn":');

    expect(() => openProgress(path, 'stream')).toThrow(`${path} is broken: mend it, or begin anew with --fresh.`);
  });
});
