import type { Actor } from './actor.ts';
import { officers } from './officers.ts';
import { officersAtDesk } from './officers-at-desk.ts';
import { officersInDoubt } from './officers-in-doubt.ts';
import { onlookers } from './onlookers.ts';
import { operator } from './operator.ts';
import { payers } from './payers.ts';
import { portals } from './portals.ts';
import { receivers } from './receivers.ts';
import { stream } from './stream.ts';
import { sweeper } from './sweeper.ts';

/** What goes on at the banks. */
const banks: Actor = (world) => world.banks.all.flatMap(({ moves }) => moves);

/** Everybody who acts. The bank that drops its statements joins here. */
export const cast: readonly Actor[] = [
  portals,
  onlookers,
  payers,
  banks,
  receivers,
  officers,
  officersAtDesk,
  officersInDoubt,
  stream,
  sweeper,
  operator,
];
