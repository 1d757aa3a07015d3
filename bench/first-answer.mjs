/**
 * A process that loads one bundle, gives it one event, and tells its parent what the answer was and what it cost:
 * `node first-answer.mjs <bundle>`, the event as JSON in the environment. Plain JavaScript, so that no types are
 * stripped while the time is taken.
 */
import { pathToFileURL } from 'node:url';

const [, , bundlePath] = process.argv;
const { handler } = await import(pathToFileURL(bundlePath));
const answer = await handler(JSON.parse(process.env.FIRST_EVENT), { awsRequestId: 'bench' });
const { user, system } = process.cpuUsage();
process.send({ cpuMs: (user + system) / 1000, status: answer?.statusCode }, () => process.exit());
