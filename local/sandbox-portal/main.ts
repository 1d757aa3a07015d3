import { readSandboxSettings, runSandbox } from '../sandbox/child-process.ts';
import { startSandboxPortal } from './sandbox-portal.ts';
import { portalSettingsSchema } from './settings.ts';

await runSandbox('sandbox portal', ({ PORT, LEPHI_ORIGIN, DATA_FOLDER }) => {
  const { portal } = readSandboxSettings(DATA_FOLDER, portalSettingsSchema);
  return startSandboxPortal({ port: PORT, dataFolder: DATA_FOLDER, lephiOrigin: LEPHI_ORIGIN, settings: portal });
});
