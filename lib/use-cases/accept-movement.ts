import type { DeskClass } from '../domain/desk.ts';
import type { Movement } from '../domain/movement.ts';
import { applyMovementFact } from '../domain/movement-changes.ts';
import type { Officer } from '../domain/officer.ts';
import { Refusal } from '../domain/refusal.ts';
import { putMovementChange } from '../store/key-table.ts';
import { decideAgain } from './decide-again.ts';
import type { Parts } from './parts.ts';
import { getMovement } from './read-desk.ts';

/** Classes about which there is nothing to do but to understand them. */
const acceptable: readonly (DeskClass | undefined)[] = ['unexplained-debit', 'contradicted', 'reversed-in-part'];

/** Who accepts which movement, and why. */
export type AcceptMovement = { readonly by: Officer; readonly movementKey: string; readonly reason: string };

/**
 * Takes a movement from the desk that an officer has looked into and can explain. Its money stays where it is.
 *
 * @throws Refusal not-found
 * @throws Refusal not-at-desk when it does not wait, or waits for its money to be used
 */
export const acceptMovement = (parts: Parts, { by, movementKey, reason }: AcceptMovement): Promise<Movement> =>
  decideAgain(parts, async () => {
    const { store, now } = parts;
    const movement = await getMovement(store, movementKey);
    if (!acceptable.includes(movement.desk?.class)) throw new Refusal('not-at-desk');
    const change = applyMovementFact(movement, { type: 'movement.accepted', by, reason }, now());
    const outcome = await store.commit(putMovementChange(change));
    return outcome === 'conflict' ? 'conflict' : change.movement;
  });
