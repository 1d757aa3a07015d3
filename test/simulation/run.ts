/**
 * `npm run simulate -- --seed 123 --steps 10000` runs one seed, `--seeds 1000 --steps 2000` the seeds 1 to 1,000
 * (`--from` begins elsewhere). A seed that breaks a promise is told with what led to it, and replays exactly.
 */
import { parseArgs } from 'node:util';
import { type Outcome, simulate } from './simulate.ts';
import { makeTally } from './tally.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '1' },
    from: { type: 'string', default: '1' },
    steps: { type: 'string', default: '2000' },
  },
});

function describe({ seed, steps, stepsInAll, days, orders, payments, hash }: Outcome): string {
  const size = `${steps} steps and ${stepsInAll - steps} until rest, ${days.toFixed(1)} days`;
  return `seed ${seed}: ${size}, ${orders} orders, ${payments} paid, trace ${hash}`;
}

function tell({ seed, broken }: Outcome): void {
  if (broken === undefined) return;
  console.log(
    `\nseed ${seed} BREAKS A PROMISE after step ${broken.step}, about ${broken.subject}:\n  ${broken.message}`,
  );
  for (const event of broken.events) console.log(`    ${event}`);
  console.log(`  again: npm run simulate -- --seed ${seed} --steps ${values.steps}`);
}

const first = Number(values.seed ?? values.from);
const last = values.seed === undefined ? first + Number(values.seeds) - 1 : first;
const tally = makeTally();
for (let seed = first; seed <= last; seed += 1) {
  const outcome = await simulate({ seed, steps: Number(values.steps) });
  tally.add(outcome);
  tell(outcome);
  if (first === last) console.log(describe(outcome));
}
console.log(tally.report());
if (tally.brokenSeeds().length > 0) process.exitCode = 1;
