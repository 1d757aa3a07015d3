import type { Item } from '../../../lib/store/store.ts';
import type { Actor } from './actor.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Only new events that carry a webhook's due marker wake anybody. */
const wakes = ({ sk, version, dueShard }: Item): boolean =>
  String(sk).startsWith('EVENT#') && version === 1 && String(dueShard).startsWith('webhook#');

/**
 * The table's stream, which only wakes the first delivery: its records may be lost, come twice, in any order across
 * items, and more than a day late; sometimes it stands still for two days.
 */
export const stream: Actor = ({ chance, timeline, faults, trace, lephi, fail, onWritten }) => {
  let stoppedUntilMs = 0;

  const wake = (orderId: string, ms: number): void => {
    timeline.after(ms, () => {
      trace.note(orderId, 'the stream wakes a delivery');
      lephi.deliver(orderId).catch(fail);
    });
  };

  onWritten((item) => {
    if (!wakes(item) || faults.strikes('stream record lost')) return;
    const orderId = String(item.pk).replace('ORDER#', '');
    const lateMs = faults.strikes('stream record a day late') ? chance.int(dayMs, 2 * dayMs) : 0;
    const stoppedMs = Math.max(0, stoppedUntilMs - timeline.nowMs());
    const usualMs = chance.int(50, 2000);
    wake(orderId, lateMs + stoppedMs + usualMs);
    if (faults.strikes('stream record repeated')) wake(orderId, stoppedMs + usualMs + chance.pick([0, 5, 10, 1000]));
  });

  const stop = (): void => {
    faults.count('stream stopped for up to two days');
    stoppedUntilMs = timeline.nowMs() + chance.int(minuteMs, 2 * dayMs);
  };

  return [{ weight: 1, act: stop }];
};
