import { html } from 'hono/html';
import { formatTime, formatVnd, type Markup, renderPage } from '../sandbox/page.ts';
import type { CallbackCall } from './ledger.ts';
import type { Overview, Transaction } from './overview.ts';
import type { StatementPlace } from './statement-routes.ts';
import { renderTransfers } from './transfer-table.ts';

const callbackTexts: Readonly<Record<Transaction['callback'], string>> = {
  none: 'not yet',
  due: 'will be sent again',
  confirmed: 'confirmed by the merchant',
  'given-up': 'given up',
  lost: 'lost on purpose',
};

/** What happened at the bank, for whoever tries Lephi out. */
export function renderOverviewPage(overview: Overview, statements: readonly StatementPlace[]): Markup {
  const { moneyTakenVnd, moneyRefundedVnd, transactions } = overview;
  const body = html`<main>
    <h1>What happened at the sandbox bank</h1>
    <p>
      Money taken: <strong class="amount">${formatVnd(moneyTakenVnd)}</strong>, given back:
      <strong class="amount">${formatVnd(moneyRefundedVnd)}</strong>.
      <span class="soft">The newest come first; as data: <a href="/transactions.json">transactions.json</a></span>
    </p>
    <h2>Payments by VNPAY</h2>
    ${transactions.length === 0 ? html`<section><p>Nobody has come to pay yet.</p></section>` : renderTable(transactions)}
    ${renderTransfers(overview)} ${renderStatements(statements)}
  </main>`;
  return renderPage({ language: 'en', title: 'Sandbox bank', banner: 'Sandbox bank · plays VNPAY and SePay', body });
}

function renderStatements(statements: readonly StatementPlace[]): Markup {
  return html`<h2>Statements</h2>
    <p>What a bank sends on the next morning, ready to be reconciled; that of today is not at its end.</p>
    <ul>
      ${statements.map(
        ({ of, days }) =>
          html`<li>
            ${of}: ${days.map(({ on, path }) => html` <a href="${path}" aria-label="${of}, ${on}">${on}</a>`)}
          </li>`,
      )}
    </ul>`;
}

function renderTable(transactions: readonly Transaction[]): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Payments">
    <table>
      <thead>
        <tr>
          <th scope="col">Payment</th>
          <th scope="col" class="amount">Amount</th>
          <th scope="col">Result</th>
          <th scope="col">Callbacks and the answers heard</th>
        </tr>
      </thead>
      <tbody>
        ${transactions.map(renderRow)}
      </tbody>
    </table>
  </div>`;
}

function renderRow(transaction: Transaction): Markup {
  return html`<tr id="${transaction.txnRef}">
    <td>
      <code>${transaction.txnRef}</code><br />
      ${transaction.orderInfo}<br />
      <span class="soft">${formatTime(transaction.openedAt)}</span>
    </td>
    <td class="amount">
      ${formatVnd(transaction.amountVnd)}
      ${transaction.refunds.map((refund) => html`<br /><span class="soft">−${formatVnd(refund.amountVnd)}</span>`)}
    </td>
    <td class="tight">${renderResult(transaction)}</td>
    <td>${transaction.ending === null ? '' : renderCallbacks(transaction)}</td>
  </tr>`;
}

function renderResult(transaction: Transaction): Markup {
  if (transaction.ending === null) return html`<span class="soft">the payer has not chosen</span>`;
  const taken = transaction.moneyTakenVnd > 0;
  return html`${transaction.ending}<br />
    <span class="soft">code ${transaction.responseCode}, status ${transaction.transactionStatus}</span><br />
    <span class="${taken ? 'good' : 'bad'}">${taken ? 'money taken' : 'no money taken'}</span>`;
}

function renderCallbacks(transaction: Transaction): Markup {
  const path = `/transactions/${encodeURIComponent(transaction.txnRef)}/callback`;
  return html`<ol>
      ${transaction.callbacks.map((call) => html`<li>${renderCall(call)}</li>`)}
    </ol>
    <p class="soft">${callbackTexts[transaction.callback]}</p>
    <form method="post" action="${path}">
      <button aria-label="Send the callback again: ${transaction.txnRef}">Send the callback again</button>
    </form>`;
}

function renderCall({ sentAt, by, rspCode, message }: CallbackCall): Markup {
  const byHand = by === 'hand' ? ' (by hand)' : '';
  return html`${formatTime(sentAt)}${byHand}: <strong>${rspCode ?? 'no answer'}</strong> ${message}`;
}
