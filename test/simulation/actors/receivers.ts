import type { Client } from '../../../lib/domain/client.ts';
import { instantFromMs, instantToMs } from '../../../lib/domain/time.ts';
import type { Call } from '../../../lib/use-cases/parts.ts';
import type { Mishap } from '../faults.ts';
import { checkArrival } from '../invariants/webhooks.ts';
import { webhookSecretGiven } from '../lephi.ts';
import type { Reply } from '../network.ts';
import { portals } from '../setting.ts';
import { readWebhook } from '../webhook-reader.ts';
import type { Actor, Move } from './actor.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const marginMs = 10 * minuteMs;

type Mood = 'up' | 'down' | 'slow' | 'hangs' | 'lies';

const moods: readonly { readonly mood: Mood; readonly weight: number; readonly counted: Mishap }[] = [
  { mood: 'down', weight: 6, counted: 'receiver down' },
  { mood: 'slow', weight: 2, counted: 'receiver slow' },
  { mood: 'hangs', weight: 1, counted: 'receiver hangs' },
  { mood: 'lies', weight: 2, counted: 'receiver lies' },
];

const answered = (afterMs: number, status: number): Reply => ({
  afterMs,
  called: { type: 'answered', status, body: '' },
});

const refused: Reply = { afterMs: 10, called: { type: 'failed', why: 'connection refused' } };

/** Portals' servers, which take webhooks, or do not: they are down, slow, hang, or say other than what they did. */
export const receivers: Actor = (world) => {
  const { chance, timeline, faults, trace, network, portals: clients, received, onCalm } = world;
  const moodOf = new Map<string, Mood>();
  /** The number of the secret that each receiver has in place. */
  const inPlace = new Map<string, number>();

  /** A receiver puts a new secret in place at some time while both are signed with, minutes from either end. */
  const secretOf = ({ id, webhookKey }: Client): string => {
    const { number, previousUntil = instantFromMs(0) } = webhookKey;
    const leftMs = instantToMs(previousUntil) - timeline.nowMs();
    const isTime = leftMs < marginMs || (leftMs < dayMs - marginMs && chance.oneIn(2));
    inPlace.set(id, isTime ? number : Math.max(number - 1, inPlace.get(id) ?? 1));
    return webhookSecretGiven(id, inPlace.get(id)!);
  };

  const replyInMood = (mood: Mood): Reply => {
    switch (mood) {
      case 'up':
        return answered(chance.int(10, 400), chance.pick([200, 204, 299]));
      case 'down':
        return chance.oneIn(2) ? refused : answered(50, chance.pick([500, 503, 404]));
      case 'slow':
        return answered(chance.int(1000, 20_000), 200);
      case 'hangs':
        return { ...refused, afterMs: Infinity };
      case 'lies':
        return answered(100, chance.pick([200, 302, 500]));
    }
  };

  const take = (client: Client, call: Call): Reply => {
    const reply = replyInMood(moodOf.get(client.id) ?? 'up');
    const webhook = readWebhook(call, secretOf(client), timeline.nowMs());
    checkArrival(world, webhook, { call, busyMs: Math.min(reply.afterMs, call.timeoutMs) });
    const status = reply.called.type === 'answered' ? reply.called.status : 0;
    trace.note(webhook.orderId, `${client.id} gets ${webhook.type} (${webhook.sequence}) and says ${status}`);
    if (status >= 200 && status < 300) received.taken.add(webhook.id);
    return reply;
  };

  for (const { id, webhookUrl } of portals)
    if (webhookUrl !== undefined)
      network.set(new URL(webhookUrl).origin, {
        takes: () => 'webhook',
        answer: (call) => take(clients.get(id)!, call),
      });

  const changeMood = (): void => {
    const { id } = chance.pick(portals);
    const { mood, counted } = chance.weigh(moods);
    faults.count(counted);
    moodOf.set(id, mood);
    timeline.after(chance.pick([minuteMs, hourMs, 20 * hourMs, 100 * hourMs]), () => void moodOf.delete(id));
  };

  onCalm(() => {
    moodOf.clear();
  });

  const moves: readonly Move[] = [{ weight: 8, act: changeMood }];
  return moves;
};
