import { CannotStart } from './cannot-start.ts';
import { findFreePort } from './free-port.ts';

export type Ports = { lephi: number; bank: number; portal: number; issuer: number };

/** Four ports in a row, none of them taken; any free ones when the first is 0. */
export async function choosePorts(first: number): Promise<Ports> {
  const wanted = first === 0 ? [0, 0, 0, 0] : [first, first + 1, first + 2, first + 3];
  const [lephi = 0, bank = 0, portal = 0, issuer = 0] = await Promise.all(wanted.map(getFreePort));
  return { lephi, bank, portal, issuer };
}

async function getFreePort(port: number): Promise<number> {
  try {
    return await findFreePort(port);
  } catch (error) {
    const why = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' ? 'taken' : 'not to be had';
    throw new CannotStart(`Port ${port} is ${why}: choose another with --port (Lephi uses it and the three after it).`);
  }
}
