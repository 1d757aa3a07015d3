import { readSandboxSettings } from '../sandbox/child-process.ts';
import { portalSettingsSchema } from '../sandbox-portal/settings.ts';
import type { Lephi } from './find-lephi.ts';
import { tellPayment } from './payment-story.ts';
import type { Transcript } from './transcript.ts';
import { tellTransfer } from './transfer-story.ts';

/** The whole demo: a payment at a bank's page, then one by a transfer. */
export async function tellStory(lephi: Lephi, transcript: Transcript): Promise<void> {
  const { portal } = readSandboxSettings(lephi.dataFolder, portalSettingsSchema);
  const scene = { lephi, portal, transcript };
  await tellPayment(scene);
  await tellTransfer(scene);
}
