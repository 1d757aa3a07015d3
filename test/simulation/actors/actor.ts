import type { World } from '../world.ts';

/** Something that an actor can do now. What it starts goes on by itself. */
export type Move = { readonly weight: number; readonly act: () => Promise<void> | void };

/** Somebody who acts on Lephi or around it. A new one is one file here, and one line in `cast.ts`. */
export type Actor = (world: World) => readonly Move[];
