import { readSandboxSettings, runSandbox } from '../sandbox/child-process.ts';
import { bankSettingsSchema } from './account.ts';
import { startSandboxBank } from './sandbox-bank.ts';

await runSandbox('sandbox bank', ({ PORT, DATA_FOLDER }) => {
  const { vnpay, sepay } = readSandboxSettings(DATA_FOLDER, bankSettingsSchema);
  return startSandboxBank({ port: PORT, dataFolder: DATA_FOLDER, accounts: vnpay, watchedAccounts: sepay });
});
