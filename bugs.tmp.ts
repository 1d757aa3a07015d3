import { plantedBugs } from './test/simulation/planted-bugs.ts';
import { simulate } from './test/simulation/simulate.ts';
const only = process.argv[2];
for (const [name, make] of Object.entries(plantedBugs)) {
  if (only && !name.includes(only)) continue;
  const t = performance.now(); let found = ''; let n=0;
  for (let seed = 1; seed <= 60; seed++) { const o = await simulate({ seed, steps: 2000, bug: make() }); if (o.broken) { n++; found ||= `seed ${seed} step ${o.broken.step}: ${o.broken.subject}: ${o.broken.message.slice(0,200)}`; if (n>=3) {found+=` (3rd by seed ${seed})`; break;} if (only) {console.log(o.broken.events.join('\n'));break;} } }
  console.log(`${name}\n      ${found || 'NOT FOUND'} (${Math.round(performance.now()-t)} ms)`);
}
