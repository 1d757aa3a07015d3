import type { Chance } from './chance.ts';

/**
 * How rare a fault is, once in so many times; 0 is never. Each seed draws for each kind, so that it has weather of its
 * own: some faults never strike in it, some often. What goes to the table goes often, messages between parties do not, and
 * some of these seldom.
 */
const rarities = {
  request: [0, 0, 400, 150, 60, 20],
  message: [0, 0, 40, 15, 5, 3],
  /** Of messages that are seldom sent. */
  seldom: [0, 8, 4, 2],
} as const;

/** What can go wrong by chance, by where it strikes. */
const faultKinds = {
  request: [
    'read failed',
    'request slow',
    'index read stale',
    'commit throttled',
    'commit failed unwritten',
    'commit written and heard as a conflict',
    'commit written and timed out',
    'died before a commit',
    'died after a commit',
    'died elsewhere',
  ],
  message: [
    'callback lost',
    'callback repeated',
    'callback late',
    'answer to a callback lost',
    'list unreadable',
    'question lost',
    'question answered oddly',
    'answer to a question lost',
    'webhook lost',
    'answer to a webhook lost',
    'stream record lost',
    'stream record repeated',
    'stream record a day late',
    'sweep missed',
    'two sweeps at once',
  ],
  seldom: [
    'callback stale',
    'transfer listed late',
    'transfer told late',
    'refund lost',
    'answer to a refund lost',
    'refund answered oddly',
  ],
} as const;

type Place = keyof typeof faultKinds;

type FaultKind = (typeof faultKinds)[Place][number];

/** What goes wrong because an actor makes it, or because two met. */
export type Mishap =
  | 'agency switched off'
  | 'bank altered the amount'
  | 'bank contradicted itself'
  | 'bank does not answer questions'
  | 'bank told of a stranger'
  | 'bank told of another account'
  | 'callback forged'
  | 'callback unreadable'
  | 'callbacks do not arrive for hours'
  | 'debit that nothing explains'
  | 'failed, then paid'
  | 'in doubt'
  | 'key changed'
  | 'key wrong for an hour'
  | 'list unreadable for hours'
  | 'merchant account switched off'
  | 'more transfers than a page holds'
  | 'more applied than is left asked for'
  | 'officer approves under another name what they asked for'
  | 'paid after the end'
  | 'receiver down'
  | 'receiver hangs'
  | 'receiver lies'
  | 'receiver slow'
  | 'refund of more than came asked for'
  | 'refund transferred twice'
  | 'refund transferred with another amount'
  | 'stream stopped for up to two days'
  | 'transfer entered with a wrong reference'
  | 'transfer in parts'
  | 'transfer into another account'
  | 'transfer made twice'
  | 'transfer of another amount'
  | 'transfer with a mistyped code'
  | 'transfer without a code'
  | 'two commits met'
  | 'two officers decide at once'
  | 'webhook key changed';

export type Faults = {
  /** Whether a fault strikes here, which is counted. */
  readonly strikes: (kind: FaultKind) => boolean;
  readonly count: (what: Mishap) => void;
  /** From now on none strikes. */
  readonly cease: () => void;
  readonly counts: ReadonlyMap<string, number>;
};

export const makeFaults = (chance: Chance): Faults => {
  const places: readonly Place[] = ['request', 'message', 'seldom'];
  const drawn = places.flatMap((place) =>
    faultKinds[place].map((kind) => [kind, chance.pick(rarities[place])] as const),
  );
  const rarityOf = new Map<FaultKind, number>(drawn);
  const counts = new Map<string, number>();
  let ceased = false;

  const count = (what: FaultKind | Mishap): void => void counts.set(what, (counts.get(what) ?? 0) + 1);

  return {
    counts,
    count,
    cease: () => void (ceased = true),
    strikes: (kind) => {
      const times = rarityOf.get(kind)!;
      if (ceased || times === 0 || !chance.oneIn(times)) return false;
      count(kind);
      return true;
    },
  };
};
