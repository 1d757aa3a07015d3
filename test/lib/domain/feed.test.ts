import { describe, expect, test } from 'vitest';
import { afterClaim, afterPage, afterPause, feedSchema, makeFeed } from '../../../lib/domain/feed.ts';
import { addMs, minuteMs } from '../../../lib/domain/time.ts';
import { start } from '../../samples.ts';

const later = (minutes: number) => addMs(start, minutes * minuteMs);
const page = { cursor: 'a', complete: true };

describe('a feed', () => {
  test('begins when its account is switched on, and is due at once', () => {
    expect(makeFeed(start)).toEqual({ version: 1, from: start, dueAt: start });
  });

  test('taken in hand is due for others five minutes later', () => {
    expect(afterClaim(makeFeed(start), later(1))).toEqual({
      version: 2,
      from: start,
      readingSince: later(1),
      dueAt: later(6),
    });
  });

  test('read to its end has everything up to the start of the reading, not to its end', () => {
    const claimed = afterClaim(makeFeed(start), later(1));

    expect(afterPage(claimed, page)).toEqual({
      version: 3,
      from: start,
      cursor: 'a',
      readUntilAt: later(1),
      dueAt: later(6),
    });
  });

  test('that took several readings to its end has everything up to the start of the first one', () => {
    const first = afterPage(afterClaim(makeFeed(start), later(1)), { cursor: 'a', complete: false });
    const paused = afterPause(first, later(2));
    expect(paused).toMatchObject({ cursor: 'a', readingSince: later(1), dueAt: later(2) });
    expect(paused).not.toHaveProperty('readUntilAt');

    const second = afterPage(afterClaim(paused, later(3)), { cursor: 'b', complete: true });
    expect(second).toMatchObject({ version: 6, cursor: 'b', readUntilAt: later(1) });
    expect(second).not.toHaveProperty('readingSince');
  });

  test('keeps what it has when a reading fails', () => {
    const read = afterPage(afterClaim(makeFeed(start), later(1)), page);

    expect(afterClaim(read, later(6))).toMatchObject({ cursor: 'a', readUntilAt: later(1), readingSince: later(6) });
  });

  test('is one that can be read back', () => {
    expect(feedSchema.parse(JSON.parse(JSON.stringify(makeFeed(start))))).toEqual(makeFeed(start));
  });
});
