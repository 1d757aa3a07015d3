import type { Chance } from './chance.ts';

/** What can go wrong by chance, and what it says when it is counted. */
export const faultKinds = [
  // at the table
  'read failed',
  'commit throttled',
  'commit failed unwritten',
  'commit written and heard as a conflict',
  'commit written and timed out',
  'request slow',
  'index read stale',
  // to a process
  'died before a commit',
  'died after a commit',
  'died elsewhere',
  // to what goes between Lephi and others
  'callback lost',
  'callback repeated',
  'callback late',
  'answer to a callback lost',
  'question lost',
  'answer to a question lost',
  'question answered oddly',
  'webhook lost',
  'answer to a webhook lost',
  // to what wakes Lephi
  'stream record lost',
  'stream record repeated',
  'stream record a day late',
  'sweep missed',
  'two sweeps at once',
] as const;

/** What goes wrong for a while, when an actor makes it. */
export type Mishap =
  | 'stream stopped for up to two days'
  | 'key wrong for an hour'
  | 'key changed'
  | 'webhook key changed'
  | 'agency switched off'
  | 'merchant account switched off'
  | 'receiver down'
  | 'receiver slow'
  | 'receiver hangs'
  | 'receiver lies'
  | 'bank does not answer questions'
  | 'bank altered the amount'
  | 'bank contradicted itself'
  | 'bank told of a stranger'
  | 'bank told of another account'
  | 'callback unreadable'
  | 'callback forged'
  | 'paid after the end'
  | 'failed, then paid'
  | 'in doubt';

export type FaultKind = (typeof faultKinds)[number];

export type Faults = {
  /** Whether a fault strikes here, which is counted. */
  readonly strikes: (kind: FaultKind) => boolean;
  readonly count: (what: Mishap) => void;
  /** From now on none strikes. */
  readonly cease: () => void;
  readonly counts: ReadonlyMap<string, number>;
};

/** Each seed has weather of its own: some faults never strike in it, some often. */
const rarities = [0, 0, 400, 150, 60, 20];

export const makeFaults = (chance: Chance): Faults => {
  const rarity = new Map<FaultKind, number>(faultKinds.map((kind) => [kind, chance.pick(rarities)]));
  const counts = new Map<string, number>();
  let ceased = false;
  const count = (what: FaultKind | Mishap): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
  return {
    counts,
    count,
    cease: () => void (ceased = true),
    strikes: (kind) => {
      const times = rarity.get(kind)!;
      if (ceased || times === 0 || !chance.oneIn(times)) return false;
      count(kind);
      return true;
    },
  };
};
