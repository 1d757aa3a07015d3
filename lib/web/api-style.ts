/** What the documentation page adds to the style sheet of every page. */
export const apiStyle = `
.column{max-width:64rem}
.sheet h2{font-size:1.5rem;margin-top:2.5rem;padding-top:1rem;border-top:4px solid var(--line)}
h3{font-size:1.1875rem;margin:2rem 0 .25rem}
h4{font-size:1.0625rem;margin:1.5rem 0 .25rem}
code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.9375em}
.route{background:var(--calm-ground);padding:.375rem .75rem;border-radius:.25rem}
section table{margin-top:.75rem;table-layout:fixed}
table+p{margin-top:.75rem}
section caption{font-size:.9375rem}
section thead th:first-child{width:38%}
th:last-child,td:last-child{text-align:left;white-space:normal;padding-left:1rem}
td p{margin:.25rem 0 0}
tbody th small{color:var(--soft);margin-left:.25rem}
th[colspan]{background:var(--calm-ground);padding:.375rem .5rem}
nav ul{columns:18rem;padding-left:1.25rem}
:target{outline:3px solid var(--stripe);outline-offset:.25rem}
`.trim();
