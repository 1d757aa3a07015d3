import { makeWorld } from './test/simulation/world.ts';
import { simulate, lastWorld } from './test/simulation/simulate.ts';
const c: Record<string, number> = {};
const add=(k:string,n=1)=>{c[k]=(c[k]??0)+n};
for (let seed=1; seed<=40; seed++){ const o=await simulate({seed,steps:2000}); const w=lastWorld!;
 for (const b of w.books.orders.values()){ const t=b.events.map(e=>e.fact.type); add('orders'); add('status '+b.head.status);
  if (t.includes('order.expired')&&t.includes('order.paid')) add('late paid');
  if (b.head.attempts.length===0) add('no attempts'); 
  add('attempts', b.head.attempts.length);
  for (const a of b.head.attempts) add('attempt '+a.status);
  const d=b.events.filter(e=>e.delivery); if (d.length>1) {add('two webhooks'); if (d[0]!.delivery!.tries>1) add('two webhooks, first tried more'); }
 }
 for (const p of w.bank.payments.values()) { add('bank '+p.state+(p.wasPaid?' wasPaid':'')+(w.books.movements.has(p.movementKey)?'':' unheard')); }
 add('moves', 0);
}
console.log(c);
