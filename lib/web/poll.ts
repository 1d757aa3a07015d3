import type { Locale } from '../domain/order-details.ts';
import { html, type Html } from './html.ts';
import { address } from './layout.ts';
import { inlineScript } from './page.ts';
import { words } from './words.ts';

/**
 * The one script of the pages: it asks for the state of a payment and, once it has changed, says so in the live region
 * and opens the result. The page works without it. It finds everything in data attributes of `#poll`, so that it is
 * one constant with one hash. It waits 2 s, then each time a third longer up to 20 s, for ten minutes in all; a page in
 * the background asks nothing until it is looked at again. It is plain ES2015 for old phones, and gives up silently
 * where there is no `fetch`.
 */
export const pollScript = inlineScript(
  `
(() => {
  const region = document.getElementById('poll');
  if (!region || !window.fetch) return;
  const data = region.dataset;
  const waitMaxMs = 20000;
  const allMs = 600000;
  let waitMs = 2000;
  let waitedMs = 0;

  const say = (text) => { region.textContent = text; };
  const tell = (state) => {
    say({ paid: data.paid, 'not-paid': data.notPaid }[state] || data.changed);
    setTimeout(() => location.replace(data.page), 2000);
  };
  const later = () => {
    if (waitedMs >= allMs) return say(data.stopped);
    setTimeout(ask, waitMs);
    waitedMs += waitMs;
    waitMs = Math.min(waitMs * 4 / 3, waitMaxMs);
  };
  const ask = () => {
    if (document.hidden) return document.addEventListener('visibilitychange', ask, { once: true });
    fetch(data.url, { headers: { accept: 'application/json' }, cache: 'no-store' })
      .then((answer) => answer.ok ? answer.json() : {})
      .then(({ state }) => state && state !== 'confirming' ? tell(state) : later())
      .catch(later);
  };

  say(data.asking);
  later();
})();
`.trim(),
);

/** Where the script speaks, with all that it needs; `stopped` is what it says when it gives up. */
export const pollRegion = (locale: Locale, path: string, stopped?: string): Html => {
  const { poll } = words[locale].confirming;
  return html`<div
    id="poll"
    class="live"
    role="status"
    aria-live="polite"
    data-url="${path}/status"
    data-page="${address(`${path}/return`, locale)}"
    data-asking="${poll.asking}"
    data-paid="${poll.paid}"
    data-not-paid="${poll.notPaid}"
    data-changed="${poll.changed}"
    data-stopped="${stopped ?? poll.stopped}"
  ></div>`;
};
