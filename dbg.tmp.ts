import { simulate } from './test/simulation/simulate.ts';
for (let seed=1; seed<=20; seed++){ const o=await simulate({seed,steps:2000}); console.log(seed,o.leftOver, o.stepsInAll); }
