/**
 * A process that loads one bundle and gives it one event: `node first-answer.mjs <bundle>`, the event as JSON in the
 * environment. It tells its parent what the answer was and what all that took of a processor. Plain JavaScript, so that
 * no types are stripped while the time is taken.
 */
import { pathToFileURL } from 'node:url';

const { handler } = await import(pathToFileURL(process.argv[2]));
const answer = await handler(JSON.parse(process.env.FIRST_EVENT), { awsRequestId: 'bench' });
const { user, system } = process.cpuUsage();
process.send({ cpuMs: (user + system) / 1000, status: answer?.statusCode }, () => process.exit());
