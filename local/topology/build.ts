import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { CannotStart } from '../cannot-start.ts';
import { spawnTiedChild } from '../tied-child.ts';
import { readTopology, type Topology } from './read-topology.ts';

const synthesizePath = fileURLToPath(new URL('synthesize.ts', import.meta.url));

export const bundlesIn = (dataFolder: string): string => join(dataFolder, 'bundles');
export const cloudAssemblyIn = (dataFolder: string): string => join(dataFolder, 'cdk.out');

/** Builds everything that would be deployed, and reads from the template what of it runs here. */
export async function buildTopology(dataFolder: string): Promise<Topology> {
  const child = spawnTiedChild(process.execPath, [synthesizePath, dataFolder]);
  child.stdout.resume();
  const [complaint, { code }] = await Promise.all([text(child.stderr), child.ended]);
  if (code !== 0) throw new CannotStart(`Lephi cannot be built:\n${complaint.trim()}`);
  return readTopology(cloudAssemblyIn(dataFolder));
}
