import { html, raw } from 'hono/html';

/** A piece of a page, already escaped. */
export type Markup = ReturnType<typeof html>;

type Page = { language: 'vi' | 'en'; title: string; banner: string; body: Markup };

const style = raw(`
  :root { color-scheme: light; --ink: #1b2530; --soft: #4d5b6a; --line: #cfd7df; --ground: #f3f5f7; --accent: #0b4f8a;
    --good: #14653a; --bad: #9c1c1c; }
  * { box-sizing: border-box; }
  body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, 'Segoe UI', Roboto, sans-serif; }
  header { background: var(--accent); color: #fff; padding: .75rem 1rem; font-weight: 600; }
  main { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
  main.narrow { max-width: 36rem; }
  h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; }
  h2 { font-size: 1.15rem; margin: 2rem 0 .75rem; }
  section, form.card, fieldset { background: #fff; border: 1px solid var(--line); border-radius: .5rem; padding: 1rem;
    margin: 0 0 1rem; }
  section > :first-child { margin-top: 0; }
  section > :last-child { margin-bottom: 0; }
  legend { font-weight: 600; padding: 0 .25rem; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1rem; margin: 0; }
  dt { color: var(--soft); }
  dd { margin: 0; overflow-wrap: anywhere; }
  .amount { font-variant-numeric: tabular-nums; white-space: nowrap; }
  .total { font-size: 1.5rem; font-weight: 700; }
  .soft { color: var(--soft); }
  .good { color: var(--good); font-weight: 600; }
  .bad { color: var(--bad); font-weight: 600; }
  button { font: inherit; min-height: 2.75rem; padding: .5rem 1rem; border: 1px solid var(--accent); border-radius: .375rem;
    background: #fff; color: var(--accent); cursor: pointer; }
  button.main { background: var(--accent); color: #fff; font-weight: 600; }
  button.wide { display: block; width: 100%; text-align: left; margin: .5rem 0 0; }
  button:focus-visible, a:focus-visible, input:focus-visible, select:focus-visible, .scroll:focus-visible {
    outline: 3px solid #f2a900; outline-offset: 2px; }
  a { color: var(--accent); }
  label { display: block; margin: .5rem 0; }
  input[type=text], select { font: inherit; width: 100%; padding: .5rem; border: 1px solid #66727f; border-radius: .375rem;
    background: #fff; min-height: 2.75rem; }
  .scroll { overflow-x: auto; background: #fff; border: 1px solid var(--line); border-radius: .5rem; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; vertical-align: top; padding: .5rem .75rem; border-bottom: 1px solid var(--line); }
  tr:last-child > td { border-bottom: 0; }
  th { color: var(--soft); font-weight: 600; white-space: nowrap; }
  td.amount, th.amount { text-align: right; }
  td.tight, td a, td code { white-space: nowrap; }
  td ol, td ul { margin: 0; padding-left: 1.2rem; }
  code { font-size: .9em; overflow-wrap: anywhere; }
`);

/** A whole page: one column, no script, nothing loaded from elsewhere. */
export function renderPage({ language, title, banner, body }: Page): Markup {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${style}
        </style>
      </head>
      <body>
        <header>${banner}</header>
        ${body}
      </body>
    </html>`;
}

const amountFormat = new Intl.NumberFormat('vi-VN');

/** Whole đồng as people in Viet Nam write them: `15.000 đ`. */
export function formatVnd(amountVnd: number): string {
  return `${amountFormat.format(amountVnd)}\u00a0đ`;
}

const timeFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** An instant on the clock of Viet Nam: `21/11/2026, 09:30:00`. */
export function formatTime(instant: string): string {
  return timeFormat.format(new Date(instant));
}
