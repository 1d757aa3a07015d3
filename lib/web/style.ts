/** The style sheet of every page, sent inside it: one request shows a page, also where the network is slow. */
export const pageStyle = `
:root{color-scheme:light dark;--ink:#16202b;--soft:#4b5965;--paper:#fff;--ground:#eef2f5;--line:#c8d2da;--bar:#0d3b66;--stripe:#f4b942;--link:#0b4f9c;--button:#0b6b43;--button-ink:#fff;--button-over:#085233;--good:#0b6b43;--good-ground:#e6f4ec;--wait:#7a4b00;--wait-ground:#fff4dc;--bad:#a3211b;--bad-ground:#fdecea;--calm:#3d4b57;--calm-ground:#eef2f5}
@media (prefers-color-scheme:dark){:root{--ink:#eef2f5;--soft:#b4c0ca;--paper:#17212b;--ground:#0d141b;--line:#3c4a57;--bar:#0a2c4d;--link:#8fc2ff;--button:#4cc38a;--button-ink:#06251a;--button-over:#7ad7a9;--good:#6fd6a3;--good-ground:#10301f;--wait:#ffcb6b;--wait-ground:#33270b;--bad:#ff9d94;--bad-ground:#3b1614;--calm:#b4c0ca;--calm-ground:#202c37}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
.column{max-width:42rem;margin:0 auto;padding:0 1rem}
.bar{background:var(--bar);border-bottom:4px solid var(--stripe);color:#fff}
.bar .column{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;gap:.25rem 1rem;padding-top:.75rem;padding-bottom:.75rem}
.bar p{margin:0;flex:1 1 12rem}
.bar strong{display:block;font-size:1.125rem;line-height:1.3}
.bar small{font-size:.9375rem}
.bar a{color:#fff;padding:.5rem 0}
main.column{padding-top:1.25rem;padding-bottom:1.25rem}
.sheet{background:var(--paper);border:1px solid var(--line);border-radius:.5rem;padding:1.25rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}
h2{font-size:1.1875rem;line-height:1.3;margin:1.75rem 0 .5rem}
p,ul{margin:0 0 .75rem}
ul{padding-left:1.25rem}
li{margin-bottom:.375rem}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--link);outline-offset:3px;border-radius:.25rem}
.bar :focus-visible{outline-color:var(--stripe)}
h1 .amount{display:block;font-size:clamp(1.5rem,8vw,2.25rem);line-height:1.2;margin-top:.125rem}
.amount,td:last-child{white-space:nowrap;font-variant-numeric:tabular-nums}
.soft{color:var(--soft)}
dl{margin:1rem 0 0;border-top:1px solid var(--line)}
dl div{padding:.5rem 0;border-bottom:1px solid var(--line)}
dt{color:var(--soft);font-size:.9375rem}
dd{margin:0;font-weight:600}
table{border-collapse:collapse;width:100%;margin-top:1.75rem}
caption{text-align:left;font-size:1.1875rem;font-weight:700;padding-bottom:.25rem}
th,td{padding:.5rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;font-weight:400}
thead th{color:var(--soft);font-size:.9375rem}
th:last-child,td:last-child{text-align:right;padding-left:1rem}
tfoot th,tfoot td{font-weight:700;border-bottom:0}
td small{display:block;color:var(--soft);font-size:.9375rem}
.button{display:block;width:100%;min-height:3rem;padding:.75rem 1rem;border:2px solid transparent;border-radius:.375rem;background:var(--button);color:var(--button-ink);font:inherit;font-weight:700;line-height:1.35;text-align:center;text-decoration:none;cursor:pointer}
.button:hover{background:var(--button-over)}
.button.second{background:transparent;border-color:currentColor;color:var(--link)}
form{margin:0 0 .25rem}
form .button{margin:0 .5rem .5rem 0}
.state{display:flex;gap:.875rem;margin:-1.25rem -1.25rem 1.25rem;padding:1.25rem;border-radius:.5rem .5rem 0 0;border-bottom:1px solid var(--line)}
.state svg{flex:none;width:2.5rem;height:2.5rem;margin-top:-.125rem}
.state h1{margin:0;align-self:center}
.state.good{background:var(--good-ground);color:var(--good)}
.state.wait{background:var(--wait-ground);color:var(--wait)}
.state.bad{background:var(--bad-ground);color:var(--bad)}
.state.calm{background:var(--calm-ground);color:var(--calm)}
.notice{border:1px solid var(--wait);border-left-width:.375rem;border-radius:.375rem;background:var(--wait-ground);padding:1rem 1rem .25rem;margin:0 0 1.25rem}
.notice h2{margin:0 0 .375rem;color:var(--wait)}
.qr{max-width:18rem;margin:0 auto 1rem}
.qr svg{display:block;width:100%;shape-rendering:crispEdges}
.typed{user-select:all;-webkit-user-select:all}
.live:not(:empty){padding:.5rem .75rem;border-radius:.375rem;background:var(--calm-ground);margin-bottom:.75rem}
.apart{margin-top:1.25rem}
footer{color:var(--soft);font-size:.9375rem;padding-bottom:2rem}
@media (min-width:40rem){.sheet{padding:2rem}.state{margin:-2rem -2rem 1.5rem;padding:1.5rem 2rem}dl div{display:flex;align-items:baseline}dt{flex:0 0 14rem}dd{flex:1}.button{width:auto;min-width:18rem;display:inline-block}}
@media print{:root{color-scheme:light;--ink:#000;--soft:#333;--paper:#fff;--ground:#fff;--line:#999;--good:#000;--good-ground:#fff}body{font-size:11pt}.bar{background:#fff;color:#000;border-color:#000}.screen,.bar a{display:none}.sheet{border:0;padding:0}.state{margin:0 0 1rem;padding:0 0 1rem}}
`.trim();
