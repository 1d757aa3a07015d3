import { runSandbox } from '../sandbox/child-process.ts';
import { startSandboxIssuer } from './sandbox-issuer.ts';

await runSandbox('sandbox issuer', ({ PORT, DATA_FOLDER, OFFICER_AUDIENCE }) =>
  startSandboxIssuer({ port: PORT, dataFolder: DATA_FOLDER, audience: OFFICER_AUDIENCE }),
);
