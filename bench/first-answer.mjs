/**
 * A process that loads one bundle and gives it one event: `node first-answer.mjs <bundle>`, the event as JSON in the
 * environment. It tells its parent what the answer was and what all that took of a processor. Plain JavaScript, so that
 * no types are stripped while the time is taken.
 */
import { createRequire } from 'node:module';

// As Lambda's own runtime loads a .cjs file.
const require = createRequire(import.meta.url);
const { handler } = require(process.argv[2]);
const answer = await handler(JSON.parse(process.env.FIRST_EVENT), { awsRequestId: 'bench' });
const { user, system } = process.cpuUsage();
process.send({ cpuMs: (user + system) / 1000, answer }, () => process.exit());
