import { html, raw } from 'hono/html';
import { type Markup, renderPage } from '../sandbox/page.ts';
import { sandboxOfficers } from './officers.ts';

const banner = 'Sandbox issuer: officers of a finance office that is not there';

const page = (title: string, body: Markup) => renderPage({ language: 'en', title, banner, body });

/** Who there is, and how to sign in. */
export const renderHomePage = (): Markup =>
  page(
    'Sandbox issuer',
    html`<main>
      <h1>Officers who can sign in</h1>
      <section>
        <dl>
          ${sandboxOfficers.map(
            ({ name, roles, does }) =>
              html`<dt>${name}</dt>
                <dd>${roles.join(', ')}: ${does}</dd>`,
          )}
        </dl>
      </section>
      <p>At a terminal: <code>npm run lephi -- login</code></p>
    </main>`,
  );

/** The login page: choose who you are. */
export const renderLoginPage = (): Markup =>
  page(
    'Who are you?',
    html`<main class="narrow">
      <h1>Who are you?</h1>
      <form class="card" method="post">
        ${sandboxOfficers.map(
          ({ subject, name, roles }) =>
            html`<button class="wide" name="officer" value="${subject}">
              <strong lang="vi">${name}</strong><br /><span class="soft">${roles.join(', ')}</span>
            </button>`,
        )}
      </form>
    </main>`,
  );

/** Where the code that a terminal shows is typed. The form is the issuer's own. */
export const renderCodePage = (form: string, wrong: boolean): Markup =>
  page(
    'The code at your terminal',
    html`<main class="narrow">
      <h1>The code at your terminal</h1>
      <section>
        ${wrong ? html`<p class="bad" role="alert">This code is not known, or not any more.</p>` : ''} ${raw(form)}
        <button class="main" type="submit" form="op.deviceInputForm">Go on</button>
      </section>
    </main>`,
  );

/** Asks whether it is one's own terminal that shows this code. */
export const renderConfirmPage = (form: string, userCode: string): Markup =>
  page(
    'Is this your terminal?',
    html`<main class="narrow">
      <h1>Does your terminal show this code?</h1>
      <section>
        <p class="total">${userCode}</p>
        ${raw(form)}
        <button class="main" type="submit" form="op.deviceConfirmForm">Yes, sign in</button>
        <button type="submit" form="op.deviceConfirmForm" name="abort" value="yes">No</button>
      </section>
    </main>`,
  );

/** One sentence, when there is nothing more to do here. */
export const renderMessagePage = (message: string): Markup =>
  page(
    message,
    html`<main class="narrow">
      <h1>${message}</h1>
    </main>`,
  );
