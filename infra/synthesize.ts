import { buildApp } from './app.ts';
import { addChecks } from './checks.ts';

/** What the CDK command runs: writes checked templates where it says, for the stage that it was given. */
function synthesize(): void {
  const app = buildApp({});
  addChecks(app);
  for (const { stackName, templateFullPath } of app.synth().stacks) console.log(`${stackName}  ${templateFullPath}`);
}

try {
  synthesize();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
