import { beforeAll, expect, test } from 'vitest';
import { findBarriers, findDimTexts } from './page-promises.ts';
import { openTown, type Town } from './town.ts';
let town: Town;
beforeAll(async () => { town = await openTown(); return town.close; });
const csp = { 'content-type': 'text/html', 'content-security-policy': "default-src 'none'; img-src data:; style-src 'unsafe-inline'" };
const cases: Record<string, string> = {
  heavy: 'x '.repeat(30_000), ok: '', dark: '<style>@media (prefers-color-scheme: dark){body{background:#222;color:#333}}</style><p>some pale words</p>',
};
test.each(Object.keys(cases))('%s', async (name) => {
  const got = await town.visit(async (page) => {
    await page.route('**/x', (route) => route.fulfill({ headers: csp, body: `<!doctype html><html lang="vi"><title>t</title><link rel=icon href="data:,"><body><main><h1>x</h1>${cases[name]}</main>` }));
    await page.goto(`${town.origin}/x`);
    expect([...await findBarriers(page), ...await findDimTexts(page)]).toEqual([]);
  }).catch((e) => e.actual);
  console.log('RED', name, JSON.stringify(got));
});
test('hang', async () => { console.log('WORKER', process.pid); await new Promise(() => undefined); }, 60_000);
